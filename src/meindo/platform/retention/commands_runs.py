"""Runs that erase: proposed by one, released by another person, done by the worker in pieces, each whole or not."""

from collections import Counter
from typing import Any

from django.db import IntegrityError, transaction

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands_erasing import erase_cases
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_belongings import with_dependents
from meindo.platform.clock import today
from meindo.platform.outbox.wiring import Job, add_job
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.purpose import purpose as purpose_named

from .commands import PURPOSE, RetentionRefused, person_of
from .models import Run, RunItem
from .queries import due_cases, hindrances

KIND = "retention.run"
AT_ONCE = 10  # cases of one transaction: each has dozens of rows, and SQLite has one writer
WORKER = Actor.system("worker")


def propose_run(*, purpose: str, by: Actor) -> Run:
    """First of two: what may be erased today for a purpose, case by case. Nothing goes yet."""
    day = today()
    due = due_cases(purpose_named(purpose), day)
    kept = hindrances(set(due.values_list("pk", flat=True)), day)
    uuids = [uuid for pk, uuid in due.order_by("pk").values_list("pk", "uuid") if pk not in kept]
    if not uuids:
        raise RetentionRefused(_("Für diesen Zweck gibt es heute nichts zu löschen."))
    try:
        with transaction.atomic(), unit_of_work(by, purpose=PURPOSE) as work:
            run = Run.objects.create(
                purpose=purpose, day=day, proposed_by_id=person_of(by), proposed_at=work.at, count=len(uuids)
            )
            RunItem.objects.bulk_create([RunItem(run=run, case_uuid=uuid) for uuid in uuids], batch_size=500)
            work.record("retention.proposed", f"run:{run.uuid}", count=len(uuids))
    except IntegrityError as problem:
        raise RetentionRefused(_("Für diesen Zweck ist schon eine Löschung vorgeschlagen.")) from problem
    return run


def release_run(run: Run, *, by: Actor) -> None:
    """Second of two: another person lets the worker begin. RetentionRefused for the one who proposed it."""
    if run.proposed_by_id == person_of(by):
        raise RetentionRefused(_("Vorschlag und Freigabe brauchen zwei Personen."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = Run.objects.filter(pk=run.pk, released_at__isnull=True, dropped_at__isnull=True)
        if not rows.update(released_by_id=person_of(by), released_at=work.at):
            raise RetentionRefused(_("Dieser Vorschlag ist nicht mehr offen."))
        work.record("retention.released", f"run:{run.uuid}")
        work.task(KIND, f"{run.uuid}/0", {"run": run.pk, "part": 0})


def drop_run(run: Run, *, by: Actor) -> None:
    """Withdraw a proposal that nobody released."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = Run.objects.filter(pk=run.pk, released_at__isnull=True, dropped_at__isnull=True)
        if not rows.update(dropped_at=work.at):
            raise RetentionRefused(_("Dieser Vorschlag ist nicht mehr offen."))
        work.record("retention.dropped", f"run:{run.uuid}")


def erase_part(_key: str, payload: dict[str, Any]) -> None:
    """The next cases of a run, asked anew whether they may go; the next part is asked for in the same transaction, so a
    killed worker repeats exactly what did not commit.
    """
    run = Run.objects.select_for_update().get(pk=payload["run"])
    if run.released_at is None or run.finished_at is not None:
        return
    items = list(run.items.filter(done_at__isnull=True).order_by("id")[:AT_ONCE])
    with unit_of_work(WORKER, purpose=PURPOSE) as work:
        rows = _erase(work, run, items)
        finished = len(items) < AT_ONCE
        Run.objects.filter(pk=run.pk).update(
            rows=dict(Counter(run.rows) + Counter(rows)), finished_at=work.at if finished else None
        )
        if finished:
            work.record("retention.finished", f"run:{run.uuid}")
        else:
            part = payload["part"] + 1
            work.task(KIND, f"{run.uuid}/{part}", {"run": run.pk, "part": part})


def _erase(work: Work, run: Run, items: list[RunItem]) -> dict[str, int]:
    cases = dict(Case.objects.filter(uuid__in=[item.case_uuid for item in items]).values_list("pk", "uuid"))
    kept = hindrances(cases, today())
    free = {pk for pk in cases if pk not in kept}
    gone = set(Case.objects.filter(pk__in=with_dependents(free)).values_list("uuid", flat=True))
    counts = erase_cases(work, free)
    reasons = {uuid: kept[pk] for pk, uuid in cases.items() if pk in kept}
    for reason in set(reasons.values()):
        ours = [item.pk for item in items if reasons.get(item.case_uuid) == reason]
        RunItem.objects.filter(pk__in=ours).update(done_at=work.at, kept=reason)
    done = [item.pk for item in items if item.case_uuid not in reasons]
    RunItem.objects.filter(pk__in=done).update(done_at=work.at)
    # cases of later parts that led to one of these went with it
    RunItem.objects.filter(run=run, case_uuid__in=gone, done_at__isnull=True).update(done_at=work.at)
    return counts


add_job(Job(KIND, erase_part))
