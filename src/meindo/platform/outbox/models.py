"""The queue as a table: a task is written in the transaction that causes it."""

from django.db import models

from meindo.platform.clock import now


class Task(models.Model):
    """One effect that is still to happen or has happened.

    `key` is stable: the same effect asked for twice is one row, and everything outside the database (Message-ID, file
    name, externalId) is named by it.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160, unique=True)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    lease = models.CharField(max_length=36, blank=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="task_waiting",
                condition=models.Q(done_at__isnull=True, dead_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        """What it is called to those who run the platform: its kind, for an event who receives it."""
        return str(self.payload.get("receiver", self.kind)) if self.kind == "event" else self.kind

    @property
    def kind_of_error(self) -> str:
        """The class of the last error; what the error said may hold personal data."""
        found = self.error.partition(":")[0]
        return found if found.isidentifier() else ""


class WorkerSign(models.Model):
    """A worker's sign of life: which process, and when it was last seen. Old ones are swept."""

    name = models.CharField(max_length=120, unique=True)
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
