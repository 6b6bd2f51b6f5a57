"""Tables of what gives rights: versions of birthright rules, grants, segregation of duties."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meindo.platform.people.models import Axis, HoldingKind, StatusGroup

from .catalogue_models import BusinessRole, Entitlement

LONGEST_WAIT = 90  # days: a rule reaches at most so far before and after a placing


class RuleState(models.TextChoices):
    """The life of a version."""

    DRAFT = "draft", _("Entwurf")
    TRIAL = "trial", _("Erprobung")
    ACTIVE = "active", _("in Kraft")
    RETIRED = "retired", _("abgelöst")


class RuleVersion(models.Model):
    """One version of a birthright rule: who gets which business role. An edit is a new version.

    `unit` empty: the whole city; otherwise the unit and everything below it on `axis`. Empty texts: any.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=RuleState.choices, default=RuleState.DRAFT)
    role = models.ForeignKey(BusinessRole, models.PROTECT, related_name="rules")
    axis = models.CharField(max_length=10, choices=Axis.choices, default=Axis.LINE)
    unit = models.ForeignKey("people.OrgUnit", models.PROTECT, null=True, related_name="+")
    function = models.CharField(max_length=160, blank=True)
    status_group = models.CharField(max_length=20, choices=StatusGroup.choices, blank=True)
    kind = models.CharField(max_length=20, choices=HoldingKind.choices, blank=True)
    only_leads = models.BooleanField(default=False)
    lead_days = models.PositiveSmallIntegerField(default=0)
    overlap_days = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    activated_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version"),
            models.UniqueConstraint(fields=["rule"], condition=Q(state="active"), name="rule_one_active"),
            models.CheckConstraint(
                name="rule_reach", condition=Q(lead_days__lte=LONGEST_WAIT, overlap_days__lte=LONGEST_WAIT)
            ),
            models.CheckConstraint(
                name="rule_two_people",
                condition=Q(made_by__isnull=True) | Q(activated_by__isnull=True) | ~Q(made_by=F("activated_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.number}"


class Grant(models.Model):
    """A right given to one person for a time, with a reason: there is no column value for "without end".

    `request` is the number of the case in which it was asked for and approved.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="grants")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, null=True, related_name="grants")
    role = models.ForeignKey(BusinessRole, models.PROTECT, null=True, related_name="grants")
    reason = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField()
    request = models.CharField(max_length=24, blank=True)
    approved_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="grant_open", condition=Q(revoked_at__isnull=True)),
            models.Index(fields=["valid_until"], name="grant_until", condition=Q(revoked_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(name="grant_days", condition=Q(valid_from__lt=F("valid_until"))),
            models.CheckConstraint(name="grant_ends", condition=Q(valid_until__lt="9999-12-31")),
            models.CheckConstraint(
                name="grant_of_one",
                condition=Q(entitlement__isnull=True, role__isnull=False)
                | Q(entitlement__isnull=False, role__isnull=True),
            ),
            models.CheckConstraint(
                name="grant_not_own", condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("person"))
            ),
            models.UniqueConstraint(fields=["request"], condition=~Q(request=""), name="grant_once_per_request"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.entitlement_id or self.role_id}"


class Duty(models.Model):
    """A rule of segregation of duties: rights of the two sides must not meet in one person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=160)
    reason = models.CharField(max_length=300)
    action = models.CharField(
        max_length=10,
        choices=[("forbid", _("verbieten")), ("approve", _("freigeben lassen")), ("report", _("melden"))],
    )
    one_side = models.ManyToManyField(Entitlement, related_name="+")
    other_side = models.ManyToManyField(Entitlement, related_name="+")
    ended_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.label


class DutyException(models.Model):
    """A person may have both sides for a time, by somebody's decision; `grant`: it ends with this grant."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="exceptions")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField()
    approved_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, related_name="exceptions")

    class Meta:
        constraints = [
            models.CheckConstraint(name="duty_days", condition=Q(valid_from__lt=F("valid_until"))),
            models.CheckConstraint(name="duty_ends", condition=Q(valid_until__lt="9999-12-31")),
            models.CheckConstraint(name="duty_not_own", condition=~Q(approved_by=F("person"))),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.person_id}"
