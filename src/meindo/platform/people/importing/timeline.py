"""Compare two time lines of one fact: what holds, and what is to hold; pure."""

from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from meindo.platform.clock import FOREVER


class Span(NamedTuple):
    """Values on the days from `start` until `end` (exclusive)."""

    start: date
    end: date
    values: tuple[Any, ...]


class Difference(NamedTuple):
    """On these days `old` holds and `new` is to hold; None: nothing."""

    start: date
    end: date
    old: tuple[Any, ...] | None
    new: tuple[Any, ...] | None


def differences(holds: list[Span], wanted: list[Span], since: date) -> list[Difference]:
    """Where the two differ from `since` on, as few spans as possible, ascending."""
    if holds == wanted or sorted(holds) == sorted(wanted):
        return []
    ends = {day for span in (*holds, *wanted) for day in (span.start, span.end) if day > since}
    days = sorted(ends | {since, FOREVER})
    found: list[Difference] = []
    for start, end in pairwise(days):
        old, new = _on(holds, start), _on(wanted, start)
        if old == new:
            continue
        if found and found[-1].end == start and found[-1][2:] == (old, new):
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Difference(start, end, old, new))
    return found


def _on(spans: list[Span], day: date) -> tuple[Any, ...] | None:
    return next((span.values for span in spans if span.start <= day < span.end), None)
