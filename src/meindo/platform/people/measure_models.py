"""Personnel measures: a change of facts that takes effect only with the participation it needs."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeasureState(models.TextChoices):
    """The way of a measure (LPVG NRW § 66, § 69): no effect before it is ordered."""

    INTENDED = "beabsichtigt", _("beabsichtigt")
    PARTICIPATION = "beteiligt", _("Beteiligung läuft")
    DISCUSSION = "eroertert", _("Erörterung")
    AGREED = "zugestimmt", _("zugestimmt")
    DEEMED = "fingiert", _("Zustimmung gilt als erteilt")
    ARBITRATION = "einigungsstelle", _("Einigungsstelle")
    PROVISIONAL = "vorlaeufig", _("vorläufige Regelung")
    ORDERED = "verfuegt", _("verfügt")
    EFFECTIVE = "wirksam", _("wirksam")
    REVOKED = "aufgehoben", _("aufgehoben")


class Measure(models.Model):
    """One personnel measure; `plan` holds the facts to be stated when it is ordered (keys and values, no texts)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="measures")
    effective_on = models.DateField()
    state = models.CharField(max_length=20, choices=MeasureState.choices, default=MeasureState.INTENDED)
    plan = models.JSONField(default=list)
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.effective_on}"


class Participation(models.Model):
    """One body's part in a measure: asked, discussed, answered; silence counts only from the second period on.

    `held_in` is the number of the case in which the body itself answers; then nobody notes an answer in its place.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="participations")
    body = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    discussed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    held_in = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "body"], name="participation_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.answer}"
