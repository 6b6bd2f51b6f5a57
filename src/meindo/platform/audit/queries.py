"""How the audit log stands."""

from datetime import datetime

from .models import AuditEvent


def oldest_unchained() -> datetime | None:
    """When the row was written that has waited longest for the chain; None if all are chained."""
    return AuditEvent.objects.filter(seq__isnull=True).order_by("id").values_list("at", flat=True).first()
