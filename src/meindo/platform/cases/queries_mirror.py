"""What an office sees of a person's cases today: the rules of the real lists, asked for a holder of the office."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q, QuerySet

from meindo.platform.access.viewer import Viewer
from meindo.platform.audit.actor import Actor
from meindo.platform.people.models import Person

from . import catalogue
from .models import Case
from .queries import roles_by_key, visible_cases
from .queries_inbox import any_of

OWN = "applicant"


def offices_with_a_view() -> dict[str, str]:
    """Every office that acts in some process, by the key of its role: whoever acts sees. Partner systems see nothing
    as people do, and who enters for others sees only what they entered.
    """
    found = {}
    for key, roles in roles_by_key().items():
        office = next((role.office for role in roles if not role.automatic), "")
        if office and key != OWN and not catalogue.is_entering(key):
            found[key] = office
    return found


def holder_of(role_key: str, case: Case, day: date) -> int | None:
    """Somebody who holds the office for this case today; never the person whose matter it is."""
    people: Iterable[int] = set()
    for role in roles_by_key().get(role_key, ()):
        people = people or role.holders(case, day) - {case.person_id}
    return min(people, default=None)


def seen_by_office(person_id: int, role_key: str, day: date) -> QuerySet[Case]:
    """The person's own cases that the office sees, latest first."""
    own = Case.objects.filter(person_id=person_id)
    last = own.order_by().values("unit_id").annotate(last=Max("id")).values("last")
    rules = []
    for sample in own.filter(pk__in=last):  # the line differs by unit; most people have been in one or two
        holder = holder_of(role_key, sample, day)
        if holder is not None:
            rules.append(Q(unit_id=sample.unit_id) & visible_cases(as_holder(holder, role_key, day)))
    return own.filter(any_of(rules)).order_by("-created_at", "-id")


def as_holder(holder: int, role_key: str, day: date) -> Viewer:
    """The holder as a viewer of lists, to ask what they would see; nobody looks."""
    return Viewer(actor=Actor(key="mirror", person_id=holder), role=role_key, purpose="portal", day=day)


def holding(role_key: str, case: Case, day: date) -> Person | None:
    """The person behind `holder_of`, to render a page as they see it."""
    holder = holder_of(role_key, case, day)
    return None if holder is None else Person.objects.get(pk=holder)
