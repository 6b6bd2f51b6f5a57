"""Reads of releases."""

from .models import ValueRelease


def current_releases() -> dict[str, ValueRelease]:
    """Proposals and releases that nobody ended, by the hash of the value."""
    rows = ValueRelease.objects.filter(ended_at__isnull=True).select_related("proposed_by", "confirmed_by")
    return {row.value_hash: row for row in rows}
