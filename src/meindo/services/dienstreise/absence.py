"""Calendar days of a trip: how long the traveller was away, and on what kind of day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from meindo.kernel.message import mark as _
from meindo.kernel.refusal import NotCovered
from meindo.services.dienstreise.journey import ZONE, Journey, elapsed_minutes

DayKind = Literal["full", "travel", "part"]
FULL_DAY_MINUTES = 24 * 60
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TravelDay:
    """One calendar day of absence.

    "full" is away from 0 to 24 h, "travel" the first or last day of a trip with a night away, "part" a
    day without one. `days` are the calendar days it stands for: two when an absence over
    midnight counts as one.
    """

    day: date
    kind: DayKind
    minutes: int
    days: tuple[date, ...]


def days_between(first: date, last: date) -> list[date]:
    """Give every calendar day from the first to the last."""
    return [first + timedelta(days=shift) for shift in range((last - first).days + 1)]


def travel_days(journey: Journey, midnight: Mapping[str, str]) -> tuple[TravelDay, ...]:
    """Give the days of a trip; `midnight` is the rule for an absence over midnight without a night away.

    It may limit the rule to a latest time to be back (`end_until`) and an earliest start (`start_from`).
    NotCovered for nights at the own home only, for a second trip on a day of a longer one, and for two
    trips at the same time.
    """
    spans = _spans(journey.start, journey.end, journey.zone, journey.zone_back)
    _check_other_trips(journey)
    if len(spans) == 1:
        day, minutes = spans[0]
        return (_single(day, minutes + _others_on(day, journey), _is_whole(spans[0], journey)),)
    if counts_as_one_absence(journey):
        return _over_midnight(spans, journey, midnight)
    if journey.nights and not journey.nights_outside():
        raise NotCovered(
            "per_diem_at_own_home",
            _("Über das Tagegeld bei Übernachtung in der eigenen Wohnung entscheidet die Reisestelle."),
        )
    return tuple(_of_long_trip(span, journey) for span in spans)


def _check_other_trips(journey: Journey) -> None:
    if any(other.start < journey.end and journey.start < other.end for other in journey.other_trips):
        raise NotCovered(
            "trips_overlap",
            _("Die Reise überschneidet sich mit einer anderen Reise. Über das Tagegeld entscheidet die Reisestelle."),
        )
    is_longer = journey.first_day != journey.last_day
    if journey.other_trips and (is_longer or any(o.start.date() != o.end.date() for o in journey.other_trips)):
        raise NotCovered(
            "second_trip_on_travel_day",
            _("Eine zweite Reise an einem Tag einer mehrtägigen Reise rechnet die Reisestelle ab."),
        )


def counts_as_one_absence(journey: Journey) -> bool:
    """Say whether the trip went over midnight with no night declared and lasted less than a day."""
    return not journey.nights and journey.minutes < FULL_DAY_MINUTES


@lru_cache(maxsize=256)
def _spans(start: datetime, end: datetime, zone: str = ZONE, end_zone: str = ZONE) -> tuple[tuple[date, int], ...]:
    """Cut a time span at local midnights: real minutes per calendar day; the last day is one of `end_zone`."""
    if start.date() == end.date():
        return ((start.date(), elapsed_minutes(start, end, zone, end_zone)),)
    found = []
    begin = start
    while begin < end:
        stop = min(end, datetime.combine(begin.date() + ONE_DAY, time()))
        there = end_zone if begin.date() == end.date() else zone
        found.append((begin.date(), elapsed_minutes(begin, stop, there, there)))
        begin = stop
    return tuple(found)


def _is_whole(span: tuple[date, int], journey: Journey) -> bool:
    begin = datetime.combine(span[0], time())
    return journey.start <= begin and journey.end >= begin + ONE_DAY


def _single(day: date, minutes: int, is_whole: bool) -> TravelDay:
    return TravelDay(day, "full" if is_whole else "part", minutes, (day,))


def _of_long_trip(span: tuple[date, int], journey: Journey) -> TravelDay:
    kind: DayKind = "full" if _is_whole(span, journey) else "travel"
    return TravelDay(span[0], kind, span[1], (span[0],))


def _over_midnight(
    spans: tuple[tuple[date, int], ...], journey: Journey, rule: Mapping[str, str]
) -> tuple[TravelDay, ...]:
    earliest = time.fromisoformat(rule.get("start_from", "00:00"))
    latest = time.fromisoformat(rule.get("end_until", "23:59"))
    if journey.start.time() < earliest or journey.end.time() > latest:
        return tuple(_single(day, minutes, False) for day, minutes in spans)
    longer = max(spans, key=lambda span: span[1])
    return (TravelDay(longer[0], "part", journey.minutes, tuple(day for day, _ in spans)),)


def _sum(spans: Iterable[tuple[date, int]]) -> int:
    return sum(minutes for _, minutes in spans)


def _others_on(day: date, journey: Journey) -> int:
    spans = (span for other in journey.other_trips for span in _spans(other.start, other.end))
    return _sum(span for span in spans if span[0] == day)
