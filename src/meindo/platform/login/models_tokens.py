"""The table of hardware tokens: small devices of the city that show the codes of a second factor."""

import uuid

from django.db import models
from django.db.models import Q

from meindo.platform.clock import now
from meindo.platform.sql import OnceSet


class HardwareToken(models.Model):
    """A device by the number printed on it. Its secret is stored encrypted and shown to nobody; once it is with a
    person only the copy in their second factor is used.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    serial = models.CharField(max_length=40, unique=True)
    sealed = models.TextField()
    imported_at = models.DateTimeField(default=now)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)
    lost_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hardware_token_given",
                condition=Q(person__isnull=True, given_at__isnull=True)
                | Q(person__isnull=False, given_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(lost_at__isnull=True), name="hardware_token_one_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.serial


class FactorRemoval(models.Model):
    """That the help desk took lost factors of one kind away: for whom, why, and how the person was recognised."""

    user = models.ForeignKey("login.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    guards = (OnceSet(),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"
