"""The roles that every process can use. Each says the same twice: for one case and, in SQL, for a list."""

from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Subquery

from meindo.kernel.message import mark as _
from meindo.platform.clock import today
from meindo.platform.people import line
from meindo.platform.people.authority import deciders, represented
from meindo.platform.people.models import Authority, Deputyship, OrgClosure, ProjectedDay, Responsibility
from meindo.platform.people.projection import ensure_today
from meindo.platform.prepared import Prepared

from .models import Case
from .process import Persons, Role


def applicant() -> Role:
    """The person whose matter it is."""
    return Role(
        key="applicant",
        office=_("Antragstellende Person"),
        holders=lambda case, _day: frozenset({case.person_id}),
        cases_for=lambda person, _day: Q(person_id=person),
    )


def line_manager(matter: str = "") -> Role:
    """The lead of the unit or whoever the fallback table names instead; `matter` is the service's key."""

    def holders(case: Case, day: date) -> Persons:
        chain = line.ancestors(case.unit_id, day)
        facts = line.line_facts(day, units=chain, matter=matter)
        return deciders(case.unit_id, case.person_id, facts).persons

    def rows(held: Held) -> Q | None:
        return _authority(held, matter)

    def cases_for(person: int, day: date) -> Q | None:
        return rows(_held(person, day))

    def principal(case: Case, person: int, day: date) -> int | None:
        if not Deputyship.objects.as_of(day).filter(deputy_id=person).exists():
            return None
        facts = line.line_facts(day, units=line.ancestors(case.unit_id, day), matter=matter)
        return represented(case.unit_id, case.person_id, person, facts)

    office = _("Führungskraft")
    return Role("line_manager", office, holders, cases_for, represented=principal, asks=_held, rows=rows)


class Held(NamedTuple):
    """What somebody decides in the line today, in every matter, and what is decided by others in their units."""

    person: int
    rows: list[tuple[int, str, int | None, int, list[str]]]


def _held(person: int, day: date) -> Held:
    """One question, whatever the matter: every service that has a line manager reads its own part of the answer."""
    if day != today():
        raise ValueError("lists of another day are answered from the facts, one case at a time")
    ensure_today()
    return Held(person, _decided(person))


def _decided_by(person: int) -> QuerySet[Any, Any]:
    units = Authority.objects.filter(person_id=person).values("unit_id")
    projected = Subquery(ProjectedDay.objects.filter(pk=1).values("own_matters"))
    found = Authority.objects.filter(Q(person_id=person) | Q(unit_id__in=units, applicant__isnull=False))
    columns = ("person_id", "matter", "applicant_id", "unit_id", "own_matters")
    return found.annotate(own_matters=projected).values_list(*columns)


_decided: Prepared[Any] = Prepared(_decided_by)


def _authority(held: Held, matter: str) -> Q | None:
    person, rows = held
    if not any(holder == person for holder, *_rest in rows):
        return None
    used = matter if matter in rows[0][-1] else ""
    rows = [row for row in rows if row[1] == used]
    general = [unit for holder, _m, applicant, unit, _o in rows if holder == person and applicant is None]
    own = [(applicant, unit) for holder, _m, applicant, unit, _o in rows if holder == person and applicant is not None]
    replaced = [(applicant, unit) for _h, _m, applicant, unit, _o in rows if applicant is not None and unit in general]
    rule = Q(unit_id__in=general)
    if replaced:
        rule &= ~_pairs(replaced)
    return rule | _pairs(own) if own else rule


def _pairs(rows: list[tuple[int, int]]) -> Q:
    """Cases of exactly these people in exactly these units; few, because only leads and deputies are special."""
    by_unit: dict[int, set[int]] = {}
    for applicant, unit in rows:
        by_unit.setdefault(unit, set()).add(applicant)
    found = Q(pk__in=())
    for unit, applicants in sorted(by_unit.items()):
        found |= Q(unit_id=unit, person_id__in=sorted(applicants))
    return found


@cache
def responsible(role: str, office: str) -> Role:
    """Everybody with a dated responsibility for the unit of the case or a unit above it. One office is one role, in
    however many services it acts: who holds it is asked once.
    """

    def holders(case: Case, day: date) -> Persons:
        chain = line.ancestors(case.unit_id, day)
        rows = Responsibility.objects.as_of(day).filter(role=role, unit_id__in=chain)
        return frozenset(rows.values_list("person_id", flat=True))

    def cases_for(person: int, day: date) -> Q | None:
        units = Responsibility.objects.as_of(day).filter(role=role, person_id=person)
        found = list(units.values_list("unit_id", "unit__kind"))
        if not found:
            return None
        if any(kind == "stadt" for _, kind in found):
            return Q()  # the whole city: no need to look at units
        below = OrgClosure.objects.filter(
            axis="line", ancestor_id__in=[unit for unit, _ in found], valid_from__lte=day, valid_until__gt=day
        )
        return Q(unit_id__in=Subquery(below.values("descendant_id")))

    return Role(role, office, holders, cases_for)


def system(key: str, office: str) -> Role:
    """A partner system that answers; no person holds the role, and it decides nothing about a person."""
    return Role(key, office, lambda _case, _day: frozenset(), lambda _person, _day: None, automatic=True)
