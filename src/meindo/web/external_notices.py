"""Two weeks before an external person goes, who answers for them hears of it, once for each end."""

from datetime import timedelta
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.commands_externals import PURPOSE
from meindo.platform.people.queries_externals import AHEAD, ending
from meindo.ui.cells import date_text

REMIND = "people.external_remind"


def remind(_key: str = "", _payload: dict[str, Any] | None = None) -> None:
    """Every sponsor of somebody whose last day is near; a message has engagement, end and sponsor in its key."""
    day = today()
    for job in ending(day, day + AHEAD):
        last = job.ends_on - timedelta(days=1)
        with unit_of_work(Actor.system("worker"), purpose=PURPOSE) as work:
            notify(
                work,
                person_id=job.sponsor_now,
                key=f"external:{job.uuid}:{job.ends_on}:{job.sponsor_now}",
                msgid=_("{name} ist extern und geht am {day}. Bleibt die Person länger? Dann verlängern Sie jetzt."),
                url=f"/externe/{job.uuid}/",
                kind="deadline",
                name=job.person.display_name,
                day=date_text(last),
            )
