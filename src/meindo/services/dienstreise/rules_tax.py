"""What of the reimbursement is free of tax: all but meals, and meals up to a limit per calendar day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meindo.kernel.law import Law
from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO, cents
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.absence import TravelDay, travel_days
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import Meals
from meindo.services.dienstreise.long_stay import days_beyond_tax_limit
from meindo.services.dienstreise.rules_meals import bracket_value

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
    key: str


def meal_limits(law: Law, journey: Journey) -> tuple[MealLimit, ...]:
    """Give the tax-free amount per calendar day of the trip (EStG § 9 Abs. 4a).

    Reduced for meals provided, less what the employee paid for them; zero after the months limit.
    """
    beyond = days_beyond_tax_limit(law, journey)
    return tuple(
        MealLimit(row.day, ZERO, "estg.meal_months_limit")
        if row.day in beyond
        else MealLimit(row.day, _day_limit(law, row, journey), RATE_KEYS[row.kind])
        for row in _tax_days(law, journey)
    )


def _tax_days(law: Law, journey: Journey) -> tuple[TravelDay, ...]:
    crosses = journey.first_day != journey.last_day
    midnight = law.mapping("estg.meal_midnight_rule") if crosses and not journey.nights else {}
    return travel_days(journey, midnight)


def _day_limit(law: Law, travel_day: TravelDay, journey: Journey) -> Decimal:
    meals = [row for row in journey.meals if row.day in travel_day.days]
    limit = _rate(law, travel_day)
    if limit:
        limit = max(ZERO, limit - sum((_reduction(law, row) for row in meals), ZERO))
    used = sum((trip.tax_free_eur for trip in journey.other_trips), ZERO)
    return max(ZERO, cents(limit - used))


def _rate(law: Law, travel_day: TravelDay) -> Decimal:
    key = RATE_KEYS[travel_day.kind]
    if travel_day.kind == "part":
        return bracket_value(law.brackets(key), travel_day.minutes)
    return law.decimal(key)


def _reduction(law: Law, meals: Meals) -> Decimal:
    percent = law.numbers("estg.meal_reduction_percent")
    share = sum((percent[meal] for meal in meals.provided), Decimal(0))
    return max(ZERO, law.decimal("estg.meal_full_day") * share / 100 - meals.paid_by_employee_eur)


def _paid_per_day(sheet: Worksheet) -> dict[date, Decimal]:
    """Give the Tagegeld per day; what others paid for meals comes off the first days."""
    paid = sheet.by_day("meals")
    rest = sum(paid.values(), ZERO) - sheet.group_eur("meals")
    for day, amount in paid.items():
        off = min(rest, amount)
        paid[day], rest = amount - off, rest - off
    return paid
