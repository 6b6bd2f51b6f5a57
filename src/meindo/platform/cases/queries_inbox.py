"""The rule of the inbox: which cases wait for a viewer in the role in which they act, and how many."""

from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from meindo.platform.access.viewer import Viewer
from meindo.platform.prepared import Prepared

from . import catalogue
from .models import Case, CaseEvent
from .process import Move, Process, Role


def any_of(rules: Iterable[Q]) -> Q:
    """Rows that fit at least one rule; no row when there is no rule. An empty rule fits every row."""
    known: list[Q] = []
    for rule in rules:
        if rule not in known:
            known.append(rule)
    if not known:
        return Q(pk__in=())
    return Q() if Q() in known else reduce(or_, known)  # Django drops an empty Q from an "or"


def inbox(viewer: Viewer, service: str = "") -> QuerySet[Case]:
    """The open cases that wait for the viewer in the role in which they act: exactly those that they may move."""
    cases = Case.objects.filter(is_open=True).filter(waiting(viewer))
    return cases.filter(service=service) if service else cases


def waiting(viewer: Viewer) -> Q:
    """The rule of the inbox, made once per page."""
    key = ("waiting", viewer.person_id, viewer.role, viewer.day)
    if key not in viewer.asked:
        viewer.asked[key] = _waiting_for(viewer)
    rule: Q = viewer.asked[key]
    return rule


def _waiting_for(viewer: Viewer) -> Q:
    """The cases that wait for a viewer in the role in which they act."""
    declared = _declared_rules(catalogue.versions(), viewer.role, viewer.person_id)
    held = [(steps, rule, rows) for role, steps, rule in declared if (rows := rows_of(viewer, role)) is not None]
    return _joined(held)


def _joined(held: Sequence[tuple[tuple[str, ...], Q, Q]]) -> Q:
    """Steps, what is declared about them, and the cases of the role: of several roles as one rule."""
    # the steps of all rules first: databases find the few rows by that index and look at the rest of the rules there
    places = Q(step__in=sorted({step for steps, _rule, _rows in held for step in steps}))
    if len(held) == 1 and held[0][1] == places:  # the name of the step is the whole rule
        return places & held[0][2]
    by_rows: list[tuple[Q, list[Q]]] = []  # services with the same line manager share one condition
    for _steps, rule, rows in held:
        rules = next((known for same, known in by_rows if same == rows), None)
        if rules is None:
            by_rows.append((rows, rules := []))
        rules.append(rule)
    return places & any_of(any_of(rules) & rows for rows, rules in by_rows)


@lru_cache(maxsize=4096)
def _declared_rules(_declared: object, role: str, person: int) -> tuple[tuple[Role, tuple[str, ...], Q], ...]:
    """What the processes say about a role: its steps, and at which of them a move is open to a person. It follows from
    the declarations alone, which are there for the cache.
    """
    found: dict[Role, list[tuple[Q, list[Place]]]] = {}
    for process in catalogue.all_processes():
        for step in process.steps:
            if step.waits_for is not None and step.waits_for.key == role:
                groups = found.setdefault(step.waits_for, [])
                rule = _not_separated(process, step.key, role, person)
                same = next((places for known, places in groups if known == rule), None)
                if same is None:
                    groups.append((rule, same := []))
                same.append((process.key, process.version, step.key))
    return tuple(
        (
            waits_for,
            tuple(sorted({step for _rule, places in groups for _key, _version, step in places})),
            any_of(_places(places) & rule for rule, places in groups),
        )
        for waits_for, groups in found.items()
    )


Place = tuple[str, int, str]  # process, version, step


def _places(places: list[Place]) -> Q:
    """The cases at one of these places, said as shortly as the declarations allow: a step by its name alone where no
    other process has one of that name, the process without its versions where they agree.
    """
    everywhere: dict[str, set[tuple[str, int]]] = {}
    for process in catalogue.all_processes():
        for step in process.steps:
            everywhere.setdefault(step.key, set()).add((process.key, process.version))
    at: dict[str, set[tuple[str, int]]] = {}
    for key, version, step_key in places:
        at.setdefault(step_key, set()).add((key, version))
    rules: list[tuple[Q, list[str]]] = []
    for step_key, covered in sorted(at.items()):
        rule = _named(covered, everywhere[step_key])
        same = next((steps for known, steps in rules if known == rule), None)
        if same is None:
            rules.append((rule, [step_key]))
        else:
            same.append(step_key)
    return any_of(Q(step__in=steps) & rule for rule, steps in rules)


