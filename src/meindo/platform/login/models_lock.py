"""The table of locks: who closed an account at once, why, and who opened it again."""

import uuid

from django.db import models
from django.db.models import F, Q

from meindo.platform.sql import OnceSet


class AccountLock(models.Model):
    """An account that an office closed. The reason is for offices only: neither the person nor the log-in shows it.
    Another person than the one who locked opens it again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("login.User", models.PROTECT, related_name="locks")
    locked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    locked_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    guards = (OnceSet(("ended_at", "ended_by_id"), free=("end_reason",)),)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at__isnull=True), name="lock_one_per_account"),
            models.CheckConstraint(
                name="lock_opened_by_another",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_by=F("locked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.locked_at:%Y-%m-%d}"
