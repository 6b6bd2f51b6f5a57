"""The only source of "now" and "today": one place to travel in time for the demo, tests and what-if views."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
FOREVER = date(9999, 12, 31)

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def _process_shift() -> timedelta:
    """MEINDO_TODAY moves the whole process to that day; the time of day keeps flowing."""
    wanted = os.environ.get("MEINDO_TODAY")
    if not wanted:
        return timedelta(0)
    return date.fromisoformat(wanted) - datetime.now(BERLIN).date()


_shift = _process_shift()


def now() -> datetime:
    """The instant, in UTC."""
    return _frozen.get() or datetime.now(UTC) + _shift


def today() -> date:
    """The calendar day in Berlin: the day by which deadlines, entitlements and validity are judged."""
    return now().astimezone(BERLIN).date()


def start_of(day: date) -> datetime:
    """Midnight in Berlin at which the day begins, as an instant in UTC."""
    return datetime.combine(day, time.min, BERLIN).astimezone(UTC)


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Everything inside happens at that instant (a day means its noon)."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12), BERLIN)
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def is_frozen() -> bool:
    """Whether this context travels in time (tests, what-if views)."""
    return _frozen.get() is not None
