"""The unit of work: one short transaction that ends with its audit rows and its tasks."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import now
from meindo.platform.sql import insert_many

from . import wiring
from .models import Task


@dataclass
class Work:
    """What happens in one transaction, on whose account and for which purpose."""

    by: Actor
    purpose: str
    at: datetime = field(default_factory=now)
    _records: list[AuditEvent] = field(default_factory=list)
    _tasks: list[Task] = field(default_factory=list)

    def record(self, kind: str, subject: str = "", **data: Any) -> None:
        """Note in the audit log; `data` holds identifiers and kinds, never personal values."""
        acting_for = str(self.by.acting_for_id or "")
        self._records.append(
            AuditEvent(
                at=self.at,
                actor=self.by.key,
                acting_for=acting_for,
                purpose=self.purpose,
                kind=kind,
                subject=subject,
                data=data,
            )
        )

    def task(self, kind: str, key: str, payload: dict[str, Any], due_at: datetime | None = None) -> None:
        """Ask for an effect after the commit; the same key twice is one effect."""
        if kind not in wiring.jobs:
            raise KeyError(f"no job is called {kind}")
        self._tasks.append(
            Task(kind=kind, key=f"{kind}:{key}", payload=payload, created_at=self.at, due_at=due_at or self.at)
        )

    def emit(self, event: str, hold: timedelta | None = None, **fields: Any) -> None:
        """Announce an event: one task per receiver, so that each can fail and be repeated alone.

        `hold`: how long receivers that tell people wait.
        """
        key = uuid.uuid4().hex
        for on in wiring.receivers.get(event, ()):
            payload = {
                "event": event,
                "receiver": on.receiver,
                "actor": self.by.key,
                "at": self.at.isoformat(),
                "fields": fields,
            }
            due_at = self.at + hold if hold and on.held else None
            self.task("event", f"{event}:{key}:{on.receiver}", payload, due_at=due_at)

    def close(self) -> None:
        """Write what was noted: the last statements of the transaction."""
        insert_many(AuditEvent, self._records)
        Task.objects.bulk_create(self._tasks, batch_size=500, ignore_conflicts=True)


@contextmanager
def unit_of_work(by: Actor, *, purpose: str) -> Iterator[Work]:
    """One transaction (never longer than 0.5 s) whose effects, audit rows and tasks commit together or not at all."""
    with transaction.atomic():
        work = Work(by, purpose)
        yield work
        work.close()
