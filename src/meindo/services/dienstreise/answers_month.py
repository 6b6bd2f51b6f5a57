"""The rows of a month as typed: which there are, what they say, and the journeys that they become."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from .forms import WITH_FARE, WITH_KM
from .journey import Journey
from .journeys import Journeys

MOST_TRIPS = 62
ROW = re.compile(r"trip(\d+)_(.+)")
REMOVED = "removed"  # the row taken out last, to be put back
LEG_TEXTS = (("reason", "reason"), ("from", "origin"), ("to", "destination"))


@dataclass(frozen=True)
class Span:
    """From when until when a trip took, as wall times."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Span") -> bool:
        """Whether both take place at the same time."""
        return self.start < other.end and other.start < self.end


def prefix(number: int) -> str:
    """How the fields of a row begin."""
    return f"trip{number}_"


def row_numbers(typed: Mapping[str, Any]) -> list[int]:
    """The rows that something was typed in, first to last."""
    found = {int(match[1]) for name in typed if (match := ROW.fullmatch(name))}
    return [number for number in sorted(found) if 0 < number <= MOST_TRIPS]


def month_first(text: Any) -> date | None:
    """The first day of a month like "2026-10"; None for anything else."""
    try:
        return datetime.strptime(str(text), "%Y-%m").date()  # noqa: DTZ007 (a month has no zone)
    except ValueError:
        return None


def month_key(day: date) -> str:
    """The month of a day as a draft names it."""
    return f"{day:%Y-%m}"


def next_month(first: date) -> date:
    """The first day of the month after one."""
    return (first + timedelta(days=31)).replace(day=1)


def row_of(typed: Mapping[str, Any], number: int) -> dict[str, Any]:
    """What was typed in a row, without its number."""
    start = prefix(number)
    return {name.removeprefix(start): value for name, value in typed.items() if name.startswith(start)}


def with_rows(typed: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The typed values with these rows in this order and no others; each counts as sent."""
    rest = {
        name: value for name, value in typed.items() if not ROW.fullmatch(name) and not name.startswith("seen_fahrt-")
    }
    for number, row in enumerate(rows, 1):
        rest |= {f"{prefix(number)}{name}": value for name, value in row.items()} | {f"seen_fahrt-{number}": "1"}
    return rest


def without_row(typed: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The same without one row, which is kept aside; nothing changes where there is no such row."""
    numbers = row_numbers(typed)
    if number not in numbers:
        return dict(typed)
    rows: list[Mapping[str, Any]] = [row_of(typed, n) for n in numbers if n != number]
    return {**with_rows(typed, rows), REMOVED: {"at": numbers.index(number), "row": row_of(typed, number)}}


def with_row_again(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The row taken out last is back where it was."""
    rest = {name: value for name, value in typed.items() if name != REMOVED}
    removed = typed.get(REMOVED)
    if not removed:
        return rest
    rows: list[Mapping[str, Any]] = [row_of(rest, number) for number in row_numbers(rest)]
    rows.insert(removed["at"], removed["row"])
    return with_rows(rest, rows[:MOST_TRIPS])


def span_of(answers: Mapping[str, Any], number: int) -> Span | None:
    """When the trip of a row took place, from cleaned answers; None while that is not known."""
    p = prefix(number)
    day, start, end = (answers.get(p + name) for name in ("day", "start", "end"))
    if not isinstance(day, date) or not isinstance(start, time) or not isinstance(end, time):
        return None
    back = day + timedelta(days=1) if answers.get(p + "next_day") else day
    return Span(datetime.combine(day, start), datetime.combine(back, end))


def month_of(answers: Mapping[str, Any]) -> Journeys:
    """The journeys from the cleaned answers of a month; EntryError if the parts do not fit together."""
    numbers = [number for number in row_numbers(answers) if span_of(answers, number) is not None]
    return Journeys.of_month([journey_of_row(answers, number) for number in numbers])


def journey_of_row(answers: Mapping[str, Any], number: int) -> Journey:
    """The journey of one row: a ride, and the same ride back where it was one."""
    p, span = prefix(number), span_of(answers, number)
    assert span is not None  # noqa: S101 (only rows with a day and times come here)
    legs = [_leg(answers, p)]
    if answers.get(f"{p}back") and legs[0]["means"] in WITH_KM:
        legs.append(_way_back(legs[0], span))
    meals = dict.fromkeys(answers.get(f"{p}meals") or (), "true")
    return Journey.from_data(
        {
            "start": f"{span.start:%Y-%m-%d %H:%M}",
            "end": f"{span.end:%Y-%m-%d %H:%M}",
            "legs": legs,
            "meals": [{"day": legs[0]["day"], **meals}] if meals else [],
        }
    )


def _leg(answers: Mapping[str, Any], p: str) -> dict[str, Any]:
    means = answers[f"{p}means"]
    leg: dict[str, Any] = {"day": answers[f"{p}day"].isoformat(), "means": means}
    if means in WITH_KM:
        leg["km"] = str(answers[f"{p}km"])
    if means in WITH_FARE and answers.get(f"{p}fare"):
        leg["fare_eur"] = str(answers[f"{p}fare"])
    if answers.get(f"{p}passengers"):
        leg["passengers"] = str(answers[f"{p}passengers"])
    return leg | {key: answers[p + name] for name, key in LEG_TEXTS if answers.get(p + name)}


def _way_back(leg: Mapping[str, Any], span: Span) -> dict[str, Any]:
    ends = {"origin": leg.get("destination", ""), "destination": leg.get("origin", "")}
    return {**leg, **{name: place for name, place in ends.items() if place}, "day": f"{span.end:%Y-%m-%d}"}
