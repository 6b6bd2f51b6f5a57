"""Reads of the catalogue."""

from meindo.platform.clock import today
from meindo.platform.people.queries import responsibilities_of

from .models import Application, Entitlement


def has_catalogue() -> bool:
    """Whether there is any application."""
    return Application.objects.exists()


def right_keyed(application: str, key: str) -> Entitlement:
    """A right by the names that the application and its rights bear."""
    return Entitlement.objects.select_related("application").get(application__key=application, key=key)


def is_of_body(person_id: int, function: str) -> bool:
    """Whether somebody belongs to a protected function today."""
    return function in responsibilities_of(person_id, today(), (function,))
