"""Compare an application with what is planned for it, and keep what differs; nothing is changed there.

Only what was read to its end is everything: a target that is silent, or whose answer breaks off, gives no finding.
Begun again after a crash it comes to the same rows.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now, today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.replace import chunks
from meindo.platform.sql import update_many

from .connectors.base import Image, Unreachable
from .connectors.openers import opener
from .drift import UNKNOWN, Drift, drifts
from .drift_models import ALIVE, FindingState
from .images import shown
from .models import Account, Application, Finding, Reconciliation
from .plan_models import AccountState
from .purposes import MANAGE
from .queries_drift import Row, applications_to_read, busy_in, planned_in, soll_of

ALL, ONE = "identity.reconcile_all", "identity.reconcile"
PIECE = 1000
LONGEST = {"native_id": 200, "detail": 120, "text": 300}
SEEN = ["seen_at", "person", "planned", "found", "state"]
WORKER = Actor.system("worker")
Key = tuple[str, str, str]


def reconcile_all(_key: str = "", _payload: dict[str, Any] | None = None) -> None:
    """Once a day: ask for a comparison of every application, each as a task of its own."""
    with unit_of_work(WORKER, purpose=MANAGE.key) as work:
        for application in applications_to_read():
            work.task(ONE, f"{today().isoformat()}:{application.key}", {"application": application.pk})


def compare_now(application: Application, *, by: Actor) -> None:
    """Have an application compared at once instead of tonight."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        work.task(ONE, f"{now().isoformat()}:{application.key}", {"application": application.pk})
        work.record("identity.compared", f"application:{application.uuid}")


def run_one(_key: str, payload: dict[str, Any]) -> None:
    """The worker's part for one application."""
    reconcile(Application.objects.get(pk=payload["application"]))


def reconcile(application: Application, *, by: Actor = WORKER) -> Reconciliation:
    """Read every account of an application and keep what is not as planned."""
    started, busy = now(), busy_in(application)
    try:
        there = _read(application)
    except Unreachable as problem:
        return _close(application, by, started, problem=" ".join(str(problem).split())[:300])
    planned = planned_in(application)
    busy |= busy_in(application, started)  # what was changed while we read may be neither here nor there
    found = drifts(soll_of(application, planned, {image.native_id.casefold() for image in there}, busy), there)
    _keep_unknown(application, found, there, started)
    new, gone = _keep(application, found, busy, started)
    _note_seen(planned.accounts, there, busy, started)
    return _close(application, by, started, accounts=len(there), new=new, gone=gone)


def _read(application: Application) -> list[Image]:
    keys = list(application.entitlements.values_list("key", flat=True))
    with opener(application.connector)(application.settings, keys) as connector:
        return [_storable(image) for image in connector.read()]


def _storable(image: Image) -> Image:
    """As it was read, but for characters that no database takes."""
    if "\x00" not in image.native_id and not any("\x00" in text for text in image.card.values()):
        return image
    card = {name: text.replace("\x00", "\ufffd") for name, text in image.card.items()}
    return Image(image.native_id.replace("\x00", "\ufffd"), image.enabled, image.rights, card)


def _close(application: Application, by: Actor, started: datetime, **counts: Any) -> Reconciliation:
    with unit_of_work(by, purpose=MANAGE.key) as work:
        run = Reconciliation.objects.create(
            application=application, started_at=started, ended_at=max(work.at, started), **counts
        )
        kind = "identity.not_read" if run.problem else "identity.reconciled"
        work.record(kind, f"application:{application.uuid}", accounts=run.accounts, new=run.new, gone=run.gone)
    return run


def _key_of(drift: Drift) -> Key:
    return drift.kind.value, drift.native_id[: LONGEST["native_id"]], drift.detail[: LONGEST["detail"]]


