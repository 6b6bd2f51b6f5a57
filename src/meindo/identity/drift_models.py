"""Tables of the comparison with what is there: runs over an application, and what they found."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .catalogue_models import Application
from .drift import Kind
from .plan_models import Plan

KINDS = [
    (Kind.MISSING.value, _("Konto fehlt")),
    (Kind.ORPHAN.value, _("Verwaistes Konto")),
    (Kind.TWICE.value, _("Zweites Konto")),
    (Kind.OPEN.value, _("Offen, soll geschlossen sein")),
    (Kind.CLOSED.value, _("Geschlossen, soll offen sein")),
    (Kind.EXTRA.value, _("Recht zu viel")),
    (Kind.LACKING.value, _("Recht fehlt")),
    (Kind.TEXT.value, _("Andere Angabe")),
]


class FindingState(models.TextChoices):
    """The life of a finding."""

    OPEN = "open", _("offen")
    ACCEPTED = "accepted", _("hingenommen")
    REPAIRED = "repaired", _("behoben")
    GONE = "gone", _("von selbst verschwunden")


ALIVE = (FindingState.OPEN, FindingState.ACCEPTED)


class Reconciliation(models.Model):
    """One comparison of an application. `problem`: it was not read to its end, so nothing was said about it."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="reconciliations")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    accounts = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["application", "-id"], name="reconciliation_latest")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.ended_at:%Y-%m-%d %H:%M}"


class Finding(models.Model):
    """In one thing an account is not as planned. The same thing found again is the same row, for ever: `times` says how
    often it came up anew, `seen_at` when it was seen last.

    `detail` names the right or the text. `person`: whose account it is; of an account that is nobody's here, whose it
    may be. `plan` is the last one that should repair it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=10, choices=KINDS)
    native_id = models.CharField(max_length=200)
    detail = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    planned = models.CharField(max_length=300, blank=True)
    found = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.OPEN)
    times = models.PositiveSmallIntegerField(default=1)
    first_seen_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="findings")
    settled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    accepted_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "native_id", "kind", "detail"], name="finding_once"),
            models.CheckConstraint(
                name="finding_accepted",
                condition=~Q(state="accepted")
                | (Q(accepted_until__lt="9999-12-31", settled_by__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="finding_ended",
                condition=Q(state__in=("open", "accepted"), ended_at__isnull=True)
                | Q(state__in=("repaired", "gone"), ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["application", "kind"], name="finding_open", condition=Q(state__in=("open", "accepted"))
            ),
            models.Index(fields=["person"], name="finding_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.native_id} {self.detail}".strip()


class OwnAccount(models.Model):
    """A person's account in meindo itself, as far as its roles are managed (connector `own`): whether it is open, and
    which roles rest while it is closed. Roles that hold are facts (`people.Responsibility`), nowhere else.
    """

    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+")
    native_id = models.CharField(max_length=200, unique=True)
    is_open = models.BooleanField(default=True)
    resting = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.native_id
