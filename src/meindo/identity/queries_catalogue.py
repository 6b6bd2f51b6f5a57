"""Reads of the catalogue."""

from .models import Application, Entitlement


def has_catalogue() -> bool:
    """Whether there is any application."""
    return Application.objects.exists()


def right_keyed(application: str, key: str) -> Entitlement:
    """A right by the names that the application and its rights bear."""
    return Entitlement.objects.select_related("application").get(application__key=application, key=key)
