"""Reads of the catalogue."""

from .models import Application


def has_catalogue() -> bool:
    """Whether there is any application."""
    return Application.objects.exists()
