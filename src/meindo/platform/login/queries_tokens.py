"""Reads of hardware tokens."""

from django.db.models import QuerySet

from .models import HardwareToken


def free_tokens() -> QuerySet[HardwareToken]:
    """The tokens that lie in the drawer, by serial number."""
    return HardwareToken.objects.filter(person__isnull=True, lost_at__isnull=True).order_by("serial")