def _keep(application: Application, found: Iterable[Drift], busy: Collection[str], at: datetime) -> tuple[int, int]:
    """New findings, those seen again, those that are gone; the numbers of the first and the last."""
    by_key = {_key_of(drift): drift for drift in found}
    rows = Finding.objects.filter(application=application)
    alive = {(row.kind, row.native_id, row.detail): row for row in rows.filter(state__in=ALIVE)}
    fresh = [(key, drift) for key, drift in by_key.items() if key not in alive]
    for piece in chunks(fresh, PIECE):
        _begin(application, dict(piece), at)
    again = [_seen_again(alive[key], drift, at) for key, drift in by_key.items() if key in alive]
    for part in chunks(again, PIECE):
        with transaction.atomic():
            update_many(Finding, part, SEEN)
    gone = [row for key, row in alive.items() if key not in by_key and row.native_id.casefold() not in busy]
    for part in chunks(gone, PIECE):
        with transaction.atomic():
            update_many(Finding, [_ended(row, at) for row in part], ["state", "ended_at"])
    return len(fresh), len(gone)


def _begin(application: Application, drifts_by_key: dict[Key, Drift], at: datetime) -> None:
    """Findings that are new, or that come up anew: the same thing is the same row."""
    known = {
        (row.kind, row.native_id, row.detail): row
        for row in Finding.objects.filter(application=application, native_id__in={key[1] for key in drifts_by_key})
    }
    new, back = [], []
    for key, drift in drifts_by_key.items():
        row = known.get(key)
        if row is None:
            kind, native_id, detail = key
            row = Finding(
                application=application, kind=kind, native_id=native_id, detail=detail, first_seen_at=at, times=1
            )
            new.append(row)
        else:
            row.times += 1
            row.state, row.ended_at, row.plan_id = FindingState.OPEN, None, None
            row.settled_by_id, row.reason, row.accepted_until = None, "", None
            back.append(row)
        _describe(row, drift, at)
    with transaction.atomic():
        Finding.objects.bulk_create(new, ignore_conflicts=True)
        Finding.objects.bulk_update(
            back,
            [*SEEN, "times", "ended_at", "plan", "settled_by", "reason", "accepted_until"],
        )


def _describe(row: Finding, drift: Drift, at: datetime) -> None:
    row.seen_at, row.person_id = at, drift.person
    row.planned, row.found = drift.planned[: LONGEST["text"]], drift.found[: LONGEST["text"]]


def _seen_again(row: Finding, drift: Drift, at: datetime) -> Finding:
    """An accepted one is open again when its time is over, or when it is another text than the accepted one."""
    until = row.accepted_until or date.min
    if row.state == FindingState.ACCEPTED and (until <= today() or row.found != drift.found[: LONGEST["text"]]):
        row.state = FindingState.OPEN
    _describe(row, drift, at)
    return row


def _ended(row: Finding, at: datetime) -> Finding:
    row.state = FindingState.REPAIRED if row.plan_id and row.state == FindingState.OPEN else FindingState.GONE
    row.ended_at = at
    return row


def _keep_unknown(application: Application, found: Iterable[Drift], there: Iterable[Image], at: datetime) -> None:
    """An unknown account is kept as nobody's: from now on its name is given to nobody else, and it can be closed."""
    names = {drift.native_id for drift in found if drift.kind in UNKNOWN}
    rows = [
        Account(
            application=application,
            native_id=image.native_id,
            state=AccountState.ACTIVE if image.enabled else AccountState.DISABLED,
            seen=shown(image),
            seen_at=at,
        )
        for image in there
        if image.native_id in names and len(image.native_id) <= LONGEST["native_id"]
    ]
    for piece in chunks(rows, PIECE):
        Account.objects.bulk_create(piece, ignore_conflicts=True)


def _note_seen(accounts: Iterable[Row], there: Iterable[Image], busy: Collection[str], at: datetime) -> None:
    """How each account was seen; those that a plan is changing say so themselves."""
    images: dict[str, Image] = {}
    for image in there:
        images.setdefault(image.native_id.casefold(), image)
        images[image.native_id] = image
    same, changed = [], []
    for row in accounts:
        if row.native_id.casefold() in busy:
            continue
        now_there = images.get(row.native_id) or images.get(row.native_id.casefold())
        seen = shown(now_there) if now_there else None
        if seen == row.seen:
            same.append(row.pk)
        else:
            row.seen, row.seen_at = seen, at
            changed.append(row)
    for keys in chunks(same, PIECE):
        Account.objects.filter(pk__in=keys).update(seen_at=at)
    for rows in chunks(changed, PIECE):
        with transaction.atomic():
            update_many(Account, rows, ["seen", "seen_at"])
