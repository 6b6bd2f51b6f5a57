"""Long stays at the same place: which days count as reduced, which are beyond the tax limit."""

from datetime import date, timedelta

from meindo.kernel.law import Law
from meindo.kernel.workdays import add_months
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import Stay


def long_stay_days(law: Law, journey: Journey, key: str = "long_stay") -> frozenset[date]:
    """Give the days from the fifteenth of a stay on; empty, and no value used, without stays."""
    if not journey.stays:
        return frozenset()
    from_day = int(law.numbers(key)["from_day"])
    return frozenset(day for stay in journey.stays for day in _days(stay)[from_day - 1 :])


def days_beyond_tax_limit(law: Law, journey: Journey) -> frozenset[date]:
    """Give the days after the months for which meals at the same place are free of tax."""
    if not journey.stays:
        return frozenset()
    months = law.integer("estg.meal_months_limit")
    return frozenset(day for stay in journey.stays for day in _days(stay) if day >= add_months(stay.first_day, months))


def _days(stay: Stay) -> list[date]:
    count = (stay.last_day - stay.first_day).days + 1
    return [stay.first_day + timedelta(days=shift) for shift in range(count)]
