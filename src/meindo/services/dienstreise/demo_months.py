"""Months claimed under permissions of the demo city that are over: one at every office, and what became of others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from meindo.platform.cases.models import Case
from meindo.platform.clock import BERLIN

from .answers_month import next_month

Note = Callable[[datetime, Callable[[], None]], None]
CONFIRMED = [(1, "confirm")]
ORDERED = [*CONFIRMED, (2, "order")]
BACK = [*ORDERED, (40, "request_reversal")]
# By whose permission: which month of it (the first is 0), filed so many days ago, then what so many days later.
MONTHS: dict[str, tuple[tuple[int, int, list[tuple[int, str]]], ...]] = {
    "beamter": (
        (0, 125, [*BACK, (41, "order_reversal")]),
        (1, 124, BACK),
        (2, 12, [(2, "reject_claim")]),
        (3, 6, [(2, "ask")]),
        (4, 6, CONFIRMED),
        (5, 5, ORDERED),
    ),
    "teamleitung": ((1, 14, [(2, "close_unpaid")]),),
}


class Claimed(Protocol):
    """A permission under which months are claimed."""

    first: date

    def rows(self, first: date) -> list[dict[str, Any]]:
        """Trips of a month as typed."""

    def file_month(self, first: date, rows: list[dict[str, Any]]) -> Case:
        """Send them together."""

    def move_month(self, case: Case, name: str) -> None:
        """A move of an office."""


@dataclass
class Month:
    """One claim and what happens to it; `unpaid`: by a car of the city, so that nothing is due."""

    held: Claimed
    first: date
    unpaid: bool
    case: Case | None = None

    def file(self) -> None:
        """The trips of the month, sent together."""
        rows = self.held.rows(self.first)
        if self.unpaid:
            rows = [{name: row[name] for name in row if name not in PAID} | {"means": "official_car"} for row in rows]
        self.case = self.held.file_month(self.first, rows)

    def move(self, name: str) -> None:
        """A move of an office."""
        assert self.case is not None  # noqa: S101 (the claim comes first)
        self.held.move_month(self.case, name)


PAID = ("fare", "km")


def tell_months(held: Claimed, name: str, day: date, note: Note) -> None:
    """Note what happens to the months of a permission."""
    for place, ago, moves in MONTHS.get(name, ()):
        first = held.first.replace(day=1)
        for _month in range(place):
            first = next_month(first)
        month = Month(held, first, unpaid=moves[-1][1] == "close_unpaid")
        filed = datetime.combine(day - timedelta(days=ago), time(9, 20), BERLIN)
        note(filed, month.file)
        for days, move in moves:
            note(filed + timedelta(days=days), lambda month=month, move=move: month.move(move))  # type: ignore[misc]
