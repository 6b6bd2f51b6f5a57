"""Who may do what in the room: the bodies, and the office that brings forward. Nobody in a matter about themselves."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from meindo.kernel.message import mark as _
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Persons, Role
from meindo.platform.cases.roles import responsible
from meindo.platform.people.queries import about_people_in_reach, responsible_people

from . import queries
from .bodies import BODIES, OFFICE, Body

HR = "hr_office"


def body_role(body: Body) -> Role:
    """Everybody who answers for a body in the unit of the matter or above; not on a measure about themselves."""
    wider = responsible(body.key, body.label)

    def holders(case: Case, day: date) -> Persons:
        about = queries.person_about(case)
        return frozenset(person for person in wider.holders(case, day) if person != about)

    def cases_for(person: int, day: date) -> Q | None:
        rows = wider.cases_for(person, day)
        return None if rows is None else rows & _not_about(person)

    return Role(body.key, body.label, holders, cases_for)


def _not_about(person: int) -> Q:
    return ~Q(pk__in=queries.cases_about([person]))


def _office() -> Role:
    """The office that brings forward. A measure about a person is for those alone who answer for personnel matters of
    that person.
    """
    wider = responsible(OFFICE, _("Beteiligungsstelle (Personal- und Organisationsamt)"))

    def holders(case: Case, day: date) -> Persons:
        held, about = wider.holders(case, day), queries.person_about(case)
        if about is None:
            return held
        personnel = responsible(HR, "").holders(case, day)
        return frozenset(person for person in held & personnel if person != about)

    def cases_for(person: int, day: date) -> Q | None:
        reach = queries.reaches(person, (OFFICE, HR), day)
        if OFFICE not in reach:
            return None
        about_people = Q(pk__in=queries.cases_about())
        if HR not in reach:
            return reach[OFFICE] & ~about_people
        return reach[OFFICE] & (~about_people | (reach[HR] & _not_about(person)))

    return Role(OFFICE, wider.office, holders, cases_for)


OFFICE_ROLE = _office()
BODY_ROLES = {key: body_role(body) for key, body in BODIES.items()}


def measures_in_reach(person: int, day: date) -> Q:
    """The measures (rows with a column `person`) that somebody of the office may bring forward."""
    return about_people_in_reach(person, HR, day) & ~Q(person_id=person)


def members(keys: Iterable[str], day: date) -> set[int]:
    """Everybody who answers for one of the bodies on a day."""
    return responsible_people(day, keys)
