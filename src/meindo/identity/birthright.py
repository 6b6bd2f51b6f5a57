"""Birthright rules as data, and which of them a placing meets. Pure functions.

A rule gives one business role to everybody whose placing it matches: a part of the organisation on one axis, a
function, a status group, a kind of holding; what it leaves open matches everybody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from .city import Placing, Signature


class Rule(NamedTuple):
    """One version of a birthright rule. `unit` None: the whole city; an empty text: any.

    `lead_days`: so many days before the placing begins; `overlap_days`: so many days after it ended (hand-over), but
    never after the employment.
    """

    version: int
    role: int
    axis: str = "line"
    unit: int | None = None
    function: str = ""
    status_group: str = ""
    kind: str = ""
    only_leads: bool = False
    lead_days: int = 0
    overlap_days: int = 0

    def meets(self, signature: Signature) -> bool:
        """Whether the rule fits, its part of the organisation apart."""
        return (
            (not self.function or self.function == signature.function)
            and (not self.status_group or self.status_group == signature.status_group)
            and (not self.kind or self.kind == signature.kind)
            and (not self.only_leads or signature.is_lead)
        )

    def reaches(self, placing: Placing, day: date) -> bool:
        """Whether the rule works on that day for a placing that it matches."""
        first = placing.valid_from - timedelta(days=self.lead_days)
        return first <= day and day - timedelta(days=self.overlap_days) < placing.valid_until


class RuleBook:
    """All rules in force with the entitlements of the roles that they give; looks each signature up once."""

    def __init__(self, rules: Iterable[Rule], roles: Mapping[int, frozenset[int]]) -> None:
        """`roles`: the entitlements of each business role, those of the roles in it included."""
        self.roles = roles
        self._by_place: dict[tuple[str, int | None], list[Rule]] = defaultdict(list)
        self._known: dict[tuple[Signature, tuple[int, ...]], tuple[Rule, ...]] = {}
        self.lead_days = self.overlap_days = 0
        for rule in rules:
            self._by_place[rule.axis, rule.unit].append(rule)
            self.lead_days = max(self.lead_days, rule.lead_days)
            self.overlap_days = max(self.overlap_days, rule.overlap_days)

    def rules_of(self, signature: Signature, above: tuple[int, ...]) -> tuple[Rule, ...]:
        """The rules that a signature meets; `above` is its unit and everything above."""
        known = self._known.get((signature, above))
        if known is None:
            places: list[int | None] = [None, *above]
            found = (rule for place in places for rule in self._by_place.get((signature.axis, place), ()))
            known = self._known[signature, above] = tuple(rule for rule in found if rule.meets(signature))
        return known

    def entitlements_of(self, rules: Iterable[Rule]) -> frozenset[int]:
        """What these rules give together."""
        return frozenset().union(*(self.roles.get(rule.role, frozenset()) for rule in rules))


class RoleCycle(ValueError):
    """A business role contains itself; `path` names the roles of the ring."""

    def __init__(self, path: tuple[int, ...]) -> None:
        super().__init__(f"roles contain each other: {path}")
        self.path = path


def expanded(items: Mapping[int, Iterable[int]], parts: Mapping[int, Iterable[int]]) -> dict[int, frozenset[int]]:
    """The entitlements of every role with those of the roles that it contains.

    `items`: role -> own entitlements; `parts`: role -> roles in it. Raises RoleCycle.
    """
    done: dict[int, frozenset[int]] = {}

    def visit(role: int, path: tuple[int, ...]) -> frozenset[int]:
        if role in path:
            raise RoleCycle(path[path.index(role) :])
        if role not in done:
            inner = [visit(part, (*path, role)) for part in parts.get(role, ())]
            done[role] = frozenset(items.get(role, ())).union(*inner)
        return done[role]

    for role in {*items, *parts}:
        visit(role, ())
    return done
