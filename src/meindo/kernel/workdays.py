"""Working days, public holidays of North Rhine-Westphalia and periods of months, for deadlines."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def easter_sunday(year: int) -> date:
    """Give Easter Sunday of a Gregorian year (anonymous Gregorian algorithm)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def holidays_nrw(year: int) -> frozenset[date]:
    """Give the eleven public holidays of a year (Feiertagsgesetz NW § 2).

    The single extra holiday of 31 October 2017 is not in the act and not in here.
    """
    easter = easter_sunday(year)
    movable = {easter + timedelta(days=shift) for shift in (-2, 1, 39, 50, 60)}
    fixed = {(1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)}
    return frozenset(movable | {date(year, month, day) for month, day in fixed})


def add_months(day: date, months: int) -> date:
    """Move by calendar months; a day that the target month lacks becomes its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_months(first_day: date, months: int) -> date:
    """Give the last day of a period of months that begins with `first_day` (BGB § 188 Abs. 2 and 3).

    1 March plus six months is 31 August; 31 August plus six months is the last day of February.
    """
    target = add_months(first_day, months)
    return target if target.day < first_day.day else target - ONE_DAY


@dataclass(frozen=True)
class WorkingDays:
    """Monday to Friday without public holidays; `holidays` gives the holidays of a year."""

    holidays: Callable[[int], frozenset[date]] = holidays_nrw

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work on that day."""
        return day.weekday() < SATURDAY and day not in self.holidays(day.year)

    def add(self, day: date, n: int) -> date:
        """Give the n-th working day after `day` (before it when n is negative); n = 0 gives `day` itself."""
        step = ONE_DAY if n > 0 else -ONE_DAY
        for _ in range(abs(n)):
            day = next(found for found in _walk(day, step) if self.is_working_day(found))
        return day

    def on_or_after(self, day: date) -> date:
        """Give the day itself if it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.add(day, 1)

    def add_months(self, day: date, n: int) -> date:
        """Move by calendar months, clipped to the end of the month; need not be a working day."""
        return add_months(day, n)


def _walk(day: date, step: timedelta) -> Iterator[date]:
    while True:
        day += step
        yield day
