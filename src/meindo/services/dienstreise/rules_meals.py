"""Tagegeld: per calendar day, less meals provided, half after a long stay (the entitlement side)."""

from datetime import date
from decimal import Decimal

from meindo.kernel.law import Law
from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO, cents
from meindo.kernel.values import DatedValue
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.abroad import whereabouts
from meindo.services.dienstreise.absence import TravelDay, travel_days
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.long_stay import ABROAD_KEY, reduction
from meindo.services.dienstreise.rules_abroad import abroad_line, bracket_value

MEAL_TEXTS = {
    "breakfast": _("Frühstück am {day} gestellt: {percent} % von {rate} € einbehalten"),
    "lunch": _("Mittagessen am {day} gestellt: {percent} % von {rate} € einbehalten"),
    "dinner": _("Abendessen am {day} gestellt: {percent} % von {rate} € einbehalten"),
}


def meal_lines(sheet: Worksheet, journey: Journey) -> None:
    """Write the Tagegeld of every day: the rate, what is withheld for meals, what a long stay takes off."""
    if not journey.per_diem_claimed:
        return
    if journey.other_trips:
        sheet.law.value("several_trips_one_day")
    if journey.short_distance and sheet.law.has("per_diem_short_distance"):
        sheet.add("meals", _("Kein Tagegeld bei geringer Entfernung"), ZERO, "per_diem_short_distance")
        return
    reduced, where = reduction(sheet.law, journey), whereabouts(journey)
    for travel_day in entitlement_days(sheet.law, journey):
        abroad = where.of(travel_day)
        if abroad:
            left, full_day = abroad_line(sheet, travel_day, abroad)
            left -= _withhold(sheet, travel_day, journey, left, full_day)
        else:
            left = _rate_line(sheet, travel_day)
            left -= _withhold(sheet, travel_day, journey, left)
        if left and reduced.holds(travel_day.day, abroad=abroad is not None):
            left -= _reduce(sheet, travel_day.day, left, ABROAD_KEY if abroad else "long_stay")
        _deduct_other_trips(sheet, travel_day, journey, left)


def entitlement_days(law: Law, journey: Journey) -> tuple[TravelDay, ...]:
    """Give the days of the trip, asking the rule on midnight only where it decides."""
    crosses = journey.first_day != journey.last_day
    midnight = law.mapping("midnight_rule") if crosses and not journey.nights else {}
    return travel_days(journey, midnight)


def _rate_line(sheet: Worksheet, travel_day: TravelDay) -> Decimal:
    day = travel_day.day
    if travel_day.kind == "full":
        rate = sheet.law.decimal("per_diem_full_day")
        return sheet.add("meals", _("Tagegeld am {day}: voller Tag"), rate, "per_diem_full_day", day=day)
    if travel_day.kind == "travel" and sheet.law.has("per_diem_arrival_departure"):
        rate = sheet.law.decimal("per_diem_arrival_departure")
        text = _("Tagegeld am {day}: An- oder Abreisetag")
        return sheet.add("meals", text, rate, "per_diem_arrival_departure", day=day)
    return _hours_line(sheet, travel_day)


def _hours_line(sheet: Worksheet, travel_day: TravelDay) -> Decimal:
    brackets = sheet.law.brackets("per_diem_one_day")
    rate = bracket_value(brackets, travel_day.minutes)
    hours, minutes = divmod(travel_day.minutes, 60)
    text = _("Tagegeld am {day}: {hours} Std. {minutes} Min. abwesend")
    if not rate:
        text = _("Kein Tagegeld am {day}: {hours} Std. {minutes} Min. abwesend, nötig sind mehr als {least} Std.")
    return sheet.add(
        "meals",
        text,
        rate,
        "per_diem_one_day",
        day=travel_day.day,
        hours=hours,
        minutes=minutes,
        least=brackets[0][0],
    )


def _withhold(
    sheet: Worksheet, travel_day: TravelDay, journey: Journey, left: Decimal, abroad: DatedValue | None = None
) -> Decimal:
    """Withhold a share of the full-day rate per meal provided, never more than is left of the day.

    `abroad` is the row of the country that the day belongs to.
    """
    withheld = ZERO
    provided = [meal for meals in journey.meals if meals.day in travel_day.days for meal in meals.provided]
    for meal in provided if left else ():
        percent = sheet.law.numbers("meal_withheld_percent")[meal]
        rate = abroad.numbers["full"] if abroad else sheet.law.decimal("per_diem_full_day")
        share = min(cents(rate * percent / 100), left - withheld)
        keys = ("meal_withheld_percent", abroad or "per_diem_full_day")
        sheet.add("meals", MEAL_TEXTS[meal], -share, *keys, day=travel_day.day, percent=percent, rate=cents(rate))
        withheld += share
    return withheld


def _reduce(sheet: Worksheet, day: date, left: Decimal, key: str) -> Decimal:
    rule = sheet.law.numbers(key)
    off = left - cents(left * rule["per_diem_factor"])
    text = _("Ab dem {from_day}. Tag am selben Ort: vermindertes Tagegeld am {day}")
    sheet.add("meals", text, -off, key, day=day, from_day=int(rule["from_day"]))
    return off


def _deduct_other_trips(sheet: Worksheet, travel_day: TravelDay, journey: Journey, left: Decimal) -> None:
    paid = sum((trip.per_diem_eur for trip in journey.other_trips), ZERO)
    if paid and left:
        text = _("Für eine andere Reise am {day} bereits gezahltes Tagegeld")
        sheet.add("meals", text, -min(paid, left), "several_trips_one_day", day=travel_day.day)
