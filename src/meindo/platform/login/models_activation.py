"""Tables of activation letters: batches, and one letter per person with its one-time code."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from meindo.platform.clock import now
from meindo.platform.sql import OnceSet

from .codes import SELECTOR_LENGTH

MOST_ATTEMPTS = 5


class Ending(models.TextChoices):
    """Why a letter is no longer open."""

    USED = "used", "used"
    REVOKED = "revoked", "revoked"
    SUPERSEDED = "superseded", "superseded"


class ActivationBatch(models.Model):
    """Letters made together, for a unit and below, or for one person; `number` stands on every page."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    unit = models.ForeignKey("people.OrgUnit", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return str(self.number)


class Activation(models.Model):
    """One letter. The code is kept as a keyed digest, and sealed to print the letter again as long as it is open.

    `failed` counts wrong secrets for this letter; after MOST_ATTEMPTS it opens nothing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(ActivationBatch, models.PROTECT, related_name="letters")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="activations")
    selector = models.CharField(max_length=SELECTOR_LENGTH, unique=True)
    digest = models.CharField(max_length=64)
    sealed = models.TextField(blank=True)
    expires_at = models.DateTimeField()
    failed = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)

    guards = (OnceSet(("ended_at",), free=("failed", "sealed", "ending")),)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="activation_one_open_letter"
            ),
            models.CheckConstraint(
                name="activation_ended",
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False, sealed="") & ~Q(ending=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.selector}"

    def is_open(self, moment: datetime | None = None) -> bool:
        """Whether the code of this letter still opens an account."""
        return self.ended_at is None and self.failed < MOST_ATTEMPTS and self.expires_at > (moment or now())
