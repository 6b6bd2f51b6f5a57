"""What the queue can do: jobs by kind, receivers by event, recurring jobs. Filled at start-up, then read only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Event:
    """An announcement that a service declares: its name and the plain fields that it carries."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class On:
    """A subscription by name; the receiver imports nothing of the sender.

    `held`: hear of it only when it can no longer be taken back, because the receiver tells people.
    """

    event: str
    func: Callable[["Happened"], None]
    held: bool = False

    @property
    def receiver(self) -> str:
        """Stable name of the receiver, part of the task's key."""
        return f"{self.func.__module__}.{self.func.__qualname__}"


@dataclass(frozen=True)
class Happened:
    """An event as delivered: exactly once per receiver, in the receiver's own transaction."""

    name: str
    key: str
    actor: str
    at: datetime
    fields: dict[str, Any]


@dataclass(frozen=True)
class Job:
    """A kind of task. `outside` jobs act outside the database (mail, files) and run before their row is closed:
    at least once, with the task's key as stable name; all others run inside the closing transaction: exactly once.
    """

    kind: str
    func: Callable[[str, dict[str, Any]], None]
    outside: bool = False


@dataclass(frozen=True)
class Every:
    """A recurring job: one task per slot of `minutes`."""

    kind: str
    minutes: int


jobs: dict[str, Job] = {}
recurring: list[Every] = []
receivers: dict[str, list[On]] = {}


def add_job(job: Job, every_minutes: int = 0) -> None:
    """Announce a kind of task at start-up; a second one of the same name is a mistake."""
    if jobs.get(job.kind, job) != job:
        raise ValueError(f"two jobs are called {job.kind}")
    if job.kind not in jobs and every_minutes:
        recurring.append(Every(job.kind, every_minutes))
    jobs[job.kind] = job


def subscribe(on: On) -> None:
    """Add a receiver of an event at start-up."""
    known = receivers.setdefault(on.event, [])
    if on not in known:
        known.append(on)
