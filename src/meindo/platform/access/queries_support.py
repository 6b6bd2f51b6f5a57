"""Reads of support accesses: what is open to somebody of the support, what a person granted, what waits for review."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from .support_models import ASKED, EMERGENCY, SupportAccess

ROLE, REVIEWER = "support_office", "data_protection_office"


def open_accesses(by: int, day: date) -> QuerySet[SupportAccess]:
    """What somebody may look at on a day."""
    rows = SupportAccess.objects.filter(by_id=by, ended_at__isnull=True, until__gte=day, granted_at__isnull=False)
    return rows.select_related("subject").order_by("until", "id")


def cases_open_to(by: int, day: date) -> Q:
    """The cases that support accesses open, as a rule for the database; none without one."""
    rule = Q(pk__in=())
    for subject, service in open_accesses(by, day).order_by("id").values_list("subject_id", "service"):
        rule |= subject_rule(subject, service)
    return rule


def subject_rule(subject: int, service: str) -> Q:
    """The cases of one access."""
    return Q(person_id=subject, service=service) if service else Q(person_id=subject)


def asked_by(by: int) -> QuerySet[SupportAccess]:
    """Everything that somebody asked for or took, newest first."""
    return SupportAccess.objects.filter(by_id=by).select_related("subject").order_by("-id")


def accesses_to(person_id: int) -> QuerySet[SupportAccess]:
    """Everything about a person's data, newest first, for that person."""
    return SupportAccess.objects.filter(subject_id=person_id).order_by("-id")


def emergencies() -> QuerySet[SupportAccess]:
    """Every access taken in an emergency, those without a review first."""
    rows = SupportAccess.objects.filter(kind=EMERGENCY).select_related("subject", "by", "reviewed_by")
    return rows.order_by(F("reviewed_at").desc(nulls_first=True), "-id")


def is_open(uuid: UUID, day: date) -> bool:
    """Whether an access opens anything on a day."""
    rows = SupportAccess.objects.filter(uuid=uuid, granted_at__isnull=False, ended_at__isnull=True)
    return rows.filter(until__gte=day).exists()


def undecided(day: date, known: QuerySet[Any, Any]) -> QuerySet[SupportAccess]:
    """Accesses without a case that still wait: for the person, or for a review."""
    waiting = Q(kind=ASKED, granted_at__isnull=True, ended_at__isnull=True, until__gte=day)
    rows = SupportAccess.objects.filter(waiting | Q(kind=EMERGENCY, reviewed_at__isnull=True))
    return rows.exclude(uuid__in=known).select_related("subject", "by").order_by("pk")
