"""How many cases wait for a person, over all roles that they hold: one sentence of their morning mail."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Min

from meindo.platform.access.viewer import Viewer
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.notify.mail import Source, Waiting
from meindo.platform.people.queries import line_deciders, responsibilities_of, responsible_people

from . import catalogue
from .queries_inbox import inbox


def deciding_roles() -> set[str]:
    """The roles for which people hold a responsibility and for which cases can wait."""
    return {role.key for process in catalogue.all_processes() for role in process.roles() if role.key != "applicant"}


def people(day: date) -> Iterable[int]:
    """Everybody for whom a case could wait today."""
    return line_deciders() | responsible_people(day, deciding_roles())


def waiting(person_id: int) -> Waiting:
    """Count the cases that wait for a person today, whatever role they wait in."""
    actor = Actor(key="system:worker", person_id=person_id)
    held = (responsibilities_of(person_id, today()) | {"line_manager"}) & deciding_roles()
    count, oldest = 0, []
    for role in sorted(held):
        found = inbox(Viewer(actor, role, "cases.inbox", today())).aggregate(n=Count("pk"), first=Min("step_since"))
        count += found["n"]
        oldest += [found["first"]] if found["first"] else []
    return Waiting(count, min(oldest, default=None))


SOURCE = Source(people, waiting)
