"""The journeys of one claim: one of a trip, those of a month of a collective claim. What reads a claim reads these."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from meindo.kernel.entry import EntryError
from meindo.kernel.message import mark as _
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import Leg, Night, OtherCost, OtherTrip
from meindo.services.dienstreise.stops import Stop

TRIPS = "trips"  # under this name the journeys of a collective claim are stored and entered


@dataclass(frozen=True, slots=True)
class Journeys:
    """One journey or several, first to last. `collective`: they were claimed together for a month."""

    each: tuple[Journey, ...]
    collective: bool = False

    @classmethod
    def of(cls, journey: Journey) -> "Journeys":
        """The one journey of a trip."""
        return cls((journey,))

    @classmethod
    def of_month(cls, entered: Sequence[Journey]) -> "Journeys":
        """The journeys of a month in whatever order they were entered; EntryError if two of them overlap."""
        check_apart(entered)
        return cls(tuple(sorted(entered, key=lambda journey: (journey.start, journey.end))), collective=True)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Journeys":
        """Read the journeys of a claim from JSON types or texts; EntryError names the field that cannot be right."""
        if TRIPS not in data:
            return cls.of(Journey.from_data(data))
        rows = data[TRIPS]
        if not isinstance(rows, list | tuple) or not rows:
            raise EntryError(TRIPS, _("Bitte geben Sie mindestens eine Fahrt an."))
        return cls.of_month([_read(row, index) for index, row in enumerate(rows)])

    def as_data(self) -> dict[str, Any]:
        """Give JSON types that `from_data` reads back."""
        if not self.collective:
            return self.each[0].as_data()
        return {TRIPS: [journey.as_data() for journey in self.each]}

    def changed(self, change: Callable[[Journey], Journey]) -> "Journeys":
        """The same journeys, each changed in the same way."""
        return Journeys(tuple(change(journey) for journey in self.each), self.collective)

    def broken_off(self) -> "Journeys":
        """The same journeys, marked as ended otherwise than approved."""
        return self.changed(lambda journey: replace(journey, broken_off=True))

    @property
    def first(self) -> Journey:
        """The first journey."""
        return self.each[0]

    @property
    def first_day(self) -> date:
        """The day on which the first journey begins."""
        return self.first.first_day

    @property
    def last_day(self) -> date:
        """The day on which the last one ends."""
        return max(journey.last_day for journey in self.each)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """All rides, in order."""
        return tuple(leg for journey in self.each for leg in journey.legs)

    @property
    def nights(self) -> tuple[Night, ...]:
        """All nights, in order."""
        return tuple(night for journey in self.each for night in journey.nights)

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All countries, in order."""
        return tuple(stop for journey in self.each for stop in journey.stops)

    @property
    def other_costs(self) -> tuple[OtherCost, ...]:
        """All other costs, in order."""
        return tuple(cost for journey in self.each for cost in journey.other_costs)

    @property
    def other_trips(self) -> tuple[OtherTrip, ...]:
        """Trips claimed elsewhere that share a day with one of these, each once."""
        return tuple(dict.fromkeys(other for journey in self.each for other in journey.other_trips))


def check_apart(entered: Sequence[Journey]) -> None:
    """Nobody is on two trips at once: an EntryError at the later one of two that overlap, by its place as entered."""
    order = sorted(range(len(entered)), key=lambda index: (entered[index].start, entered[index].end))
    for before, index in _beside_longest(entered, order):
        other = entered[before]
        if entered[index].start < other.end:
            text = _("Diese Fahrt überschneidet sich mit der Fahrt am {day} von {start} bis {end} Uhr.")
            times = {"start": f"{other.start:%H:%M}", "end": f"{other.end:%H:%M}"}
            raise EntryError(f"{TRIPS}[{index}].start", text, day=other.first_day, **times)


def _beside_longest(entered: Sequence[Journey], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each journey with the one before it that lasts longest."""
    longest = order[0] if order else 0
    for index in order[1:]:
        yield longest, index
        longest = max(longest, index, key=lambda at: entered[at].end)


def touching(journeys: Iterable[Journey], first_day: date, last_day: date) -> list[Journey]:
    """The journeys that share a day with these days."""
    return [one for one in journeys if one.first_day <= last_day and one.last_day >= first_day]


def _read(row: Mapping[str, Any], index: int) -> Journey:
    try:
        return Journey.from_data(row)
    except EntryError as problem:
        field = f"{TRIPS}[{index}].{problem.field}"
        raise EntryError(field, problem.message.msgid, **problem.message.params) from problem
