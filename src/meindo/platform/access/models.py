"""Decisions by people other than the person concerned, and records of who looked at whom."""

from typing import Any

from django.db import models
from django.db.models import F, Q


class Decision(models.Model):
    """A decision of a person about another one's matter; nobody decides for themselves, the database refuses it too.

    `by` decided, `subject` is concerned, `entered_by` typed it, `acting_for` is represented by `by`. Rows with
    `decides` false are acts of the person concerned.
    """

    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", null=True)
    subject = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    entered_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", null=True)
    acting_for = models.ForeignKey("people.Person", models.PROTECT, related_name="+", null=True)
    decides = models.BooleanField()

    class Meta:
        abstract = True


def decision_constraints(name: str) -> list[models.BaseConstraint]:
    """Nobody decides in their own matter, neither in person nor through somebody who acts for them."""
    conditions: dict[str, Any] = {
        "own": Q(decides=False) | Q(by__isnull=True) | ~Q(by=F("subject")),
        "for": Q(decides=False) | Q(acting_for__isnull=True) | ~Q(acting_for=F("subject")),
        "entered": Q(decides=False) | Q(entered_by__isnull=True) | Q(by__isnull=True) | ~Q(by=F("entered_by")),
    }
    return [models.CheckConstraint(name=f"{name}_{key}", condition=condition) for key, condition in conditions.items()]


class AccessRecord(models.Model):
    """Somebody looked at the data of another person: one row per subject, viewer, purpose, case and day."""

    day = models.DateField()
    subject = models.ForeignKey("people.Person", models.CASCADE, related_name="access_records")
    viewer = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    role = models.CharField(max_length=40)
    purpose = models.CharField(max_length=60)
    case_id = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["viewer", "day", "purpose", "case_id", "subject"], name="access_once_a_day")
        ]
        indexes = [models.Index(fields=["subject", "-day", "-id"], name="access_subject_day")]

    def __str__(self) -> str:
        return f"{self.viewer_id} saw {self.subject_id}"


from .support_models import SupportAccess  # noqa: E402 (a table of this app as well)

__all__ = ["AccessRecord", "Decision", "SupportAccess", "decision_constraints"]