def _named(covered: set[tuple[str, int]], having: set[tuple[str, int]]) -> Q:
    """Which process, and which of its versions, tells the covered ones from all that have a step of the name."""
    if covered == having:
        return Q()
    whole = sorted({key for key, _ in covered if {pair for pair in having if pair[0] == key} <= covered})
    parts = [Q(process__in=whole)] if whole else []
    some = sorted({key for key, _ in covered} - {*whole})
    versions = {key: sorted(version for name, version in covered if name == key) for key in some}
    return any_of([*parts, *(Q(process=key, version__in=versions[key]) for key in some)])


def by_process(rules: Iterable[tuple[Process, Q]]) -> Q:
    """Rules of processes as one; those that share a rule share one condition."""
    groups: list[tuple[Q, set[tuple[str, int]]]] = []
    for process, rule in rules:
        same = next((covered for known, covered in groups if known == rule), None)
        if same is None:
            groups.append((rule, same := set()))
        same.add((process.key, process.version))
    everything = {(process.key, process.version) for process in catalogue.all_processes()}
    return any_of(_named(covered, everything) & rule for rule, covered in groups)


def rows_of(viewer: Viewer, role: Role) -> Q | None:
    """The cases of a role, asked once per page."""
    key = ("rows", role, viewer.person_id, viewer.day)
    if key not in viewer.asked:
        viewer.asked[key] = _narrowed(viewer, role) if role.narrows else _held(viewer, role)
    rows: Q | None = viewer.asked[key]
    return rows


def _held(viewer: Viewer, role: Role) -> Q | None:
    if role.asks is None:
        return role.cases_for(viewer.person_id, viewer.day)
    key = ("asks", role.asks, viewer.person_id, viewer.day)
    if key not in viewer.asked:
        viewer.asked[key] = role.asks(viewer.person_id, viewer.day)
    return role.rows(viewer.asked[key])


def _narrowed(viewer: Viewer, role: Role) -> Q | None:
    """The cases of the wider role, without those that are not for this person."""
    rows = rows_of(viewer, role.narrows) if role.narrows else None
    return None if rows is None else rows & role.but(viewer.person_id)


def _not_separated(process: Process, step: str, role: str, person: int) -> Q:
    """At least one move of the role at this step is open to the person."""
    rules = [_separation(move, person) for move in process.moves_from(step) if move.by.key == role]
    return Q() if Q() in rules else any_of(rules)


def _separation(move: Move, person: int) -> Q:
    rule = Q()
    if move.decides:
        rule &= ~Q(person_id=person) & ~Q(entered_by_id=person)
    if move.separate_from:
        rule &= _has_not_made(move.separate_from, person)
    return rule


@lru_cache(maxsize=4096)
def _has_not_made(moves: tuple[str, ...], person: int) -> Q:
    """The person made none of these moves on the case. One object, because two subqueries that say the same are not
    equal, and steps and versions with equal rules share one condition.
    """
    return Q(~Exists(CaseEvent.objects.filter(case=OuterRef("pk"), move__in=moves, by_id=person)))


def length_of_inbox(viewer: Viewer) -> int:
    """How many cases wait for a viewer: the header of every page asks it. The sentence follows from the declarations
    alone for who acts in their own matters and for who acts for the whole city: it is built once.
    """
    roles = [role for role, _steps, _rule in _declared_rules(catalogue.versions(), viewer.role, viewer.person_id)]
    rows = [rows_of(viewer, role) for role in roles]
    for reach, known in (("own", Q(person_id=viewer.person_id)), ("all", Q())):
        if rows and all(rule == known for rule in rows):
            return int(_length(catalogue.versions(), viewer.role, reach)(viewer.person_id)[0][0])
    return inbox(viewer).count()


@lru_cache(maxsize=256)
def _length(_declared: object, role: str, reach: str) -> Prepared[Any]:
    def build(person: int) -> QuerySet[Any, Any]:
        rows = Q(person_id=person) if reach == "own" else Q()
        held = [(steps, rule, rows) for _role, steps, rule in _declared_rules(catalogue.versions(), role, person)]
        cases = Case.objects.filter(is_open=True).filter(_joined(held))
        return cases.order_by().values(one=Value(1)).annotate(n=Count("pk")).values_list("n")

    return Prepared(build)
