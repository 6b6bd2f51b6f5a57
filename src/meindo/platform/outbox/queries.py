"""How the queue stands."""

from datetime import datetime

from django.db.models import Min, Q

from meindo.platform.clock import now

from .models import Task, WorkerSign

WAITING = Q(done_at__isnull=True, dead_at__isnull=True)


def oldest_waiting_task() -> datetime | None:
    """Since when the task that has waited longest is due; None if nothing is."""
    found: datetime | None = Task.objects.filter(WAITING, due_at__lte=now()).aggregate(at=Min("due_at"))["at"]
    return found


def tasks_waiting() -> int:
    """How many tasks are due."""
    return Task.objects.filter(WAITING, due_at__lte=now()).count()


def dead_tasks() -> int:
    """How many tasks were set aside after errors."""
    return Task.objects.filter(dead_at__isnull=False).count()


def tasks_set_aside(name: str = "", number: int | None = None) -> list[Task]:
    """The tasks that were set aside after errors, oldest first: all, those of a name, or the one with a number."""
    rows = Task.objects.filter(dead_at__isnull=False, done_at__isnull=True).order_by("dead_at", "id")
    if number is not None:
        rows = rows.filter(pk=number)
    if name:
        rows = rows.filter(Q(kind=name) | Q(kind="event", payload__receiver=name))
    return list(rows)


def last_sign_of_a_worker() -> datetime | None:
    """When any worker last said that it lives."""
    return WorkerSign.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
