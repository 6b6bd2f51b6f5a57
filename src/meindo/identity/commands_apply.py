"""Carry a plan out: first what is planned for people, then account by account, each read back; resumable anywhere.

Whoever is killed begins again where it was: an operation is done when the account was read back as wished, and wishing
twice changes nothing more.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now, today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.replace import chunks

from .commands_plans import RUN, PlanRefused
from .connectors.base import Connector, Image, Outcome, Unreachable
from .connectors.openers import opener
from .difference import Whole
from .drift_models import FindingState
from .images import as_wish, differs, shown
from .models import Account, Application, Finding, Operation, Plan, Standing, Turn
from .plan_models import AccountState, OperationState, PlanKind, PlanState
from .purposes import MANAGE
from .queries_drift import overtaken, still_planned
from .queries_due import next_changes
from .queries_foresight import foresee, question_of
from .wanted import fingerprint

BATCH, PIECE = 500, 1000
WORKER = Actor.system("worker")
OVERTAKEN = _("überholt: inzwischen ist etwas anderes geplant")


def start_plan(plan: Plan, *, by: Actor, released_by: int | None = None) -> None:
    """Let a plan be carried out. A stopped one needs `released_by`, a person; one whose facts or rules have changed
    since is stale and refused.
    """
    wanted = PlanState.STOPPED if released_by else PlanState.READY
    if plan.state != wanted:
        raise PlanRefused(_("Dieser Plan ist angehalten, überholt oder schon ausgeführt."))
    if not _still_true(plan):
        Plan.objects.filter(pk=plan.pk, state=plan.state).update(state=PlanState.STALE)
        raise PlanRefused(_("Seit dieser Plan berechnet wurde, hat sich etwas geändert. Bitte neu berechnen."))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        rows = Plan.objects.filter(pk=plan.pk, state=wanted, revision=plan.revision)
        if not rows.update(state=PlanState.APPLYING, revision=F("revision") + 1, released_by_id=released_by):
            raise PlanRefused(_("Dieser Plan wurde inzwischen von jemand anderem bearbeitet."))
        work.record("identity.started", f"plan:{plan.uuid}", released=bool(released_by))
        work.task(RUN, f"{plan.uuid}", {"plan": plan.pk})
    plan.refresh_from_db()


def _still_true(plan: Plan) -> bool:
    """Whether the same computation gives the same today for everybody whom the plan is about."""
    if plan.kind == PlanKind.UNDO:
        return True
    if plan.kind == PlanKind.RECONCILE:
        return still_planned(plan)
    if plan.as_of > today():
        return False
    turns = {turn.person_id: turn for turn in plan.turns.all()}
    people = list(turns) if len(turns) < PIECE else None
    again = foresee(question_of(today(), people=people), people).after
    return all(person in again and _same(again[person], turn) for person, turn in turns.items())


def _same(whole: Whole, turn: Turn) -> bool:
    said = (turn.rights_after_id, turn.card_after, turn.locked_after)
    return said == (fingerprint(whole.rights), list(whole.card), whole.locked)


def run(_key: str, payload: dict[str, Any]) -> None:
    """The worker's part: standings, then every application; a target that does not answer is asked again later."""
    plan = Plan.objects.get(pk=payload["plan"])
    if plan.state != PlanState.APPLYING:
        return
    if plan.turned_at is None:  # later, a newer plan may have gone further with the same people
        take_turns(plan)
        Plan.objects.filter(pk=plan.pk).update(turned_at=now())
    silent = []
    todo = plan.operations.filter(state=OperationState.PENDING)
    for application in Application.objects.filter(pk__in=set(todo.values_list("application_id", flat=True))):
        try:
            _carry_out(plan, application)
        except Unreachable as problem:
            silent.append(f"{application.key}: {problem}")
    if silent:
        raise Unreachable("; ".join(silent))
    with unit_of_work(WORKER, purpose=MANAGE.key) as work:
        open_ones = plan.operations.filter(state=OperationState.PENDING)  # approved meanwhile: a task of theirs waits
        mine = Plan.objects.filter(pk=plan.pk, state=PlanState.APPLYING).exclude(Exists(open_ones))
        if mine.update(state=PlanState.APPLIED, applied_at=now(), revision=F("revision") + 1):
            counts = {state: plan.operations.filter(state=state).count() for state in ("done", "failed", "conflict")}
            work.record("identity.applied", f"plan:{plan.uuid}", **counts)


