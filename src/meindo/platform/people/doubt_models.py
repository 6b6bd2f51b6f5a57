"""Tables about people who may be known twice: doubts of an import that a person decides, and second keys."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Likeness(models.TextChoices):
    """Why somebody may be known already."""

    NUMBER = "number", _("dieselbe Personalnummer")
    SAME = "same", _("dieselbe E-Mail-Adresse")
    SIMILAR = "similar", _("ein gleicher oder ähnlicher Name")


class Doubt(models.Model):
    """An import names somebody under a new key who may be `person`. Until somebody decides, the row is held back; its
    name stands here only so long.
    """

    class Decision(models.TextChoices):
        """What a person said."""

        SAME = "same", _("dieselbe Person")
        OTHER = "other", _("eine andere Person")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="doubts")
    likeness = models.CharField(max_length=10, choices=Likeness.choices)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    seen_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="doubt_decided",
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, given_name="", family_name="")),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class PersonKey(models.Model):
    """A second key of the leading system for a person, besides `Person.key`."""

    key = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="keys")

    def __str__(self) -> str:
        return self.key
