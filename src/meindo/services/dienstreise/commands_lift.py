"""What a granted objection does to the case objected to: the refusal is lifted, the permission holds, a recovery is
decided anew.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason
from meindo.platform.cases.retrieval import taken_back
from meindo.platform.outbox.wiring import Happened
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.payroll.commands import Amount, order_lines, withdraw_lines

from . import queries, queries_objection, queries_permission, queries_recovery
from .commands import claim_deadline
from .commands_permission import request_in, supersede_permission
from .models import StandingPermission
from .process import OUTCOME
from .process_objection import GRANTED
from .purposes import OBJECT
from .queries import OBJECTED, PERMITTED, RECOVERED
from .wage_types import ADVANCE, PAID_BACK_TEXT

SYSTEM = Actor.system(OUTCOME.key)
REPLACED = "ersetzt nach einem Widerspruch"


def reopen(happened: Happened) -> None:
    """What a person lifted goes on, once nobody can take the decision back."""
    fields = happened.fields
    if fields["move"] not in ("lift", "order") or taken_back(fields["case"], fields["revision"]):
        return
    case = Case.objects.get(pk=fields["case"])
    if case.process != OBJECTED:
        return
    contested = queries_objection.objection_of(case).contested
    if fields["move"] == "order" and contested.process != RECOVERED:
        return
    with unit_of_work(SYSTEM, purpose=OBJECT.key) as work:
        if contested.step in queries_objection.DECIDED_BY[contested.process]:
            changes = _carried_out(work, contested)
            move(work, contested, queries_objection.REOPEN, reason=case.number, **changes)


def _carried_out(work: Work, contested: Case) -> dict[str, Any]:
    """What has to be done before the case goes on, and the fields that change with it."""
    if contested.process == RECOVERED:
        withdraw_lines(work, queries_recovery.waiting_lines(contested), REPLACED)
        return {"amount_eur": queries_recovery.rest_eur(contested)}
    if contested.process != PERMITTED:
        return {"due_on": claim_deadline(contested)}
    if contested.step == "revoked":
        return {"ends_on": _restored(work, contested).last_day}
    return {"due_on": None}


def _restored(work: Work, contested: Case) -> StandingPermission:
    """A permission that was revoked holds as long as before."""
    *_earlier, before, _revoked = queries_permission.permissions_in(contested)
    return supersede_permission(work, contested, replace(request_in(before), valid_until=before.valid_until))


def pay_back(work: Work, case: Case, contested: Case) -> None:
    """Pay back what was kept back of an advance; the rest of the plan does not leave any more. How much is recovered
    in the end is decided anew.
    """
    trip = Case.objects.select_for_update().get(pk=queries_recovery.recovery_of(contested).trip_case_id)
    withdraw_lines(work, queries_recovery.waiting_lines(contested), REPLACED)
    granted = case.events.filter(move__in=GRANTED).order_by("-revision").first()
    kept: Decimal = queries_recovery.left_eur(contested)
    if granted is None or granted.by_id is None or kept <= 0:
        raise MoveRefused(Reason(_("Es ist noch nichts einbehalten. Bitte heben Sie die Entscheidung auf.")))
    amounts = [Amount(ADVANCE, PAID_BACK_TEXT, kept, cost_centre=queries.trip_of(trip).cost_centre)]
    order_lines(work, case, amounts, confirmed_by=granted.by_id, round_=case.revision)
