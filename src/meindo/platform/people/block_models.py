"""The table of Auskunftssperren: whose contact is never shown to others, until when, set by which office."""

import uuid

from django.db import models
from django.db.models import F, Q

from meindo.platform.sql import OnceSet


class DisclosureBlock(models.Model):
    """An Auskunftssperre (§ 51 BMG): the contact of a person is shown to nobody else and leaves in no export.

    The reason and the mark itself are for the office alone. `until` is the last day; a longer one is a new row.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="disclosure_blocks")
    reason = models.CharField(max_length=300)
    until = models.DateField()
    set_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    guards = (OnceSet(("ended_at", "ended_by_id")),)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="block_one", condition=Q(ended_at__isnull=True)),
            models.CheckConstraint(
                name="block_not_own",
                condition=~Q(set_by=F("person")) & (Q(ended_by__isnull=True) | ~Q(ended_by=F("person"))),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
