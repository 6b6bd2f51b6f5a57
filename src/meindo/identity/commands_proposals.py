"""What an owner says to proposed changes, while meindo may only propose in their application.

What is planned for the people concerned stays as it is, whatever the owner says: a refused change leaves an account
that is not as planned, and the next comparison shows it as a finding, to be accepted with a reason and an end.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import F

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.replace import chunks

from .commands_apply import OVERTAKEN
from .commands_plans import PIECE, RUN, PlanRefused
from .models import Operation, Plan
from .plan_models import OperationState, PlanState
from .purposes import MANAGE
from .queries_drift import overtaken

STARTED = (PlanState.APPLYING, PlanState.APPLIED)


class Approved(NamedTuple):
    """How many proposals are carried out now, and how many fell away because something else is planned by now."""

    started: int
    overtaken: int


def approve_operations(plan: Plan, numbers: Collection[int], *, by: Actor) -> Approved:
    """The owner lets proposed changes happen. One that no longer leads to what is planned falls away instead: approved
    late, it would bring an old state back.
    """
    rows = _proposed(plan, numbers, by)
    old = overtaken(rows) | _newer(rows)
    good = [row.pk for row in rows if row.number not in old]
    bad = [row.pk for row in rows if row.number in old]
    with unit_of_work(by, purpose=MANAGE.key) as work:
        started = _turn(good, state=OperationState.PENDING)
        dropped = _turn(bad, state=OperationState.DROPPED, error=OVERTAKEN)
        if started:
            mine = Plan.objects.filter(pk=plan.pk, state__in=STARTED, revision=plan.revision)
            if not mine.update(state=PlanState.APPLYING, revision=F("revision") + 1):
                raise PlanRefused(_("Dieser Plan wurde inzwischen von jemand anderem bearbeitet."))
            work.task(RUN, f"{plan.uuid}:{plan.revision + 1}", {"plan": plan.pk})
        work.record("identity.approved", f"plan:{plan.uuid}", started=started, overtaken=dropped)
    plan.refresh_from_db()
    return Approved(started, dropped)


def reject_operations(plan: Plan, numbers: Collection[int], *, by: Actor, reason: str) -> int:
    """The owner refuses proposed changes, with a reason; how many."""
    if not reason.strip():
        raise PlanRefused(_("Bitte nennen Sie den Grund."))
    rows = _proposed(plan, numbers, by)
    with unit_of_work(by, purpose=MANAGE.key) as work:
        count = _turn([row.pk for row in rows], state=OperationState.DROPPED, error=reason.strip()[:300])
        work.record("identity.rejected", f"plan:{plan.uuid}", operations=count)
    return count


def _proposed(plan: Plan, numbers: Collection[int], by: Actor) -> list[Operation]:
    """The open proposals of a started plan; refused for everybody but the owner of each application."""
    if plan.state not in STARTED:
        raise PlanRefused(_("Dieser Plan ist angehalten, überholt oder noch nicht gestartet."))
    rows: list[Operation] = []
    for part in chunks(sorted(set(numbers)), PIECE):
        found = plan.operations.filter(number__in=part, state=OperationState.PROPOSED)
        rows += found.select_related("application").order_by("number")
    if any(row.application.owner_id != by.person_id for row in rows):
        raise PlanRefused(_("Über Vorschläge entscheidet, wer für die Anwendung verantwortlich ist."))
    if not rows:
        raise PlanRefused(_("Über diese Vorschläge ist schon entschieden."))
    return rows


def _newer(rows: Iterable[Operation]) -> set[int]:
    """The numbers of proposals about accounts for which a later plan has a change."""
    asked = list(rows)
    later = Operation.objects.filter(plan_id__gt=asked[0].plan_id, plan__state__in=STARTED)
    later = later.filter(application_id__in={row.application_id for row in asked})
    later = later.exclude(state=OperationState.DROPPED)
    pairs: set[tuple[int, str]] = set()
    for part in chunks(sorted({row.native_id for row in asked}), PIECE):
        pairs.update(later.filter(native_id__in=part).values_list("application_id", "native_id"))
    return {row.number for row in asked if (row.application_id, row.native_id) in pairs}


def _turn(keys: list[int], **values: str) -> int:
    """Bring open proposals to another state; how many still were open."""
    count = 0
    for part in chunks(keys, PIECE):
        count += Operation.objects.filter(pk__in=part, state=OperationState.PROPOSED).update(**values)
    return count
