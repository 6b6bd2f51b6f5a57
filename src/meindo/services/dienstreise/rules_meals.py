"""Tagegeld: per calendar day, less meals provided, half after a long stay (the entitlement side)."""

from datetime import date
from decimal import Decimal

from meindo.kernel.law import Law
from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO, cents
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.absence import TravelDay, travel_days
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.long_stay import long_stay_days

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
    reduced = long_stay_days(sheet.law, journey)
    for travel_day in entitlement_days(sheet.law, journey):
        left = _rate_line(sheet, travel_day)
        left -= _withhold(sheet, travel_day, journey, left)
        if travel_day.day in reduced and left:
            left -= _halve(sheet, travel_day.day, left)
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


def bracket_value(brackets: tuple[tuple[Decimal, Decimal], ...], minutes: int) -> Decimal:
    """Give the value of the highest bracket that the absence exceeds, zero below the first."""
    return max((value for hours, value in brackets if minutes > hours * 60), default=ZERO)


def _withhold(sheet: Worksheet, travel_day: TravelDay, journey: Journey, left: Decimal) -> Decimal:
    """Withhold a share of the full-day rate per meal provided, never more than is left of the day."""
    withheld = ZERO
    provided = [meal for meals in journey.meals if meals.day in travel_day.days for meal in meals.provided]
    for meal in provided if left else ():
        percent = sheet.law.numbers("meal_withheld_percent")[meal]
        rate = sheet.law.decimal("per_diem_full_day")
        share = min(cents(rate * percent / 100), left - withheld)
        keys = ("meal_withheld_percent", "per_diem_full_day")
        sheet.add("meals", MEAL_TEXTS[meal], -share, *keys, day=travel_day.day, percent=percent, rate=cents(rate))
        withheld += share
    return withheld


def _halve(sheet: Worksheet, day: date, left: Decimal) -> Decimal:
    rule = sheet.law.numbers("long_stay")
    off = left - cents(left * rule["per_diem_factor"])
    text = _("Ab dem {from_day}. Tag am selben Ort: vermindertes Tagegeld am {day}")
    sheet.add("meals", text, -off, "long_stay", day=day, from_day=int(rule["from_day"]))
    return off


def _deduct_other_trips(sheet: Worksheet, travel_day: TravelDay, journey: Journey, left: Decimal) -> None:
    paid = sum((trip.per_diem_eur for trip in journey.other_trips), ZERO)
    if paid and left:
        text = _("Für eine andere Reise am {day} bereits gezahltes Tagegeld")
        sheet.add("meals", text, -min(paid, left), "several_trips_one_day", day=travel_day.day)
