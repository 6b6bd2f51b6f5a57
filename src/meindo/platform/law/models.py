"""The release of unverified and local values: one proposes, another one confirms, an edit of the value voids it."""

from django.db import models
from django.db.models import F, Q


class ValueRelease(models.Model):
    """One release. It names the value's hash, so it counts only for exactly that content; it is ended, not deleted."""

    value_id = models.CharField(max_length=120)
    value_hash = models.CharField(max_length=64)
    proposed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    confirmed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="release_two_people",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.UniqueConstraint(fields=["value_hash"], name="release_once", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.value_id
