"""Make plans: store what would change with every account's image before and after, and stop what is too much."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count

from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.replace import chunks
from meindo.platform.sql import insert_many

from .commands_names import Names
from .difference import Change, Verb, Whole
from .images import image_of
from .models import Account, Application, Entitlement, Operation, Plan, RightSet, Turn
from .plan_models import OperationState, PlanKind, PlanState
from .purposes import MANAGE
from .queries_foresight import Foresight, standings
from .wanted import Rights, fingerprint

RUN = "identity.run"
PIECE = 1000
STATE_BY_STAGE = {"write": OperationState.PENDING, "propose": OperationState.PROPOSED}


class PlanRefused(Exception):
    """The plan cannot take this step; the text says why."""


def make_plan(foresight: Foresight, *, kind: PlanKind, title: str, by: Actor) -> Plan:
    """Store what would change. Applications that are only observed get no operation; a plan that is too large for an
    application is stopped, and a person decides.
    """
    applications = {row.pk: row for row in Application.objects.filter(ended_on__isnull=True)}
    wanted = [change for change in foresight.changes if _state_in(applications, change) is not None]
    with unit_of_work(by, purpose=MANAGE.key) as work:
        plan = Plan.objects.create(
            kind=kind,
            title=title,
            as_of=foresight.question.city.day,
            stopped_by=_too_much(wanted, applications),
            state=PlanState.DRAFT,
            made_by=by.key,
            made_at=work.at,
        )
        work.record("identity.planned", f"plan:{plan.uuid}", plan_kind=kind, people=len(foresight.after))
    _store_turns(plan, foresight.after)
    _store_operations(plan, wanted, applications)
    plan.state = PlanState.STOPPED if plan.stopped_by else PlanState.READY
    plan.save(update_fields=["state"])
    return plan


def _state_in(applications: Mapping[int, Application], change: Change) -> OperationState | None:
    application = applications.get(change.application)
    return STATE_BY_STAGE.get(application.stage) if application else None


def _too_much(wanted: Iterable[Change], applications: Mapping[int, Application]) -> list[dict[str, Any]]:
    """The applications in which more accounts would lose something than their owner allows without a question."""
    return beyond(
        Counter(change.application for change in wanted if change.verb is Verb.DISABLE or change.removed), applications
    )


def beyond(losing: Mapping[int, int], applications: Mapping[int, Application]) -> list[dict[str, Any]]:
    """The applications in which more of people's accounts are touched than their owners allow without a question."""
    rows = Account.objects.filter(application_id__in=list(losing), state="active", person__isnull=False)
    accounts = {row["application_id"]: row["n"] for row in rows.values("application_id").annotate(n=Count("id"))}
    found = []
    for pk, losers in sorted(losing.items()):
        allowed = max(applications[pk].threshold_min, accounts.get(pk, 0) * applications[pk].threshold_percent // 100)
        if losers > allowed:
            found.append({"application": pk, "losers": losers, "accounts": accounts.get(pk, 0), "allowed": allowed})
    return found


def _store_turns(plan: Plan, after: Mapping[int, Whole]) -> None:
    before, _held = standings(after)
    keep_sets({whole.rights for whole in [*after.values(), *before.values()]})
    for piece in chunks(sorted(after), PIECE):
        insert_many(Turn, [_turn(plan, person, before.get(person), after[person]) for person in piece])


def _turn(plan: Plan, person: int, before: Whole | None, after: Whole) -> Turn:
    return Turn(
        plan=plan,
        person_id=person,
        rights_before_id=fingerprint(before.rights) if before else None,
        card_before=list(before.card) if before else [],
        locked_before=before.locked if before else False,
        rights_after_id=fingerprint(after.rights),
        card_after=list(after.card),
        locked_after=after.locked,
    )


def keep_sets(sets: Iterable[Rights]) -> None:
    """Keep these sets under the names of their contents."""
    named = {fingerprint(found): sorted(found) for found in sets}
    stored = RightSet.objects.all() if len(named) > PIECE else RightSet.objects.filter(pk__in=list(named))
    known = set(stored.values_list("pk", flat=True))
    rows = [RightSet(fingerprint=name, rights=found) for name, found in named.items() if name not in known]
    for piece in chunks(rows, PIECE):
        RightSet.objects.bulk_create(piece, ignore_conflicts=True)


def _store_operations(plan: Plan, wanted: Sequence[Change], applications: Mapping[int, Application]) -> None:
    names = Names({(change.application, change.person) for change in wanted})
    rights = dict(Entitlement.objects.filter(application__in=applications).values_list("id", "key"))
    for number, piece in enumerate(chunks(list(wanted), PIECE)):
        accounts = [names.account(change.application, change.person) for change in piece]
        Account.objects.bulk_create([account for account in accounts if account.pk is None])
        rows = []
        for place, (change, account) in enumerate(zip(piece, accounts, strict=True), start=number * PIECE + 1):
            rows.append(
                Operation(
                    plan=plan,
                    number=place,
                    application_id=change.application,
                    person_id=change.person,
                    native_id=account.native_id,
                    verb=change.verb,
                    before=image_of(change.before, rights) if change.before else None,
                    after=image_of(change.after, rights),
                    state=_state_in(applications, change) or OperationState.PROPOSED,
                )
            )
        insert_many(Operation, rows)
