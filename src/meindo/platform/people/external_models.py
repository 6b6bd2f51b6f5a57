"""The table of sponsorships: who in the house answers for an external person, and what kind of engagement it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .facts import Fact, fact_guards, fact_meta


class EngagementKind(models.TextChoices):
    """Why somebody works for the city without being employed by it."""

    CONTRACTOR = "contractor", _("Dienstleister*in")
    TEMPORARY = "temporary", _("Zeitarbeit")
    VOLUNTEER = "volunteer", _("Ehrenamt")
    COUNCIL = "council", _("Ratsmitglied")


class Sponsorship(Fact):
    """Who answers for an external person (extends, ends, is asked), on which days."""

    employment = models.ForeignKey("people.Employment", models.PROTECT, related_name="sponsorships")
    sponsor = models.ForeignKey("people.Person", models.PROTECT, related_name="sponsors")
    kind = models.CharField(max_length=20, choices=EngagementKind.choices)

    guards = fact_guards("employment_id")

    class Meta:
        indexes, constraints = fact_meta("sponsorship", "employment")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One sponsor per employment and day."""
        return ("employment_id",)
