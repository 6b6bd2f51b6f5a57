"""Tables of the catalogue: applications, their entitlements, business roles."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far an application is connected; each step is signed off by its owner and can be taken back."""

    OBSERVE = "observe", _("beobachten")
    PROPOSE = "propose", _("vorschlagen")
    WRITE = "write", _("schreiben")


class Risk(models.IntegerChoices):
    """What can happen if the wrong person has it."""

    LOW = 1, _("gering")
    MEDIUM = 2, _("mittel")
    HIGH = 3, _("hoch")


class Application(models.Model):
    """A business application (Fachverfahren): whose it is, for which purpose, and how it is connected.

    `connector` names the way ("directory", "scim", "csv", "own"), `settings` its parameters without secrets, which lie
    in files named there. A plan that changes more than `threshold_percent` of the accounts (and more than
    `threshold_min`) stops and asks. `function` is the protected function to which it belongs: its body alone owns and
    reviews it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    owner = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    risk = models.PositiveSmallIntegerField(choices=Risk.choices, default=Risk.LOW)
    is_protected = models.BooleanField(default=False)
    function = models.CharField(max_length=40, blank=True)
    connector = models.CharField(max_length=20, default="csv")
    settings = models.JSONField(default=dict)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.OBSERVE)
    threshold_percent = models.PositiveSmallIntegerField(default=10)
    threshold_min = models.PositiveIntegerField(default=20)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="application_function", condition=models.Q(is_protected=True) | models.Q(function="")
            )
        ]

    def __str__(self) -> str:
        return self.label


class SignOff(models.Model):
    """The owner agreed that the application goes to a stage, on a day; taken back by a later row."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="sign_offs")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id} {self.stage}"


class Entitlement(models.Model):
    """One right in an application, in words that a manager understands.

    `key` is the application's own name for it (a group, a profile). `max_days` limits a grant; 0: as the rule of the
    city says.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="entitlements")
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=120)
    description = models.CharField(max_length=300)
    risk = models.PositiveSmallIntegerField(choices=Risk.choices, default=Risk.LOW)
    is_requestable = models.BooleanField(default=True)
    max_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="entitlement_key")]

    def __str__(self) -> str:
        return self.label


class BusinessRole(models.Model):
    """A bundle of entitlements with a name from working life; it can contain other ones, never itself. `changed_at`:
    what is in it changed, so that everybody is looked at again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    is_requestable = models.BooleanField(default=False)
    entitlements = models.ManyToManyField(Entitlement, related_name="roles")
    parts = models.ManyToManyField("self", symmetrical=False, related_name="wholes")
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.label
