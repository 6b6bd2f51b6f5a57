"""How the audit log stands."""

from collections.abc import Iterable
from datetime import datetime

from .models import AuditEvent


def oldest_unchained() -> datetime | None:
    """When the row was written that has waited longest for the chain; None if all are chained."""
    return AuditEvent.objects.filter(seq__isnull=True).order_by("id").values_list("at", flat=True).first()


def events_of(kinds: Iterable[str], *, before: int | None = None, most: int = 50) -> list[AuditEvent]:
    """The latest events of some kinds, at most so many; `before`: only those written earlier than this row."""
    rows = AuditEvent.objects.filter(kind__in=list(kinds))
    return list((rows if before is None else rows.filter(pk__lt=before)).order_by("-id")[:most])
