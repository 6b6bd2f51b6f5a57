"""Support access: somebody of the support sees the cases of one person for some days, because that person let them,
or at once in an emergency, which a second person reviews.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from meindo.platform.sql import OnceSet

ASKED, EMERGENCY = "asked", "emergency"


class SupportAccess(models.Model):
    """One access with reason, scope and end. `service` limits it to one service; empty means all.

    `asked`: it opens when the person concerned grants it. `emergency`: it is open at once, and a person other than the
    one who took it reviews it afterwards. The person concerned sees both kinds and can end both.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12)
    subject = models.ForeignKey("people.Person", models.PROTECT, related_name="support_accesses")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    service = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300)
    until = models.DateField()
    asked_at = models.DateTimeField()
    granted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = models.CharField(max_length=500, null=True)  # noqa: DJ001 (empty until reviewed, set once)

    guards = (OnceSet(("granted_at", "ended_at", "reviewed_by_id", "reviewed_at", "review")),)

    class Meta:
        constraints = [
            models.CheckConstraint(name="support_kind", condition=Q(kind__in=(ASKED, EMERGENCY))),
            models.CheckConstraint(name="support_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="support_not_own", condition=~Q(by=F("subject"))),
            models.CheckConstraint(
                name="support_reviewed_by_another", condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("by"))
            ),
        ]
        indexes = [models.Index(fields=["by", "until"], name="support_open", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return str(self.uuid)
