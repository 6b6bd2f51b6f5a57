"""Take back what a plan did: the same accounts, back to the images of before, where they still are as it left them."""

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.replace import chunks
from meindo.platform.sql import insert_many

from .commands_plans import PIECE, PlanRefused
from .difference import Verb
from .images import closed
from .models import Operation, Plan, RightSet, Standing, Turn
from .plan_models import OperationState, PlanKind, PlanState
from .purposes import MANAGE
from .wanted import NOTHING, fingerprint

BACK = {Verb.CREATE: Verb.DISABLE, Verb.DISABLE: Verb.ENABLE, Verb.ENABLE: Verb.DISABLE, Verb.CHANGE: Verb.CHANGE}


def undo_plan(plan: Plan, *, title: str, by: Actor) -> Plan:
    """A plan that leads back; it is started like any other. An account that the plan made is closed, not deleted, and
    one that is no longer as the plan left it becomes a conflict for a person.

    Until somebody lets go of them (`let_go`), no daily run plans the same again for these people.
    """
    if plan.state != PlanState.APPLIED or plan.kind == PlanKind.UNDO:
        raise PlanRefused(_("Nur ein ausgeführter Plan kann zurückgenommen werden, und nur einmal."))
    if Plan.objects.filter(undoes=plan).exists():
        raise PlanRefused(_("Dieser Plan ist schon zurückgenommen."))
    _refuse_later(plan)
    RightSet.objects.get_or_create(fingerprint=fingerprint(NOTHING), defaults={"rights": []})
    with unit_of_work(by, purpose=MANAGE.key) as work:
        back = Plan.objects.create(
            kind=PlanKind.UNDO, title=title, as_of=plan.as_of, undoes=plan, made_by=by.key, made_at=work.at,
            state=PlanState.DRAFT,
        )  # fmt: skip
        work.record("identity.planned", f"plan:{back.uuid}", plan_kind=PlanKind.UNDO, undoes=str(plan.uuid))
    for turns in chunks(list(plan.turns.order_by("person_id")), PIECE):
        insert_many(Turn, [_back(back, turn) for turn in turns])
    done = plan.operations.filter(state=OperationState.DONE).order_by("number")
    for rows in chunks(list(done), PIECE):
        insert_many(Operation, [_inverse(back, row) for row in rows])
    Plan.objects.filter(pk=back.pk).update(state=PlanState.READY)
    back.refresh_from_db()
    return back


def _refuse_later(plan: Plan) -> None:
    """What came after stands on what this plan did: first take back the later one."""
    people = plan.turns.values("person_id")
    later = Turn.objects.filter(person_id__in=people, plan__state=PlanState.APPLIED, plan_id__gt=plan.pk)
    later = later.exclude(plan__kind=PlanKind.UNDO).exclude(plan__undone_by__state=PlanState.APPLIED)
    if later.exists():
        raise PlanRefused(
            _("Danach wurden für dieselben Personen weitere Pläne ausgeführt. Nehmen Sie zuerst diese zurück.")
        )


def _back(back: Plan, turn: Turn) -> Turn:
    return Turn(
        plan=back,
        person_id=turn.person_id,
        rights_before_id=turn.rights_after_id,
        card_before=turn.card_after,
        locked_before=turn.locked_after,
        rights_after_id=turn.rights_before_id or fingerprint(NOTHING),
        card_after=turn.card_before or turn.card_after,
        locked_after=turn.locked_before,
    )


def _inverse(back: Plan, row: Operation) -> Operation:
    return Operation(
        plan=back,
        number=row.number,
        application_id=row.application_id,
        person_id=row.person_id,
        native_id=row.native_id,
        verb=BACK[Verb(row.verb)],
        before=row.after,
        after=row.before or closed(row.after),
        state=OperationState.PENDING,
    )


def let_go(person_id: int, *, by: Actor, reason: str) -> None:
    """From now on the daily run looks at this person again."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        if Standing.objects.filter(person_id=person_id, held_by__isnull=False).update(
            held_by=None, next_change_on=work.at.date()
        ):
            work.record("identity.let_go", f"person:{person_id}", has_reason=bool(reason))