def take_turns(plan: Plan) -> None:
    """From now on this is what is planned for these people."""
    held = plan if plan.kind == PlanKind.UNDO else None
    for turns in chunks(list(plan.turns.order_by("person_id")), PIECE):
        people = [turn.person_id for turn in turns]
        due = next_changes(people, today())
        rows = [
            Standing(
                person_id=turn.person_id,
                rights_id=turn.rights_after_id,
                card=turn.card_after,
                locked=turn.locked_after,
                next_change_on=due.get(turn.person_id),
                held_by=held,
            )
            for turn in turns
        ]
        Standing.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["person"],
            update_fields=["rights", "card", "locked", "next_change_on", "held_by"],
        )


def _carry_out(plan: Plan, application: Application) -> None:
    keys = list(application.entitlements.values_list("key", flat=True))
    with opener(application.connector)(application.settings, keys) as connector:
        while True:
            todo = plan.operations.filter(application=application, state=OperationState.PENDING)
            batch = list(todo.select_related("application").order_by("number")[:BATCH])
            if not batch:
                return
            is_undo = plan.kind == PlanKind.UNDO
            batch = _without_conflicts(connector, batch) if is_undo else _without_overtaken(batch)
            _note(batch, _brought(connector, batch))


def _without_conflicts(connector: Connector, batch: Sequence[Operation]) -> list[Operation]:
    """Only those whose account still is as the plan left it; the others are somebody's decision."""
    now_there = {image.native_id: image for image in connector.read([row.native_id for row in batch])}
    kept = []
    for row in batch:
        was = as_wish(row.native_id, row.before or row.after)
        if parts := differs(was, now_there.get(row.native_id)):
            Operation.objects.filter(pk=row.pk).update(state=OperationState.CONFLICT, error=", ".join(parts)[:300])
        else:
            kept.append(row)
    return kept


def _without_overtaken(batch: Sequence[Operation]) -> list[Operation]:
    """Only those that still lead to what is planned: an application that was down for days gets nothing old."""
    old = overtaken(batch)
    rows = Operation.objects.filter(pk__in=[row.pk for row in batch if row.number in old])
    rows.update(state=OperationState.DROPPED, error=OVERTAKEN)
    return [row for row in batch if row.number not in old]


def _brought(connector: Connector, batch: Sequence[Operation]) -> dict[str, tuple[Outcome, Image | None]]:
    """Wish, then read back."""
    if not batch:
        return {}
    outcomes = {found.native_id: found for found in connector.ensure([as_wish(r.native_id, r.after) for r in batch])}
    there = {image.native_id: image for image in connector.read([row.native_id for row in batch])}
    return {name: (outcome, there.get(name)) for name, outcome in outcomes.items()}


def _note(batch: Iterable[Operation], brought: dict[str, tuple[Outcome, Image | None]]) -> None:
    """What became of a batch, in one short transaction."""
    at, seen = now(), []
    rows = list(batch)
    accounts = {
        (account.application_id, account.native_id): account
        for account in Account.objects.filter(
            application_id__in={row.application_id for row in rows}, native_id__in=[row.native_id for row in rows]
        )
    }
    for row in rows:
        outcome, image = brought.get(row.native_id, (Outcome(row.native_id, _("keine Antwort")), None))
        wrong = outcome.error or ", ".join(differs(as_wish(row.native_id, row.after), image))
        row.attempts += 1
        row.state, row.error, row.done_at = OperationState.DONE, "", at
        if wrong:
            row.state, row.error, row.done_at = OperationState.FAILED, wrong[:300], None
        account = accounts[row.application_id, row.native_id]
        if not wrong:
            account.target = row.after
            account.state = AccountState.ACTIVE if row.after["enabled"] else AccountState.DISABLED
        account.seen, account.seen_at = shown(image) if image else None, at
        seen.append(account)
    with transaction.atomic():
        Operation.objects.bulk_update(rows, ["state", "error", "done_at", "attempts"])
        Account.objects.bulk_update(seen, ["target", "state", "seen", "seen_at"])
        _settle([row for row in rows if row.state == OperationState.DONE], at)


def _settle(done: Sequence[Operation], at: datetime) -> None:
    """What these accounts settle by being as wished: the findings of their plan, and older proposals about them."""
    for row in done[:1]:
        names = [one.native_id for one in done]
        about = {"application_id": row.application_id, "native_id__in": names}
        found = Finding.objects.filter(**about, plan_id=row.plan_id, state=FindingState.OPEN)
        found.update(state=FindingState.REPAIRED, ended_at=at)
        older = Operation.objects.filter(**about, state=OperationState.PROPOSED, plan_id__lt=row.plan_id)
        older.update(state=OperationState.DROPPED, error=OVERTAKEN)
