"""What a rule would change in the whole city, ready for a page: by application, and person by person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from meindo.identity.commands_rules import simulate_rule, simulate_without
from meindo.identity.difference import Change
from meindo.identity.models import Application, Entitlement, RuleVersion
from meindo.identity.rule_models import RuleState
from meindo.platform.people.models import Person


class Total(NamedTuple):
    """For how many people something comes, and for how many something goes, in one application."""

    application: str
    comes: int
    goes: int


class Effect(NamedTuple):
    """What comes and what goes for a person in one application."""

    application: str
    comes: tuple[str, ...]
    goes: tuple[str, ...]


class Row(NamedTuple):
    """One person with all effects."""

    person: Person
    changes: tuple[Effect, ...]


@dataclass(frozen=True)
class Simulated:
    """Everything that would change by a version; of a protected application nobody is named."""

    changes: dict[int, list[Change]] = field(default_factory=dict)
    people: tuple[int, ...] = ()
    labels: dict[int, str] = field(default_factory=dict)


def simulated(version: RuleVersion) -> Simulated:
    """A version in force: what would change without its rule. Any other: what would change with it."""
    is_active = version.state == RuleState.ACTIVE
    foresight = simulate_without(version.rule) if is_active else simulate_rule(version)
    open_ones = Application.objects.filter(is_protected=False)
    labels = dict(open_ones.values_list("pk", "label"))
    found: dict[int, list[Change]] = defaultdict(list)
    for change in foresight.changes:
        if change.application in labels and (change.added or change.removed):
            found[change.person].append(change)
    order = Person.objects.filter(pk__in=found).order_by("sort_name", "id").values_list("pk", flat=True)
    return Simulated(dict(found), tuple(order), labels)


def by_application(found: Simulated) -> list[Total]:
    """The totals, the largest first."""
    comes, goes = defaultdict[int, int](int), defaultdict[int, int](int)
    for changes in found.changes.values():
        for change in changes:
            comes[change.application] += bool(change.added)
            goes[change.application] += bool(change.removed)
    rows = [Total(found.labels[pk], comes[pk], goes[pk]) for pk in {*comes, *goes}]
    return sorted(rows, key=lambda row: (-row.comes - row.goes, row.application))


def named(found: Simulated, people: Sequence[int]) -> list[Row]:
    """Some of the people in words."""
    persons = Person.objects.in_bulk(list(people))
    changes = [change for person in people for change in found.changes[person]]
    touched = frozenset().union(*(change.added | change.removed for change in changes)) if changes else frozenset()
    words = dict(Entitlement.objects.filter(pk__in=touched).values_list("pk", "label"))
    return [
        Row(
            persons[person],
            tuple(
                Effect(
                    found.labels[change.application],
                    tuple(sorted(words[right] for right in change.added)),
                    tuple(sorted(words[right] for right in change.removed)),
                )
                for change in found.changes[person]
            ),
        )
        for person in people
    ]
