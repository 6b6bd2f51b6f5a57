"""Tables of recertification: campaigns, and what a person answers for in them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .catalogue_models import Application, Entitlement


class OnSilence(models.TextChoices):
    """What becomes of granted rights about which nobody decided; declared before the campaign starts."""

    KEEP = "keep", _("bleiben, und das IT-Haus fragt nach")
    REVOKE = "revoke", _("befristet Bewilligtes endet")


class Campaign(models.Model):
    """A recertification: somebody confirms, person by person, that access is still needed (BER.4.4).

    About one application (its owner answers) or about a unit and everything below it (the line answers).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=160)
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="campaigns")
    unit = models.ForeignKey("people.OrgUnit", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    on_silence = models.CharField(max_length=10, choices=OnSilence.choices, default=OnSilence.KEEP)
    made_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    plan = models.OneToOneField("identity.Plan", models.PROTECT, null=True, related_name="campaign")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="campaign_about_one",
                condition=Q(application__isnull=False, unit__isnull=True)
                | Q(application__isnull=True, unit__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Review(models.Model):
    """One person's access in a campaign, looked at by somebody else.

    `rights` are entitlements; `news` those that came since they were confirmed last, `outliers` those that hardly
    anybody of the same unit has. `reviewer` empty: the IT house answers. `removed` says what is no longer needed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reviews")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reviewer = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    rights = models.JSONField()
    news = models.JSONField(default=list)
    outliers = models.JSONField(default=list)
    weight = models.PositiveIntegerField(default=0)
    removed = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="review_once"),
            models.CheckConstraint(
                name="review_not_own", condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person"))
            ),
            models.CheckConstraint(
                name="review_by_other", condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("person"))
            ),
        ]
        indexes = [
            models.Index(fields=["reviewer", "-weight"], name="review_open", condition=Q(decided_at__isnull=True)),
            models.Index(fields=["person", "-id"], name="review_person"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id}"


class Withholding(models.Model):
    """A right that a rule would give and that this person does not need: taken out for a time, with a reason."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="withholdings")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="withholdings")
    reason = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="withholding_days", condition=Q(valid_from__lt=F("valid_until"))),
            models.CheckConstraint(name="withholding_ends", condition=Q(valid_until__lt="9999-12-31")),
            models.UniqueConstraint(
                fields=["person", "entitlement"], condition=Q(ended_at__isnull=True), name="withholding_once"
            ),
        ]
        indexes = [models.Index(fields=["person"], name="withholding_open", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.person_id} {self.entitlement_id}"
