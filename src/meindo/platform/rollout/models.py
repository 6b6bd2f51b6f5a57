"""Tables of the roll-out: stages of a service and the units that belong to each."""

import uuid

from django.db import models
from django.db.models import F, Q


class Participation(models.TextChoices):
    """How the staff council's participation ended, where it lets a stage start (LPVG NRW § 66)."""

    AGREED = "zustimmung"
    DEEMED = "fiktion"
    ARBITRATED = "einigung"
    PROVISIONAL = "vorlaeufig"


# What a stage carries before it can start: the field and what it is empty with.
ASSESSED = ("trial", "risks", "impact", "procurement")
CARRIES = ("kick_off_on", "training", "handbook", "multiplier", "help_contact", *ASSESSED, "participation")
_DATES_AND_PEOPLE = ("kick_off_on", "multiplier")
READY = Q(
    **{f"{name}__isnull": False for name in _DATES_AND_PEOPLE},
    participation__in=Participation.values,
) & ~(Q(training="") | Q(handbook="") | Q(help_contact=""))
LOOKED_AT = ~(Q(trial="") | Q(risks="") | Q(impact="") | Q(procurement=""))


class Stage(models.Model):
    """Some units begin to use a service on a day. `ends_on` is the day on which it was taken back, with the reason.

    A stage that was started holds from `starts_on`; one that was not is a plan. Rows stay. `participation_ref` is the
    number of the case in which the staff council was asked: from then on the result comes from there alone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    starts_on = models.DateField()
    started_at = models.DateTimeField(null=True)
    ends_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    kick_off_on = models.DateField(null=True)
    training = models.CharField(max_length=200, blank=True)
    handbook = models.CharField(max_length=200, blank=True)
    multiplier = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    help_contact = models.CharField(max_length=120, blank=True)
    trial = models.CharField(max_length=300, blank=True)
    risks = models.CharField(max_length=300, blank=True)
    impact = models.CharField(max_length=300, blank=True)
    procurement = models.CharField(max_length=300, blank=True)
    participation = models.CharField(max_length=20, blank=True)
    participation_ref = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="stage_ready", condition=Q(started_at__isnull=True) | READY),
            models.CheckConstraint(name="stage_assessed", condition=Q(started_at__isnull=True) | LOOKED_AT),
            models.CheckConstraint(
                name="stage_taken_back",
                condition=Q(ends_on__isnull=True)
                | (Q(started_at__isnull=False) & ~Q(reason="") & Q(ends_on__gte=F("starts_on"))),
            ),
        ]
        indexes = [models.Index(fields=["service", "starts_on"], name="stage_service")]

    def __str__(self) -> str:
        return f"{self.service}: {self.label}"

    def missing(self) -> list[str]:
        """What the stage does not carry yet; it cannot start before."""
        return [name for name in CARRIES if not getattr(self, f"{name}_id" if name == "multiplier" else name)]


class StageUnit(models.Model):
    """A unit of a stage, with everything below it unless it stands alone (a head office above others)."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="units")
    unit = models.ForeignKey("people.OrgUnit", models.PROTECT, related_name="+")
    with_below = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "unit"], name="stage_unit")]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.unit_id}"
