"""What of the reimbursement is free of tax: all but meals, and meals up to a limit per calendar day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meindo.kernel.law import Law
from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO, cents
from meindo.kernel.values import DatedValue
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.abroad import TAX, rate, whereabouts
from meindo.services.dienstreise.absence import TravelDay, travel_days
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import Meals
from meindo.services.dienstreise.long_stay import days_beyond_tax_limit
from meindo.services.dienstreise.rules_abroad import bracket_value
from meindo.services.dienstreise.stops import Stop

RATE_KEYS = {
    "full": "estg.meal_full_day",
    "travel": "estg.meal_arrival_departure",
    "part": "estg.meal_one_day",
}


def tax_lines(sheet: Worksheet, journey: Journey) -> None:
    """Write what is tax-free of the amounts that the sheet holds so far."""
    other = sum((sheet.group_eur(group) for group in ("mileage", "fares", "nights")), ZERO)
    if other:
        key = "estg.travel_costs_tax_free"
        share = sheet.law.decimal(key)
        sheet.add("tax", _("Fahrt- und Übernachtungskosten: steuerfrei"), other * share, key, kind="tax")
    paid = _paid_per_day(sheet)
    if any(paid.values()):
        _meal_tax_lines(sheet, journey, paid)


def _meal_tax_lines(sheet: Worksheet, journey: Journey, paid: dict[date, Decimal]) -> None:
    limits = {row.day: row for row in meal_limits(sheet.law, journey)}
    text = _("Verpflegung am {day}: steuerfrei bis {limit} €")
    for day, amount in paid.items():
        row = limits.get(day)
        if amount and row:
            free = min(amount, row.limit_eur)
            sheet.add("tax", text, free, row.key, kind="tax", day=day, limit=row.limit_eur)


@dataclass(frozen=True, slots=True)
class MealLimit:
    """The tax-free amount for meals on one calendar day, in euro, and the value it comes from."""

    day: date
    limit_eur: Decimal
    key: str | DatedValue


def meal_limits(law: Law, journey: Journey) -> tuple[MealLimit, ...]:
    """Give the tax-free amount per calendar day of the trip (EStG § 9 Abs. 4a).

    Reduced for meals provided, less what the employee paid for them; zero after the months limit.
    """
    beyond, where = days_beyond_tax_limit(law, journey), whereabouts(journey)
    return tuple(
        MealLimit(row.day, ZERO, "estg.meal_months_limit")
        if row.day in beyond
        else _day_limit(law, row, journey, where.of(row))
        for row in _tax_days(law, journey)
    )


def _tax_days(law: Law, journey: Journey) -> tuple[TravelDay, ...]:
    crosses = journey.first_day != journey.last_day
    midnight = law.mapping("estg.meal_midnight_rule") if crosses and not journey.nights else {}
    return travel_days(journey, midnight)


def _day_limit(law: Law, travel_day: TravelDay, journey: Journey, abroad: Stop | None) -> MealLimit:
    """Limit a day; abroad the amounts of that very day count, whenever the trip began."""
    meals = [row for row in journey.meals if row.day in travel_day.days]
    row = rate(law, TAX, abroad, travel_day.day) if abroad else None
    limit = _rate_abroad(law, travel_day, row) if row else _rate(law, travel_day)
    if limit:
        limit = max(ZERO, limit - sum((_reduction(law, provided, row) for provided in meals), ZERO))
    used = sum((trip.tax_free_eur for trip in journey.other_trips), ZERO)
    return MealLimit(travel_day.day, max(ZERO, cents(limit - used)), row or RATE_KEYS[travel_day.kind])


def _rate_abroad(law: Law, travel_day: TravelDay, row: DatedValue) -> Decimal:
    if travel_day.kind == "full":
        return row.numbers["full"]
    least = law.brackets("estg.meal_one_day")[0][0] if travel_day.kind == "part" else ZERO
    return row.numbers["partial"] if travel_day.minutes > least * 60 else ZERO


def _rate(law: Law, travel_day: TravelDay) -> Decimal:
    key = RATE_KEYS[travel_day.kind]
    if travel_day.kind == "part":
        return bracket_value(law.brackets(key), travel_day.minutes)
    return law.decimal(key)


def _reduction(law: Law, meals: Meals, abroad: DatedValue | None) -> Decimal:
    percent = law.numbers("estg.meal_reduction_percent")
    share = sum((percent[meal] for meal in meals.provided), Decimal(0))
    full_day = abroad.numbers["full"] if abroad else law.decimal("estg.meal_full_day")
    return max(ZERO, full_day * share / 100 - meals.paid_by_employee_eur)


def _paid_per_day(sheet: Worksheet) -> dict[date, Decimal]:
    """Give the Tagegeld per day; what others paid for meals comes off the first days."""
    paid = sheet.by_day("meals")
    rest = sum(paid.values(), ZERO) - sheet.group_eur("meals")
    for day, amount in paid.items():
        off = min(rest, amount)
        paid[day], rest = amount - off, rest - off
    return paid
