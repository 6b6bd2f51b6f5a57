"""Reads of the pages about birthright rules."""

from uuid import UUID

from django.db.models import Q, QuerySet

from meindo.identity.models import RuleVersion
from meindo.identity.rule_models import RuleState

IN_USE = (RuleState.ACTIVE, RuleState.TRIAL, RuleState.DRAFT)


def versions(state: str = "", text: str = "") -> QuerySet[RuleVersion]:
    """Versions in a state (without one: those that are in use or in the making), by rule."""
    found = RuleVersion.objects.select_related("role", "unit", "made_by")
    found = found.filter(state=state) if state in RuleState.values else found.filter(state__in=IN_USE)
    if text:
        rule = Q(rule__icontains=text) | Q(role__label__icontains=text) | Q(function__icontains=text)
        found = found.filter(rule | Q(unit__code__istartswith=text) | Q(unit__name__icontains=text))
    return found.order_by("rule", "-number")


def version_of(uuid: UUID | str) -> RuleVersion:
    """One version."""
    return RuleVersion.objects.select_related("role", "unit", "made_by", "activated_by").get(uuid=uuid)


def versions_of(rule: str) -> QuerySet[RuleVersion]:
    """All versions of a rule, the latest first."""
    return RuleVersion.objects.filter(rule=rule).select_related("role", "unit").order_by("-number")


def waiting_versions() -> QuerySet[RuleVersion]:
    """Those that are being tried: they wait for a second person."""
    return versions(RuleState.TRIAL)
