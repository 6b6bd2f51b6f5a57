"""Getting there: mileage of own vehicles, tickets, taxi, and which class by train."""

from decimal import Decimal

from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO
from meindo.kernel.refusal import NotCovered
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import FREE_MEANS, KM_MEANS, OWN_MOTOR_VEHICLES, Leg

MILEAGE_TEXTS = {
    "car": _("Wegstrecke mit dem Auto: {km} km × {rate} €"),
    "motorcycle": _("Wegstrecke mit dem Kraftrad: {km} km × {rate} €"),
    "bicycle": _("Wegstrecke mit dem Fahrrad: {km} km × {rate} €"),
}
WITHOUT_REASON_TEXTS = {
    "car": _("Auto ohne triftigen Grund: {km} km × {rate} €"),
    "motorcycle": _("Kraftrad ohne triftigen Grund: {km} km × {rate} €"),
}
FARE_TEXTS = {
    "train": _("Fahrkarte Bahn, 2. Klasse"),
    "bus": _("Fahrkarte Bus oder Stadtbahn"),
    "taxi": _("Taxi, Grund: {reason}"),
    "rental_car": _("Mietwagen, Grund: {reason}"),
}
CAPPED = ("brkg.mileage_car@", "brkg.mileage_motorcycle@")
FREE_TEXTS = {
    "passenger": _("Mitfahrt: keine eigenen Fahrtkosten"),
    "official_car": _("Dienstwagen: keine eigenen Fahrtkosten"),
}


def travel_lines(sheet: Worksheet, journey: Journey) -> None:
    """Write the lines of all legs; each leg that is not covered is refused on its own."""
    without_reason = [leg for leg in journey.legs if _lacks_reason(sheet, leg)]
    for leg in journey.legs:
        if leg not in without_reason:
            sheet.attempt(lambda leg=leg: _leg(sheet, leg, journey))  # type: ignore[misc]
    for means in OWN_MOTOR_VEHICLES:
        legs = [leg for leg in without_reason if leg.means == means]
        if legs:
            sheet.attempt(lambda legs=legs, means=means: _without_reason(sheet, legs, means))  # type: ignore[misc]
    sheet.attempt(lambda: _cap(sheet))


def _cap(sheet: Worksheet) -> None:
    """Limit the mileage at the low rate per trip, where the act does so (BRKG)."""
    if not sheet.law.has("mileage_cap"):
        return
    low = sum((line.amount_eur for line in sheet.lines if line.refs[0].startswith(CAPPED)), ZERO)
    cap = sheet.law.decimal("mileage_cap")
    if low > cap:
        sheet.add("mileage", _("Begrenzt auf höchstens {cap} € je Reise"), cap - low, "mileage_cap", cap=cap)


def _leg(sheet: Worksheet, leg: Leg, journey: Journey) -> None:
    if leg.city_paid:
        sheet.add("fares", _("Von der Stadt gebucht und bezahlt: keine Erstattung"), ZERO, "fares", day=leg.day)
    elif leg.means in KM_MEANS:
        _mileage(sheet, leg, journey)
    elif leg.means in FREE_MEANS:
        sheet.add("mileage", FREE_TEXTS[leg.means], ZERO, "no_own_vehicle_cost", day=leg.day)
    elif leg.means == "train" and leg.train_class == 1:
        _first_class(sheet, leg, journey)
    elif leg.means in ("train", "bus"):
        _fare(sheet, leg, leg.fare_eur)
    elif leg.means in ("taxi", "rental_car"):
        _taxi(sheet, leg)
    elif leg.means == "flight" and leg.reason and leg.lowest_class:
        text = _("Flug in der niedrigsten Klasse, Grund: {reason}")
        sheet.add("fares", text, leg.fare_eur, "flight_lowest_class", day=leg.day, reason=leg.reason)
    else:
        _not_covered(leg)


def _mileage(sheet: Worksheet, leg: Leg, journey: Journey) -> None:
    key = f"mileage_{leg.means}"
    if leg.means == "car" and _has_interest(sheet, journey):
        key = "mileage_car_interest"
    rate = sheet.law.decimal(key)
    sheet.add("mileage", MILEAGE_TEXTS[leg.means], leg.km * rate, key, day=leg.day, km=leg.km, rate=rate)
    _extras(sheet, leg)


def _has_interest(sheet: Worksheet, journey: Journey) -> bool:
    """Say whether the higher rate of the act is due: the interest was fixed before the trip began."""
    if journey.interest_on is None or not sheet.law.has("mileage_car_interest"):
        return False
    if journey.interest_on < journey.first_day:
        return True
    text = _("Das erhebliche dienstliche Interesse am Auto wurde nicht vor der Reise festgestellt ({on}).")
    sheet.hint_once("interest_fixed_late", text, on=journey.interest_on)
    return False


