"""Writes of those who run the platform: what was set aside after errors is tried again."""

from meindo.platform.audit.actor import Actor

from .models import Task
from .queries import tasks_set_aside
from .work import unit_of_work

BY = Actor.system("administration")
PURPOSE = "operations"


def retry(*, name: str = "", number: int | None = None) -> list[Task]:
    """Let tasks that were set aside be due again at once, with all their attempts; gives those that are.

    The key stays: what such a task did outside before it failed is known there by that name and is not done twice.
    """
    return [task for task in tasks_set_aside(name, number) if _due_again(task)]


def _due_again(task: Task) -> bool:
    with unit_of_work(BY, purpose=PURPOSE) as work:
        rows = Task.objects.filter(pk=task.pk, dead_at__isnull=False, done_at__isnull=True)
        changed = rows.update(dead_at=None, attempts=0, due_at=work.at, leased_until=None, lease="")
        if changed:
            work.record("task.retried", f"task:{task.pk}", task_kind=task.kind)
    return bool(changed)
