"""Reads of the applications for which meindo vouches."""

from allauth.idp.oidc.models import Client


def clients() -> list[Client]:
    """Every registered application, by name."""
    return list(Client.objects.order_by("name", "pk"))


def client_named(client_id: str) -> Client | None:
    """The application with an id."""
    return Client.objects.filter(pk=client_id).first() if len(client_id) <= 100 else None
