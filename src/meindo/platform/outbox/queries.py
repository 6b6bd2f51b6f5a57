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


def last_sign_of_a_worker() -> datetime | None:
    """When any worker last said that it lives."""
    return WorkerSign.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
