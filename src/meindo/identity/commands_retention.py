"""Findings that ended go after half a year: they show what stood in somebody's account."""

from datetime import date

from django.db.models import QuerySet

from meindo.kernel.message import mark as _
from meindo.platform.clock import start_of
from meindo.platform.retention.commands_stocks import Stock, add_stock, removing

from .models import Finding

KEPT_DAYS = 180  # a value of the city: long enough to see what comes up again and again


def _ended_before(first: date) -> QuerySet[Finding]:
    return Finding.objects.filter(ended_at__lt=start_of(first))


add_stock(
    Stock(
        "identity_findings",
        _("Erledigte Abweichungen des Soll-Ist-Abgleichs"),
        _ended_before,
        removing(Finding),
        days=KEPT_DAYS,
    )
)
