"""Reads of pay lines and runs."""

from django.db.models import F, QuerySet

from .models import PayLine, PayRun


def unanswered() -> QuerySet[PayLine]:
    """The lines that left and were not accepted yet, oldest first."""
    return PayLine.objects.filter(run__isnull=False, accepted__isnull=True).order_by(F("run__number"), "id")


def waiting_count() -> int:
    """How many lines wait to be handed over."""
    return PayLine.objects.filter(run__isnull=True).count()


def latest_runs(most: int = 12) -> QuerySet[PayRun]:
    """The last runs, latest first."""
    return PayRun.objects.order_by("-number")[:most]


def run_numbered(number: int) -> PayRun:
    """One run; PayRun.DoesNotExist for an unknown number."""
    return PayRun.objects.get(number=number)
