"""Reads: the cases that a viewer may see, what can be done now and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from meindo.platform.access.queries_support import ROLE as SUPPORT
from meindo.platform.access.queries_support import cases_open_to
from meindo.platform.access.viewer import Viewer, rule_for, visible
from meindo.platform.people import line
from meindo.platform.people.authority import represented
from meindo.platform.people.models import Deputyship
from meindo.platform.prepared import Prepared, padded

from . import catalogue
from .models import Case, CaseCounter, CaseEvent
from .process import Move, Persons, Process, Reason, Role
from .queries_inbox import any_of, by_process, rows_of, waiting


def resting(day: date) -> Q:
    """The cases in which nothing is to be done yet: they stay at a step that lasts until the matter is over, and it is
    not. Whoever may move them sees them in the inbox all the same (to call a trip off, for instance).
    """
    steps = [(process, [step.key for step in process.steps if step.lasts]) for process in catalogue.all_processes()]
    there = any_of(Q(process=process.key, version=process.version, step__in=keys) for process, keys in steps)
    return there & Q(ends_on__isnull=False, ends_on__gt=day)


@cache
def _has_come_to(steps: tuple[str, ...]) -> Q:
    """The case has been at one of these steps; one object for the same reason."""
    return Q(Exists(CaseEvent.objects.filter(case=OuterRef("pk"), target__in=steps)))


def visible_cases(viewer: Viewer) -> Q:
    """The cases that a viewer may see in the role in which they act, whether or not they wait for them.

    An office sees a case from the first step on at which its role acts, and afterwards: need to know (Art. 25 DSGVO).
    """
    if viewer.role == "applicant":
        return Q(person_id=viewer.person_id) & of_persons()
    if catalogue.is_entering(viewer.role):
        return Q(entered_by_id=viewer.person_id)
    acting = _acted_on(viewer)
    if viewer.role == SUPPORT:
        return any_of([cases_open_to(viewer.person_id, viewer.day) & of_persons(), acting])
    return acting


def _acted_on(viewer: Viewer) -> Q:
    """The cases that came to the office of the viewer, and those on which they acted in it."""
    roles = [(role, rows_of(viewer, role)) for role in roles_by_key().get(viewer.role, ())]
    held = [rows & _came_to(catalogue.versions(), role) for role, rows in roles if rows is not None]
    acted = Q(Exists(CaseEvent.objects.filter(case=OuterRef("pk"), by_id=viewer.person_id, role=viewer.role)))
    return any_of([*held, acted])


rule_for(Case, visible_cases)


def of_persons() -> Q:
    """Cases whose person is the one whose matter it is: in those of offices it is only who brought it forward, and
    they may be about somebody else.
    """
    offices = catalogue.services_of_offices()
    return ~Q(service__in=sorted(offices)) if offices else Q()


def roles_by_key() -> dict[str, list[Role]]:
    """Every declared role; two services can each have a line manager with deputies of their own."""
    found: dict[str, list[Role]] = {}
    for process in catalogue.all_processes():
        for role in process.roles():
            known = found.setdefault(role.key, [])
            if role not in known:  # versions of a process share their roles
                known.append(role)
    return found


@lru_cache(maxsize=256)
def _came_to(_declared: object, role: Role) -> Q:
    """The cases that have come to a step at which the role acts; the declarations are there for the cache."""
    return by_process(
        (process, _after(process, role.key)) for process in catalogue.all_processes() if role in process.roles()
    )


def _after(process: Process, role: str) -> Q:
    """Where a case stands mostly tells whether it has been at one of the role's steps: only for a step that lies both
    before and behind them are the events of the case asked.
    """
    acts_at = process.acts_at(role)
    before = process.reached_from([process.start], avoiding=acts_at)
    behind = process.reached_from(acts_at)
    if not before:
        return Q()
    rules = [Q(step__in=sorted(behind - before))]
    if before & behind:
        rules.append(Q(step__in=sorted(before & behind)) & _has_come_to(tuple(sorted(acts_at))))
    return any_of(rules)


def numbers_with(last: int) -> list[str]:
    """The case numbers that end with a running number, one for each service and year that has given it."""
    keys = CaseCounter.objects.filter(last__gte=last).values_list("key", flat=True)
    return [numbered(key, last) for key in keys]


def numbered(key: str, last: int) -> str:
    """A case number: DR-2026 and 123 make DR-2026-000123."""
    return f"{key}-{last:06d}"


def case_in_list(pk: int) -> Case:
    """A case whose key came out of the viewer's own list."""
    return Case.objects.get(pk=pk)


LISTED = 50  # rows of a page at most
_listed = Prepared(lambda *pks: Case.objects.select_related("person", "in_hand__person").filter(pk__in=pks))


