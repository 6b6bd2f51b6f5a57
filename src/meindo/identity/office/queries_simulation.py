"""What a rule would change in the whole city, ready for a page: by application, and person by person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from meindo.identity.models import Duty, Entitlement, RuleVersion
from meindo.identity.queries_simulation import simulate
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
    """Everything that would change by a version; of a protected application nobody is named. `comes` and `goes`: the
    rights of each person; `duties`: for how many people which segregation of duties would be touched.
    """

    comes: dict[int, frozenset[int]] = field(default_factory=dict)
    goes: dict[int, frozenset[int]] = field(default_factory=dict)
    people: tuple[int, ...] = ()
    words: dict[int, tuple[str, str]] = field(default_factory=dict)
    duties: tuple[tuple[str, int], ...] = ()


def simulated(version: RuleVersion) -> Simulated:
    """A version in force: what would change without its rule. Any other: what would change with it."""
    found = simulate(version)
    used = {abs(right) for sets in (found.before, found.after) for own in sets.values() for right in own}
    rows = Entitlement.objects.filter(pk__in=used, application__is_protected=False)
    words = {pk: (one, label) for pk, one, label in rows.values_list("pk", "application__label", "label")}
    comes, goes = {}, {}
    for person, after in found.after.items():
        had, has = _named(found.before[person], words), _named(after, words)
        if has - had:
            comes[person] = has - had
        if had - has:
            goes[person] = had - has
    order = Person.objects.filter(pk__in={*comes, *goes}).order_by("sort_name", "id").values_list("pk", flat=True)
    return Simulated(comes, goes, tuple(order), words, _duties(conflict.rule for conflict in found.conflicts))


def _named(rights: Iterable[int], words: dict[int, tuple[str, str]]) -> frozenset[int]:
    return frozenset(abs(right) for right in rights if abs(right) in words)


def _duties(rules: Iterable[int]) -> tuple[tuple[str, int], ...]:
    counted: dict[int, int] = defaultdict(int)
    for rule in rules:
        counted[rule] += 1
    labels = dict(Duty.objects.filter(pk__in=counted).values_list("pk", "label"))
    return tuple(sorted((labels[rule], number) for rule, number in counted.items()))


def by_application(found: Simulated) -> list[Total]:
    """The totals, the largest first."""
    comes, goes = defaultdict[str, int](int), defaultdict[str, int](int)
    for rights, counted in ((found.comes, comes), (found.goes, goes)):
        for own in rights.values():
            for application in {found.words[right][0] for right in own}:
                counted[application] += 1
    rows = [Total(name, comes[name], goes[name]) for name in {*comes, *goes}]
    return sorted(rows, key=lambda row: (-row.comes - row.goes, row.application))


def named(found: Simulated, people: Sequence[int]) -> list[Row]:
    """Some of the people in words."""
    persons = Person.objects.in_bulk(list(people))
    return [Row(persons[person], _effects(found, person)) for person in people]


def _effects(found: Simulated, person: int) -> tuple[Effect, ...]:
    sides = found.comes.get(person, frozenset()), found.goes.get(person, frozenset())
    names = sorted({found.words[right][0] for side in sides for right in side})
    return tuple(Effect(name, *(_labels(found, side, name) for side in sides)) for name in names)


def _labels(found: Simulated, rights: Iterable[int], application: str) -> tuple[str, ...]:
    return tuple(sorted(found.words[right][1] for right in rights if found.words[right][0] == application))
