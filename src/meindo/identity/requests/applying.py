"""What was granted or given back is carried out at once: a plan for this one person, started if its gates allow."""

from typing import Any

from meindo.identity.commands_apply import start_plan
from meindo.identity.commands_daily import WORKER
from meindo.identity.commands_plans import PlanRefused, make_plan
from meindo.identity.plan_models import PlanKind, PlanState
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.clock import today

NOW = "identity.now"


def apply_now(_key: str, payload: dict[str, Any]) -> None:
    """Bring one person's accounts to what holds now. Run again, it finds nothing left; what it stops, the daily run and
    a person find in the list of plans.
    """
    people = [payload["person"]]
    foresight = foresee(question_of(today(), people=people), people)
    if not foresight.after:
        return
    plan = make_plan(foresight, kind=PlanKind.GRANT, title=f"{today():%d.%m.%Y}", by=WORKER)
    if plan.state == PlanState.READY:
        try:
            start_plan(plan, by=WORKER)
        except PlanRefused:
            return  # something changed meanwhile: whoever changed it asked for a run too, and the daily one comes
