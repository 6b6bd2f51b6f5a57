"""The run over those about whom something may have changed, and what a person starts by hand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now, today
from meindo.platform.outbox.wiring import Happened
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Employment
from meindo.platform.people.replace import chunks

from .commands_apply import start_plan
from .commands_plans import PIECE, make_plan
from .models import DailyRun, RightSet, Standing
from .plan_models import PlanKind, PlanState
from .purposes import MANAGE
from .queries_due import due_people, next_changes
from .queries_foresight import foresee, question_of
from .wanted import NOTHING, fingerprint

DAILY, AT_ONCE = "identity.daily", "identity.at_once"
WORKER = Actor.system("worker")


def run_daily(_key: str = "", _payload: dict[str, Any] | None = None) -> None:
    """Compute what has to change today and carry it out, unless it is too much; nothing for whom nothing is due."""
    at, day = now(), today()
    last = DailyRun.objects.order_by("-id").first()
    people = due_people(day, last.at if last else None)
    foresight = foresee(question_of(day, people=people), people) if people is None or people else None
    plan = None
    if foresight and foresight.after:
        plan = make_plan(foresight, kind=PlanKind.DUE, title=f"{day:%d.%m.%Y}", by=WORKER)
    asked = len(people) if people is not None else len(foresight.question.city.placings) if foresight else 0
    everybody = Employment.objects.values_list("person_id", flat=True)
    _note_next(set(everybody) if people is None else people, day)
    DailyRun.objects.create(at=at, day=day, asked=asked, plan=plan)
    if plan and plan.state == PlanState.READY:
        start_plan(plan, by=WORKER)


def ask_at_once(happened: Happened) -> None:
    """Something about a person holds from now on (a lock, a measure): do not wait for tomorrow's run."""
    person = happened.fields["person"]
    with unit_of_work(WORKER, purpose=MANAGE.key) as work:
        work.task(AT_ONCE, f"{person}:{happened.key}", {"person": person})


def run_at_once(_key: str, payload: dict[str, Any]) -> None:
    """Bring one person's access to what holds today."""
    people, day = {payload["person"]}, today()
    foresight = foresee(question_of(day, people=people), people)
    if not foresight.after:
        return
    plan = make_plan(foresight, kind=PlanKind.PEOPLE, title=f"{day:%d.%m.%Y}", by=WORKER)
    if plan.state == PlanState.READY:
        start_plan(plan, by=WORKER)


def _note_next(people: Iterable[int], day: date) -> None:
    """Remember for each on which day to look again; also for somebody who has yet to begin."""
    nothing, _made = RightSet.objects.get_or_create(fingerprint=fingerprint(NOTHING), defaults={"rights": []})
    for piece in chunks(sorted(people), PIECE):
        due = next_changes(piece, day)
        rows = [Standing(person_id=person, rights=nothing, next_change_on=due.get(person)) for person in piece]
        Standing.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["person"], update_fields=["next_change_on"]
        )
