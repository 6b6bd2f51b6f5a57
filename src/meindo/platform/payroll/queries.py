"""Reads of pay lines and runs."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from meindo.platform.clock import today

from .calendar import pay_month
from .models import PayLine, PayRun
from .profile import DOCUMENT_NO


def not_accepted() -> QuerySet[PayLine]:
    """The lines that left and of which nobody knows that they were paid, oldest first: those without an answer, and
    those that payroll refused and for which no line of the same case was ordered later. Lines of one order are no
    answer to each other.
    """
    later = PayLine.objects.filter(case=OuterRef("case"), created_at__gt=OuterRef("created_at"))
    refused = Q(accepted=False) & ~Q(Exists(later))
    left = PayLine.objects.filter(Q(accepted__isnull=True) | refused, run__isnull=False)
    return left.order_by(F("run__number"), "id")


def exported_line(reference: str) -> PayLine | None:
    """The line that left under a key or under a document number (run and its number in it)."""
    document = DOCUMENT_NO.fullmatch(reference)
    if document is None:
        return PayLine.objects.filter(key=reference, run__isnull=False).first()
    run, seq = (int(part) for part in document.groups())
    return PayLine.objects.filter(run__number=run, seq=seq).first()


def is_erased(reference: str) -> bool:
    """Whether a line left under a document number and is gone: its case was erased."""
    document = DOCUMENT_NO.fullmatch(reference)
    if document is None or exported_line(reference) is not None:
        return False
    run, seq = (int(part) for part in document.groups())
    return seq > 0 and PayRun.objects.filter(number=run, line_count__gte=seq).exists()


def waiting_lines(day: date) -> QuerySet[PayLine]:
    """The lines that the next run takes: those of months that an order of that day is paid with, or earlier ones."""
    return PayLine.objects.filter(run__isnull=True, answered_at__isnull=True, month__lte=pay_month(day))


def waiting_count() -> int:
    """How many lines wait to be handed over now."""
    return waiting_lines(today()).count()


def later_count() -> int:
    """How many lines wait for the run of a later month."""
    return PayLine.objects.filter(run__isnull=True, answered_at__isnull=True, month__gt=pay_month(today())).count()


def latest_runs(most: int = 12) -> QuerySet[PayRun]:
    """The last runs, latest first."""
    return PayRun.objects.order_by("-number")[:most]


def run_numbered(number: int) -> PayRun:
    """One run; PayRun.DoesNotExist for an unknown number."""
    return PayRun.objects.get(number=number)