def cases_in_list(pks: list[int]) -> dict[int, Case]:
    """Cases of one page whose keys came out of the viewer's own list, by key, with their people and who has them in
    hand.
    """
    return {case.pk: case for case in _listed(*padded(pks, LISTED))}


def case_for(viewer: Viewer, uuid: UUID | str) -> Case:
    """One case by its address; a foreign one does not exist (Case.DoesNotExist)."""
    cases = visible(viewer, Case)
    if viewer.role == "applicant":  # who looks at the own case needs neither name nor unit
        return cases.get(uuid=uuid)
    cases = cases.select_related("person", "unit", "in_hand__person")
    if catalogue.is_entering(viewer.role):
        return cases.get(uuid=uuid)
    waits = ExpressionWrapper(Q(is_open=True) & waiting(viewer), output_field=BooleanField())
    case = cases.annotate(waits_here=waits).get(uuid=uuid)
    viewer.asked["waits", case.pk] = case.revision if case.waits_here else None
    return case


def principals(viewer: Viewer, cases: Iterable[Case]) -> dict[int, str]:
    """Whom the viewer stands in for, by case: one question for who is nobody's deputy, few for all cases together."""
    if viewer.role != "line_manager":
        return {}
    named = Deputyship.objects.as_of(viewer.day).filter(deputy_id=viewer.person_id)
    names = dict(named.values_list("principal_id", "principal__display_name"))
    facts = cache(lambda matter: line.line_facts(viewer.day, matter=matter))
    found: dict[int, str] = {}
    for case in cases if names else ():
        principal = represented(case.unit_id, case.person_id, viewer.person_id, facts(case.service))
        if principal is not None:
            found[case.pk] = names[principal]
    return found


@dataclass(frozen=True)
class Possibility:
    """A move at the current step and, where it is not possible for this person now, the one sentence why not."""

    move: Move
    reason: Reason | None


def possibilities(
    case: Case, viewer: Viewer, *, is_waiting: bool = False, made: frozenset[str] | None = None
) -> list[Possibility]:
    """What the viewer could do on the case now, each with the reason why not, if any.

    Whether the viewer holds a role is asked as for a list, once per role; the command asks the facts again. Who has
    found the case in the viewer's own inbox (`is_waiting`), or looked there while opening it, need not ask. Nor who
    has read what happened: `made` are the moves that the viewer made on the case.
    """
    process = catalogue.process_of(case.process, case.version)
    role = "applicant" if catalogue.is_entering(viewer.role) else viewer.role
    moves = [move for move in process.moves_from(case.step) if move.by.key == role]
    is_waiting = is_waiting or viewer.asked.get(("waits", case.pk)) == case.revision
    holds = {role: is_waiting or _holds(case, viewer, role) for role in {move.by for move in moves}}
    if made is None:
        made = _made_by(case, viewer.person_id) if any(move.separate_from for move in moves) else frozenset()
    return [Possibility(move, _hindrance(case, move, viewer.person_id, holds[move.by], made)) for move in moves]


def _holds(case: Case, viewer: Viewer, role: Role) -> bool:
    if catalogue.is_entering(viewer.role):
        return author_role(case, viewer.person_id, viewer.day) is not None
    if role.key == "applicant":
        return case.person_id == viewer.person_id
    rows = rows_of(viewer, role)
    return rows is not None and Case.objects.filter(rows, pk=case.pk).exists()


def author_role(case: Case, person: int | None, day: date) -> Role | None:
    """The role in which the author of a case still acts in place of the person concerned; None for everybody else."""
    role = catalogue.entering(case.service)
    if role is None or person is None or person != case.entered_by_id:
        return None
    return role if person in role.holders(case, day) else None


def _made_by(case: Case, person: int) -> frozenset[str]:
    return frozenset(case.events.filter(by_id=person).values_list("move", flat=True))


def hindrance(case: Case, move: Move, person: int, holders: Persons) -> Reason | None:
    """Why this person cannot make this move on this case now; None when they can."""
    made = _made_by(case, person) if move.separate_from else frozenset()
    return _hindrance(case, move, person, person in holders, made)


def _hindrance(case: Case, move: Move, person: int, holds: bool, made: frozenset[str]) -> Reason | None:
    if not holds:
        return Reason("Dafür ist eine andere Stelle zuständig: {office}.", {"office": move.by.office})
    if move.decides and person == case.person_id:
        return Reason("Über den eigenen Antrag entscheidet immer eine andere Person.")
    if move.decides and person == case.entered_by_id:
        return Reason("Wer einen Antrag erfasst hat, entscheidet nicht darüber.")
    if made & set(move.separate_from):
        return Reason("Vier-Augen-Prinzip: Diesen Schritt macht eine andere Person als die vorige Prüfung.")
    for check in move.checks:
        reason = check(case)
        if reason is not None:
            return reason
    return None
