"""Two weeks before a grant ends the person and their line manager hear of it, once; nothing is extended by itself."""

from datetime import timedelta
from typing import Any

from meindo.identity.models import Grant
from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people import line
from meindo.platform.people.authority import deciders
from meindo.platform.people.queries import main_place
from meindo.ui.cells import date_text

from . import queries
from .process import KEY
from .purposes import REQUESTING
from .queries_catalogue import is_offered

REMIND = "identity.remind"
AHEAD = timedelta(days=14)


def remind(_key: str = "", _payload: dict[str, Any] | None = None) -> None:
    """Every grant once: a message has the grant in its key. Short grants, and those that go on anyway, are left out."""
    day = today()
    for grant in queries.grants_ending(day + timedelta(days=1), day + AHEAD):
        if grant.valid_until - grant.valid_from > AHEAD and not queries.is_followed(grant):
            with unit_of_work(Actor.system("worker"), purpose=REQUESTING.key) as work:
                _tell(work, grant)


def _tell(work: Work, grant: Grant) -> None:
    what = grant.entitlement or grant.role
    if what is None:
        return
    last = date_text(grant.valid_until - timedelta(days=1))
    can_ask = is_offered(what)
    notify(
        work,
        person_id=grant.person_id,
        key=f"{KEY}:ends:{grant.uuid}",
        msgid=_("„{what}“ endet am {day}. Brauchen Sie es länger? Dann beantragen Sie es neu."),
        url=f"/zugaenge-beantragen/neu/?recht={what.uuid}" if can_ask else "/meine-zugaenge/",
        service=KEY,
        what=what.label,
        day=last,
    )
    for manager in _managers(grant.person_id) if can_ask else ():
        notify(
            work,
            person_id=manager,
            key=f"{KEY}:ends:{grant.uuid}:{manager}",
            msgid=_("„{what}“ von {name} endet am {day}. Wird es länger gebraucht? Dann beantragen Sie es neu."),
            url=f"/zugaenge-beantragen/team/{grant.person.uuid}/neu/?recht={what.uuid}",
            kind="waiting",
            service=KEY,
            what=what.label,
            name=grant.person.display_name,
            day=last,
        )


def _managers(person_id: int) -> list[int]:
    """Who decides for the person in the line today."""
    place = main_place(person_id)
    if place is None:
        return []
    facts = line.line_facts(today(), units=line.ancestors(place.unit_id, today()), matter=KEY)
    return sorted(deciders(place.unit_id, person_id, facts).persons)
