"""Segregation of duties: which rights must not meet in one person. Pure functions."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from .wanted import Rights


class Action(StrEnum):
    """What a rule does where both sides meet."""

    FORBID = "forbid"
    APPROVE = "approve"
    REPORT = "report"


class DutyRule(NamedTuple):
    """Two sets of entitlements that one person must not have together."""

    rule: int
    one_side: frozenset[int]
    other_side: frozenset[int]
    action: Action


class Conflict(NamedTuple):
    """Both sides meet in a person; `held_back` is what the plan does not give (forbid, and approve without a yes)."""

    person: int
    rule: int
    action: Action
    one_side: frozenset[int]
    other_side: frozenset[int]
    held_back: frozenset[int] = frozenset()


def conflicts(
    sets: Mapping[int, Rights], rules: Iterable[DutyRule], excepted: frozenset[tuple[int, int]] = frozenset()
) -> list[Conflict]:
    """Where both sides of a rule meet, resting rights included; `excepted` holds (person, rule) pairs that a person
    allowed for a time. By rule, then person.
    """
    holders: dict[int, set[int]] = {}
    rules = list(rules)
    asked = {entitlement for rule in rules for entitlement in rule.one_side | rule.other_side}
    for person, own in sets.items():
        for entitlement in asked.intersection(map(abs, own)):
            holders.setdefault(entitlement, set()).add(person)
    found = []
    for rule in rules:
        one, other = (
            set[int]().union(*(holders.get(entitlement, set()) for entitlement in side))
            for side in (rule.one_side, rule.other_side)
        )
        for person in sorted(one & other):
            if (person, rule.rule) not in excepted:
                held = frozenset(map(abs, sets[person]))
                sides = rule.one_side & held, rule.other_side & held
                found.append(Conflict(person, rule.rule, rule.action, *sides))
    return found


def held_back(conflict: Conflict, before: Rights) -> Conflict:
    """With what the plan does not give: the side that is new to the person, the second one if both are; nobody loses
    by machine what they have, a person decides about that.
    """
    if conflict.action is Action.REPORT:
        return conflict
    had = frozenset(map(abs, before))
    new_one, new_other = conflict.one_side - had, conflict.other_side - had
    return conflict._replace(held_back=new_other if new_other or not new_one else new_one)
