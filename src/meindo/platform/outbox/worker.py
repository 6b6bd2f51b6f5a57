"""Take tasks with a lease, run them, close them; a killed worker's lease runs out and another one takes over."""

import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from meindo.platform.clock import now
from meindo.platform.sql import lock_for_worker

from . import wiring
from .models import Task, WorkerSign

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8


class LeaseLost(Exception):
    """The lease ran out meanwhile and somebody else has the task: roll back."""


def _waiting(at: datetime) -> Q:
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    return Q(done_at__isnull=True, dead_at__isnull=True, due_at__lte=at) & free


def claim(limit: int = 20, leave: Sequence[str] = ()) -> list[Task]:
    """Lease up to `limit` due tasks for this worker, but none of the kinds in `leave`."""
    at, lease = now(), str(uuid.uuid4())
    with transaction.atomic():
        chosen = lock_for_worker(Task.objects.filter(_waiting(at)).exclude(kind__in=leave).order_by("due_at", "id"))[
            :limit
        ]
        ids = [task.pk for task in chosen]
        Task.objects.filter(_waiting(at), pk__in=ids).update(lease=lease, leased_until=at + LEASE)
    return list(Task.objects.filter(pk__in=ids, lease=lease).order_by("due_at", "id")) if ids else []


def _close(task: Task) -> None:
    closed = Task.objects.filter(pk=task.pk, lease=task.lease, done_at__isnull=True).update(
        done_at=now(), attempts=task.attempts + 1, error=""
    )
    if not closed:
        raise LeaseLost(task.key)


def _deliver(key: str, payload: dict[str, Any]) -> None:
    happened = wiring.Happened(
        name=payload["event"],
        key=key,
        actor=payload["actor"],
        at=datetime.fromisoformat(payload["at"]),
        fields=payload["fields"],
    )
    for on in wiring.receivers.get(happened.name, ()):
        if on.receiver == payload["receiver"]:
            on.func(happened)


wiring.add_job(wiring.Job("event", _deliver))


def run(task: Task) -> bool:
    """Run one leased task; True when it is done. A failure waits longer each time, then is set aside with its error."""
    job = wiring.jobs.get(task.kind)
    try:
        if job is None:
            raise LookupError(f"no job is called {task.kind}")
        if job.outside:
            job.func(task.key, task.payload)
            with transaction.atomic():
                _close(task)
        else:
            with transaction.atomic():
                job.func(task.key, task.payload)
                _close(task)
    except LeaseLost:
        return False
    except Exception as problem:  # a failing task must not stop the others
        logger.exception("task %s failed", task.key)
        _postpone(task, problem)
        return False
    return True


def _postpone(task: Task, problem: Exception) -> None:
    attempts = task.attempts + 1
    Task.objects.filter(pk=task.pk, lease=task.lease).update(
        attempts=attempts,
        error=f"{type(problem).__name__}: {problem}"[:2000],
        due_at=now() + timedelta(seconds=2**attempts),
        leased_until=None,
        dead_at=now() if attempts >= MAX_ATTEMPTS else None,
    )


def plan_recurring() -> None:
    """Ask for the current slot of every recurring job; a slot is one task whoever asks."""
    minute = int(now().timestamp()) // 60
    tasks = [
        Task(kind=every.kind, key=f"{every.kind}:slot:{minute // every.minutes * every.minutes}", due_at=now())
        for every in wiring.recurring
    ]
    known = set(Task.objects.filter(key__in=[task.key for task in tasks]).values_list("key", flat=True))
    missing = [task for task in tasks if task.key not in known]
    if missing:
        Task.objects.bulk_create(missing, ignore_conflicts=True)


def drain(limit: int = 100_000, before_each: Callable[[], None] = lambda: None, leave: Sequence[str] = ()) -> int:
    """Run everything that is due now except the kinds in `leave`; returns the number of tasks done."""
    done = 0
    while done < limit and (tasks := claim(leave=leave)):
        for task in tasks:
            before_each()
            done += run(task)
    return done


def give_sign(name: str) -> None:
    """Say that this worker lives, and forget workers of which nobody heard for a day."""
    WorkerSign.objects.update_or_create(name=name[:120], defaults={"seen_at": now()})
    WorkerSign.objects.filter(seen_at__lt=now() - timedelta(days=1)).delete()
