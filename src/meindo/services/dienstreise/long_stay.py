"""Long stays at the same place: which days count as reduced, which are beyond the tax limit."""

from dataclasses import dataclass
from datetime import date, timedelta

from meindo.kernel.law import Law
from meindo.kernel.workdays import add_months
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import Stay

ABROAD_KEY = "akevo_nrw.abroad_long_stay"


def long_stay_days(law: Law, journey: Journey, key: str = "long_stay") -> frozenset[date]:
    """Give the days from the fifteenth of a stay on; empty, and no value used, without stays."""
    if not journey.stays:
        return frozenset()
    from_day = int(law.numbers(key)["from_day"])
    return frozenset(day for stay in journey.stays for day in _days(stay)[from_day - 1 :])


@dataclass(frozen=True, slots=True)
class Reduction:
    """From which days on a long stay pays less: at home, and abroad."""

    inland: frozenset[date]
    abroad: frozenset[date]

    def holds(self, day: date, *, abroad: bool) -> bool:
        """Say whether a day is reduced."""
        return day in (self.abroad if abroad else self.inland)


def reduction(law: Law, journey: Journey) -> Reduction:
    """Give the reduced days; the rule for abroad is used only on a trip abroad."""
    abroad = long_stay_days(law, journey, ABROAD_KEY) if journey.stops else frozenset()
    return Reduction(long_stay_days(law, journey), abroad)


def days_beyond_tax_limit(law: Law, journey: Journey) -> frozenset[date]:
    """Give the days after the months for which meals at the same place are free of tax."""
    if not journey.stays:
        return frozenset()
    months = law.integer("estg.meal_months_limit")
    return frozenset(day for stay in journey.stays for day in _days(stay) if day >= add_months(stay.first_day, months))


def _days(stay: Stay) -> list[date]:
    count = (stay.last_day - stay.first_day).days + 1
    return [stay.first_day + timedelta(days=shift) for shift in range(count)]
