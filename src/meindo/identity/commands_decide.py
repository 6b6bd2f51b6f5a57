"""What people decide about a plan: release one that stopped, drop one, have the run of the day done now."""

from django.db.models import F

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now
from meindo.platform.outbox.work import unit_of_work

from .commands_apply import start_plan
from .commands_daily import DAILY
from .commands_plans import PlanRefused
from .models import Plan
from .plan_models import PlanState
from .purposes import MANAGE


def release_plan(plan: Plan, *, by: Actor) -> None:
    """Start a plan although it changes more than is allowed without a question; by somebody else than its maker."""
    if by.person_id is None or plan.made_by == by.key:
        raise PlanRefused(_("Einen angehaltenen Plan gibt jemand anderes frei als die Person, die ihn gemacht hat."))
    start_plan(plan, by=by, released_by=by.person_id)


def discard_plan(plan: Plan, *, by: Actor) -> None:
    """Nothing of it is carried out; the next run plans anew what still differs."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        waiting = Plan.objects.filter(pk=plan.pk, state__in=(PlanState.READY, PlanState.STOPPED))
        if not waiting.update(state=PlanState.DISCARDED, revision=F("revision") + 1):
            raise PlanRefused(_("Dieser Plan wird schon ausgeführt oder ist überholt."))
        work.record("identity.discarded", f"plan:{plan.uuid}")
    plan.refresh_from_db()


def calculate_now(*, by: Actor) -> None:
    """Have the run over those about whom something may have changed done at once instead of tonight."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        work.task(DAILY, f"{DAILY}:{now().isoformat()}", {})
        work.record("identity.calculated")
