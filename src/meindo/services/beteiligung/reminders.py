"""Every day: tell who brought a matter forward of a promise that is overdue, once for each."""

from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import unit_of_work

from . import queries
from .process import KEY
from .purposes import TAKE_PART

JOB = "beteiligung.promises"
WORKER = Actor.system("worker")


def remind(_key: str, _payload: dict[str, Any]) -> None:
    """Nobody is told twice of the same promise."""
    for promise in queries.overdue_promises(today()):
        case = promise.part.case
        with unit_of_work(WORKER, purpose=TAKE_PART.key) as work:
            notify(
                work,
                person_id=case.person_id,
                key=f"promise-late:{promise.uuid}",
                msgid=_("Eine Zusage ist überfällig: {text} ({number})."),
                url=f"/vorgang/{case.uuid}/",
                service=KEY,
                text=promise.text[:80],
                number=case.number,
            )
