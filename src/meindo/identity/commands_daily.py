"""The run over those about whom something may have changed, and what a person starts by hand."""

from typing import Any

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now, today

from .commands_apply import start_plan
from .commands_plans import make_plan
from .models import DailyRun
from .plan_models import PlanKind, PlanState
from .queries_due import due_people
from .queries_foresight import foresee, question_of

DAILY = "identity.daily"
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
    DailyRun.objects.create(at=at, day=day, asked=asked, plan=plan)
    if plan and plan.state == PlanState.READY:
        start_plan(plan, by=WORKER)
