"""The audit log: who did what for which purpose, chained so that a later change shows."""

import uuid

from django.db import models

from meindo.platform.sql import OnceSet


class AuditEvent(models.Model):
    """One event: identifiers, kinds and salted commitments only, never personal values.

    Appended inside the unit of work; `seq`, `prev_hash` and `hash` are set once when the row is chained.
    """

    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    acting_for = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)
    seq = models.BigIntegerField(null=True, unique=True)
    prev_hash = models.CharField(max_length=64, null=True)  # noqa: DJ001 (empty until chained, set once)
    hash = models.CharField(max_length=64, null=True)  # noqa: DJ001 (empty until chained, set once)

    guards = (OnceSet(("seq", "prev_hash", "hash"), for_ever=True),)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_subject"),
            models.Index(fields=["kind", "-id"], name="audit_kind"),
            models.Index(fields=["id"], name="audit_unchained", condition=models.Q(seq__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class AuditHead(models.Model):
    """The end of the chain; one row, locked while rows are chained."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.seq}"


class Erasure(models.Model):
    """Something was erased for good: what it was (an eraser's name) and its identifier, nothing of its content.

    A backup that is older brings it back; `restore` erases it again by this list (`audit.erasures`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)

    guards = (OnceSet(for_ever=True),)

    class Meta:
        indexes = [models.Index(fields=["at"], name="erasure_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Erasing(models.Model):
    """An erasure under way. The row lives inside its transaction only and nobody else ever sees it; while it is there
    the guards of the other tables let this transaction delete (`sql.OnceSet`).
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
