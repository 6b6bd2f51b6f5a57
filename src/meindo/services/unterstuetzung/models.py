"""What stands behind a case of the support."""

from django.db import models

from meindo.platform.sql import OnceSet


class SupportRequest(models.Model):
    """Which cases are to be read (of one service, or of all where it is empty), why, until when.

    `access` is the uuid of the row that the rule of visibility reads, once there is one. It is no key of the database:
    the row goes by its own time, the case by that of its purpose.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="support_request")
    service = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300)
    until = models.DateField()
    access = models.UUIDField(null=True, unique=True)

    guards = (OnceSet(("access",)),)

    def __str__(self) -> str:
        return str(self.case_id)