def _extras(sheet: Worksheet, leg: Leg) -> None:
    if leg.passengers:
        _extra(
            sheet,
            leg,
            "passenger_km",
            _("Mitgenommene Personen: {count} × {km} km × {rate} €"),
            leg.passengers,
        )
    if leg.heavy_goods:
        _extra(sheet, leg, "heavy_goods_km", _("Diensthund oder schweres Gut: {km} km × {rate} €"))
    if leg.trailer:
        _extra(sheet, leg, "trailer_km", _("Anhänger: {km} km × {rate} €"))


def _extra(sheet: Worksheet, leg: Leg, key: str, text: str, count: int = 1) -> None:
    rate = sheet.law.decimal(key)
    sheet.add("mileage", text, count * leg.km * rate, key, day=leg.day, km=leg.km, rate=rate, count=count)


def _lacks_reason(sheet: Worksheet, leg: Leg) -> bool:
    """Say whether the act in force pays less for an own vehicle without a compelling reason (only before 2022)."""
    return leg.means in OWN_MOTOR_VEHICLES and not leg.reason and sheet.law.has(f"mileage_{leg.means}_without_reason")


def _without_reason(sheet: Worksheet, legs: list[Leg], means: str) -> None:
    """Add up the km of the whole trip: a first distance, a lower rate beyond it, and a cap."""
    key = f"mileage_{means}_without_reason"
    rule = sheet.law.numbers(key)
    km = sum((leg.km for leg in legs), Decimal(0))
    first = min(km, rule["first_km"])
    paid = [
        _tier(sheet, means, first, rule["first_rate"]),
        _tier(sheet, means, km - first, rule["further_rate"]),
    ]
    over = sum(paid) - rule["cap_eur"]
    if over > 0:
        sheet.add("mileage", _("Begrenzt auf höchstens {cap} € je Reise"), -over, key, cap=rule["cap_eur"])
    for leg in legs:
        _extras(sheet, leg)


def _tier(sheet: Worksheet, means: str, km: Decimal, rate: Decimal) -> Decimal:
    if not km:
        return ZERO
    key = f"mileage_{means}_without_reason"
    return sheet.add("mileage", WITHOUT_REASON_TEXTS[means], km * rate, key, km=km, rate=rate)


def _fare(sheet: Worksheet, leg: Leg, amount: Decimal, text: str = "") -> None:
    share = sheet.law.decimal("fares")
    sheet.add("fares", text or FARE_TEXTS[leg.means], amount * share, "fares", day=leg.day)


def _taxi(sheet: Worksheet, leg: Leg) -> None:
    key = "taxi_rental_needs_reason"
    if leg.reason or not sheet.law.flag(key):
        sheet.add("fares", FARE_TEXTS[leg.means], leg.fare_eur, key, day=leg.day, reason=leg.reason)
        return
    raise NotCovered(
        "taxi_without_reason",
        _("Taxi oder Mietwagen am {day} ohne Grund: Darüber entscheidet die Reisestelle."),
        sheet.law.norm(key),
        day=leg.day,
    )


def _first_class(sheet: Worksheet, leg: Leg, journey: Journey) -> None:
    if journey.first_class_entitled:
        text = _("Fahrkarte Bahn, 1. Klasse (1. Klasse zulässig)")
        sheet.add("fares", text, leg.fare_eur, "rail_first_class_entitled", day=leg.day)
    elif _is_long_ride(sheet, leg):
        text = _("Fahrkarte Bahn, 1. Klasse (ab {hours} Stunden Fahrt)")
        hours = sheet.law.decimal("rail_first_class_min_hours")
        sheet.add("fares", text, leg.fare_eur, "rail_first_class_min_hours", day=leg.day, hours=hours)
    elif leg.second_class_fare_eur:
        text = _("Fahrkarte Bahn: 1. Klasse gebucht, Preis der 2. Klasse erstattet")
        _fare(sheet, leg, min(leg.fare_eur, leg.second_class_fare_eur), text)
    else:
        raise NotCovered(
            "first_class_without_second_class_fare",
            _("Fahrkarte am {day}: 1. Klasse nicht zulässig, bitte den Preis der 2. Klasse angeben."),
            sheet.law.norm("rail_first_class_min_hours"),
            day=leg.day,
        )


def _is_long_ride(sheet: Worksheet, leg: Leg) -> bool:
    """Compare the travel time with the threshold; ask the local rule on changes only where it decides."""
    threshold = sheet.law.decimal("rail_first_class_min_hours") * 60
    if (leg.travel_minutes >= threshold) == (leg.riding_minutes >= threshold):
        return leg.travel_minutes >= threshold
    return sheet.law.flag("rail_first_class_counts_changes")


def _not_covered(leg: Leg) -> None:
    raise NotCovered(
        leg.means,
        _("Flug- und Schiffsreisen ({day}) rechnet diese Fassung nicht ab; die Reisestelle entscheidet."),
        day=leg.day,
    )
