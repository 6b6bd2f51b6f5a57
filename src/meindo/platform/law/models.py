"""The release of unverified and local values (one proposes, another one confirms, an edit of the value voids it),
and the tables of values that the city enters itself.
"""

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


class LocalTable(models.Model):
    """A table of dated values that the city entered as a whole; a newer one supersedes it, nothing is edited.

    Two people release it by its hash. Superseded tables are kept, so that old results can be computed again.
    """

    act = models.CharField(max_length=60)
    table_hash = models.CharField(max_length=64)
    rows = models.TextField()  # JSON as written: a database that sorts keys would sort the columns
    imported_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act"], name="local_table_one", condition=Q(superseded_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.act
