"""What people do with findings: repair them by a plan, give an account to a person, accept something for a time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.replace import chunks
from meindo.platform.sql import insert_many

from .catalogue_models import Stage
from .commands_names import Names
from .commands_plans import PIECE, STATE_BY_STAGE, beyond
from .difference import Verb
from .drift import Kind
from .drift_models import FindingState
from .images import Kept, closed
from .models import Account, Application, Finding, Operation, Plan
from .plan_models import PlanKind, PlanState
from .purposes import MANAGE
from .queries_drift import NOTHING, busy_in, planned_images

MOST_DAYS = 365  # so long something is accepted at most


class FindingRefused(Exception):
    """This cannot be done with the finding; the text says why."""


def repair(findings: Iterable[Finding], *, by: Actor) -> Plan:
    """A plan that brings the accounts of some findings back to what is planned: whole accounts, each once. An account
    that is nobody's is closed. It is started like any other; too much at once stops and asks.
    """
    rows = list(findings)
    if not rows or any(row.state != FindingState.OPEN for row in rows):
        raise FindingRefused(_("Nur offene Abweichungen können behoben werden."))
    wanted = [row for application in _by_application(rows) for row in _operations(application, rows)]
    if not wanted:
        raise FindingRefused(_("Daran wird schon gearbeitet, oder es ist schon so, wie es sein soll."))
    applications = {row.application_id: row.application for row in wanted}
    touched = Counter(row.application_id for row in wanted if _may_harm(row))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        stopped = beyond(touched, applications)
        plan = Plan.objects.create(
            kind=PlanKind.RECONCILE, title=f"{today():%d.%m.%Y}", as_of=today(), stopped_by=stopped,
            state=PlanState.DRAFT, made_by=by.key, made_at=work.at,
        )  # fmt: skip
        work.record("identity.planned", f"plan:{plan.uuid}", plan_kind=PlanKind.RECONCILE, accounts=len(wanted))
    for number, row in enumerate(wanted, 1):
        row.plan, row.number = plan, number
    for piece in chunks(wanted, PIECE):
        insert_many(Operation, piece)
    for part in chunks([row.pk for row in rows], PIECE):
        Finding.objects.filter(pk__in=part, state=FindingState.OPEN).update(plan=plan)
    plan.state = PlanState.STOPPED if stopped else PlanState.READY
    plan.save(update_fields=["state"])
    return plan


def _by_application(rows: Sequence[Finding]) -> list[Application]:
    applications = {row.application_id: row.application for row in rows}
    for application in applications.values():
        if application.stage == Stage.OBSERVE or application.ended_on is not None:
            raise FindingRefused(_("Diese Anwendung wird nur beobachtet: meindo ändert dort nichts."))
    return [applications[pk] for pk in sorted(applications)]


def _operations(application: Application, rows: Sequence[Finding]) -> list[Operation]:
    """One per account that is not being changed already, from what was seen to what is planned."""
    own = [row for row in rows if row.application_id == application.pk]
    accounts = {account.native_id: account for account in _accounts(application, own)}
    images = planned_images(application, {account.person_id for account in accounts.values() if account.person_id})
    busy, made = busy_in(application), list[Operation]()
    for account in accounts.values():
        before: Kept | None = account.seen
        is_gone = before is None and account.person_id is None
        if is_gone or account.native_id.casefold() in busy:
            continue
        after = images.get(account.person_id, NOTHING) if account.person_id else closed(before or NOTHING)
        made.append(
            Operation(
                application=application,
                person_id=account.person_id,
                native_id=account.native_id,
                verb=_verb(before, after),
                before=before,
                after=after,
                state=STATE_BY_STAGE[application.stage],
            )
        )
    return made


def _accounts(application: Application, rows: Sequence[Finding]) -> list[Account]:
    """The accounts of findings, without doubles; one that is planned and unknown is made known under a free name."""
    found = []
    for part in chunks(sorted({row.native_id for row in rows}), PIECE):
        found += list(Account.objects.filter(application=application, native_id__in=part))
    known = {account.native_id for account in found}
    lacking = {row.person_id for row in rows if row.kind == Kind.MISSING and row.native_id not in known}
    names = Names({(application.pk, person) for person in lacking if person})
    new = [names.account(application.pk, person) for person in sorted(person for person in lacking if person)]
    Account.objects.bulk_create([account for account in new if account.pk is None])
    return [*found, *new]


def _verb(before: Kept | None, after: Kept) -> Verb:
    if before is None:
        return Verb.CREATE
    if before["enabled"] == after["enabled"]:
        return Verb.CHANGE
    return Verb.ENABLE if after["enabled"] else Verb.DISABLE


def _may_harm(row: Operation) -> bool:
    """Whether somebody loses something, or an account is made that was there: a wrong answer of an application would
    do either by the thousand.
    """
    before: dict[str, Any] = row.before or NOTHING
    return row.verb in (Verb.DISABLE, Verb.CREATE) or bool(set(before["rights"]) - set(row.after["rights"]))


def match_account(finding: Finding, person_id: int, *, by: Actor) -> Account:
    """An unknown account is this person's, who has none in the application yet; the next comparison says in what it
    differs from what is planned.
    """
    if finding.kind != Kind.ORPHAN or finding.state not in (FindingState.OPEN, FindingState.ACCEPTED):
        raise FindingRefused(_("Nur ein Konto, das niemandem gehört, kann zugeordnet werden."))
    try:
        with transaction.atomic(), unit_of_work(by, purpose=MANAGE.key) as work:
            mine = Account.objects.filter(
                application=finding.application_id, native_id=finding.native_id, person__isnull=True
            )
            if not mine.update(person_id=person_id):
                raise FindingRefused(_("Dieses Konto ist schon zugeordnet."))
            _settle(finding, FindingState.REPAIRED, by, ended_at=work.at, person_id=person_id)
            work.record("identity.matched", f"finding:{finding.uuid}", person=person_id)
    except IntegrityError as double:
        raise FindingRefused(_("Diese Person hat in der Anwendung schon ein Konto.")) from double
    return Account.objects.get(application=finding.application_id, native_id=finding.native_id)


def accept(finding: Finding, *, reason: str, until: date, by: Actor) -> None:
    """Leave it as it is for a time, with a reason; afterwards it is open again by itself. A plan that changes the
    account for another reason puts it right nevertheless.
    """
    if not reason.strip():
        raise FindingRefused(_("Bitte nennen Sie den Grund."))
    if not today() < until <= today() + timedelta(days=MOST_DAYS):
        raise FindingRefused(_("Das Ende liegt in der Zukunft und höchstens ein Jahr voraus."))
    if by.person_id is None or by.person_id == finding.person_id:
        raise FindingRefused(_("Über eine Abweichung am eigenen Konto entscheidet jemand anderes."))
    if finding.state not in (FindingState.OPEN, FindingState.ACCEPTED):
        raise FindingRefused(_("Nur offene Abweichungen können hingenommen werden."))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        _settle(finding, FindingState.ACCEPTED, by, reason=reason.strip()[:300], accepted_until=until)
        work.record("identity.accepted", f"finding:{finding.uuid}", until=until.isoformat())


def _settle(finding: Finding, state: FindingState, by: Actor, **more: Any) -> None:
    rows = Finding.objects.filter(pk=finding.pk, state=finding.state)
    if not rows.update(state=state, settled_by_id=by.person_id, **more):
        raise FindingRefused(_("Diese Abweichung wurde inzwischen von jemand anderem bearbeitet."))
    finding.refresh_from_db()
