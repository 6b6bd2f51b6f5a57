"""Writes of applications that log people in here: register, remove, end tokens of who may not use them any more.

The tables are allauth's, hence it is here.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlparse

from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Client, Token

from meindo.platform.audit.actor import Actor
from meindo.platform.login.commands_applications import end_all_of, end_use, forget_uses, note_use
from meindo.platform.login.models import ApplicationUse, User
from meindo.platform.outbox.work import unit_of_work

from .provider import SCOPES, may_use_applications

PURPOSE = "login.provider"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class ClientRefused(Exception):
    """An application that cannot be registered so; the text says why."""


def register_client(*, name: str, redirect_uris: Iterable[str], scopes: Iterable[str], by: Actor) -> tuple[str, str]:
    """Register an application with its exact addresses of return; gives its id and its secret, which is shown once."""
    uris, wanted = list(redirect_uris), ["openid", *(scope for scope in scopes if scope != "openid")]
    if not name.strip() or not uris:
        raise ClientRefused("Eine Anwendung braucht einen Namen und mindestens eine Rücksprungadresse.")
    for uri in uris:
        _check(uri)
    if unknown := set(wanted) - set(SCOPES):
        raise ClientRefused(f"Diese Angaben gibt es nicht: {', '.join(sorted(unknown))}.")
    client = Client(name=name.strip(), scopes="\n".join(wanted), redirect_uris="\n".join(uris))
    client.grant_types = "authorization_code\nrefresh_token"
    secret = get_adapter().generate_client_secret()
    client.set_secret(secret)
    with unit_of_work(by, purpose=PURPOSE) as work:
        client.save(force_insert=True)
        work.record("login.client_registered", f"client:{client.pk}")
    return client.pk, secret


def _check(uri: str) -> None:
    parts = urlparse(uri)
    local = parts.scheme == "http" and parts.hostname in {host.strip("[]") for host in LOOPBACK}
    if not parts.netloc or parts.fragment or "*" in uri or (parts.scheme != "https" and not local):
        raise ClientRefused(f"{uri}: Eine Rücksprungadresse ist vollständig, mit https, ohne Platzhalter und ohne #.")


def remove_client(client_id: str, *, by: Actor) -> bool:
    """Remove an application with all its tokens; False if there is none."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        removed = Client.objects.filter(pk=client_id).delete()[0]
        if removed:
            end_all_of(work, client_id)
            work.record("login.client_removed", f"client:{client_id}")
    return bool(removed)


def note_visit(client: Client, user: User, *, scopes: Iterable[str], by: Actor) -> None:
    """Note that a person went on to an application, and what it may ask about them."""
    said = set(scopes) & set(client.get_scopes())
    with unit_of_work(by, purpose=PURPOSE) as work:
        known = " ".join(scope for scope in SCOPES if scope in said)
        note_use(work, user, client_id=client.pk, name=client.name, scopes=known)
        work.record("login.client_used", f"client:{client.pk}")


def end_visit(use: ApplicationUse, *, by: Actor) -> None:
    """The application asks nothing more about the person: every code and token that it has for them ends."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        Token.objects.filter(user=use.user_id, client=use.client_id).delete()
        end_use(work, use)
        work.record("login.client_ended", f"client:{use.client_id}")


def end_if_over(value: str) -> None:
    """End every token of the account to which a token belongs, if meindo does not vouch for it any more."""
    token = Token.objects.by_value(value).select_related("user").first() if value else None
    if token is not None and token.user is not None and not may_use_applications(token.user):
        Token.objects.filter(user=token.user).delete()


def forget_tokens(_key: str, _payload: dict[str, Any]) -> None:
    """Forget tokens whose time is over, and applications at which nobody logs in any more."""
    Token.objects.expired().delete()
    forget_uses()
