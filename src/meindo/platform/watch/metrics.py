"""Figures in the text format of Prometheus: about the installation, never about anybody."""

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version

from django.db import connection

from meindo.platform.audit.queries import oldest_unchained
from meindo.platform.backup import place
from meindo.platform.clock import now
from meindo.platform.outbox.queries import dead_tasks, last_sign_of_a_worker, oldest_waiting_task, tasks_waiting

HELP = {
    "meindo_info": "Version and kind of database",
    "meindo_tasks_waiting": "Tasks of the queue that are due",
    "meindo_tasks_dead": "Tasks set aside after errors",
    "meindo_task_oldest_seconds": "How long the oldest due task has waited",
    "meindo_worker_seconds": "Since the last sign of a worker; -1 if there was none",
    "meindo_audit_oldest_seconds": "How long the oldest audit row has waited for the chain",
    "meindo_backup_seconds": "Age of the last backup; -1 if there is none",
}


def text() -> str:
    """All figures of now."""
    lines = []
    for name, value in _values():
        plain = name.partition("{")[0]
        lines += [f"# HELP {plain} {HELP[plain]}", f"# TYPE {plain} gauge", f"{name} {value}"]
    return "\n".join(lines) + "\n"


def _values() -> Iterator[tuple[str, int]]:
    last = place.last_backup().get("at")
    yield f'meindo_info{{version="{version("meindo")}",database="{connection.vendor}"}}', 1
    yield "meindo_tasks_waiting", tasks_waiting()
    yield "meindo_tasks_dead", dead_tasks()
    yield "meindo_task_oldest_seconds", _since(oldest_waiting_task(), 0)
    yield "meindo_worker_seconds", _since(last_sign_of_a_worker(), -1)
    yield "meindo_audit_oldest_seconds", _since(oldest_unchained(), 0)
    yield "meindo_backup_seconds", _since(datetime.fromisoformat(last) if last else None, -1)


def _since(moment: datetime | None, nothing: int) -> int:
    return nothing if moment is None else max(0, int((now() - moment).total_seconds()))
