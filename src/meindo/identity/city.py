"""What the rules look at on one day: who is placed where, in which function, by which law of employment. Pure data.

A placing is one way of being somewhere: a holding of a post on the line, or an affiliation to a unit of the matrix.
Sickness, pregnancy, strike and council work are no part of it, and there is no field in which they could stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Signature(NamedTuple):
    """What a birthright rule can ask for; many people share one, so that its rules are looked up once."""

    axis: str
    unit: int
    function: str
    is_lead: bool
    status_group: str
    kind: str


class Placing(NamedTuple):
    """A signature that holds from `valid_from` until `valid_until` (exclusive).

    `suspended`: the rights that follow from it rest (accounts are closed, nothing is removed), because the whole share
    is seconded elsewhere or the person is on leave of absence. `share`: of a post, to tell which place is the main one.
    """

    signature: Signature
    employment: int
    valid_from: date
    valid_until: date
    suspended: bool = False
    share: Decimal = Decimal(0)

    def holds_on(self, day: date) -> bool:
        """Whether it is true on that day."""
        return self.valid_from <= day < self.valid_until


class Card(NamedTuple):
    """What an account shows of a person: texts for a directory, as they are on the day."""

    given_name: str = ""
    family_name: str = ""
    mail: str = ""
    personnel_no: str = ""
    unit: str = ""
    function: str = ""


@dataclass(frozen=True)
class City:
    """Everything that decides about entitlements on one day.

    `placings` by person, also those that begin or ended within the days that a rule can reach; `above` the unit itself
    and all above it, by axis and unit; `employed` who has an employment on the day; `locked` whose accounts are closed
    by an immediate lock, for whatever reason.
    """

    day: date
    placings: Mapping[int, tuple[Placing, ...]]
    above: Mapping[tuple[str, int], tuple[int, ...]]
    employed: frozenset[int]
    locked: frozenset[int] = frozenset()
    cards: Mapping[int, Card] = field(default_factory=dict)

    def signatures(self) -> set[Signature]:
        """All that occur."""
        return {placing.signature for placings in self.placings.values() for placing in placings}
