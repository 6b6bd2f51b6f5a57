"""What stands behind a case about access: which right was asked for, until when, and which grant came of it."""

from django.db import models
from django.db.models import Q

from meindo.platform.sql import OnceSet

from .catalogue_models import Application, BusinessRole, Entitlement
from .rule_models import Grant


class AccessRequest(models.Model):
    """One right or one business role that a person is to have until a day (inclusive), and why.

    `application` is the one whose owner decides; empty where a role reaches into several, about which the IT house
    decides. `grant` is what came of it.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="access_request")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, null=True, related_name="+")
    role = models.ForeignKey(BusinessRole, models.PROTECT, null=True, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    until = models.DateField()
    grant = models.OneToOneField(Grant, models.PROTECT, null=True, related_name="asked_in")

    guards = (OnceSet(("grant_id",)),)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="request_of_one",
                condition=Q(entitlement__isnull=True, role__isnull=False)
                | Q(entitlement__isnull=False, role__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def what(self) -> Entitlement | BusinessRole:
        """The right or the role."""
        found = self.entitlement or self.role
        assert found is not None  # noqa: S101 (a constraint of the table)
        return found
