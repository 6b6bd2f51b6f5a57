"""Figures for the report: trips in groups that are large enough to say nothing about one person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

LEAST = 5  # so many different people stand behind every figure


@dataclass(frozen=True)
class TripFact:
    """What a report counts of one trip, or of the trips of a month that were claimed together."""

    person: int
    month: int
    department: str
    step: str
    means: str
    amount_eur: Decimal
    trips: int = 1


@dataclass(frozen=True)
class Group:
    """Trips that have something in common. `keys` are several where small groups were put together."""

    keys: tuple[str, ...]
    trips: int = 0
    amount_eur: Decimal = Decimal("0.00")
    persons: frozenset[int] = field(default=frozenset())

    def joined(self, other: "Group") -> "Group":
        """Both as one."""
        return Group(
            tuple(sorted(self.keys + other.keys)),
            self.trips + other.trips,
            self.amount_eur + other.amount_eur,
            self.persons | other.persons,
        )


def grouped(facts: Iterable[TripFact], key: Callable[[TripFact], str]) -> list[Group]:
    """The trips by something that they have in common, in its order; groups of few people put together.

    A group of fewer than five people joins the others of its kind; if all these together are still too few, the
    smallest of the large groups joins as well, so that no difference gives the small one away. Where even the whole is
    too small, there are no figures.
    """
    found: dict[str, Group] = {}
    for fact in facts:
        one = Group((), fact.trips, fact.amount_eur, frozenset({fact.person}))
        found[key(fact)] = found.get(key(fact), Group((key(fact),))).joined(one)
    return _large_enough([found[name] for name in sorted(found)])


def _large_enough(groups: list[Group]) -> list[Group]:
    large = [group for group in groups if len(group.persons) >= LEAST]
    small = [group for group in groups if len(group.persons) < LEAST]
    if not small:
        return large
    rest = small[0]
    for group in small[1:]:
        rest = rest.joined(group)
    while len(rest.persons) < LEAST and large:
        smallest = min(large, key=lambda group: (len(group.persons), group.keys))
        large.remove(smallest)
        rest = rest.joined(smallest)
    return sorted([*large, rest], key=lambda group: group.keys) if len(rest.persons) >= LEAST else []
