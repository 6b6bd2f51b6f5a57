"""Who asks: the client that a token of scope `scim` belongs to, and the person who answers for the token."""

from dataclasses import dataclass

from meindo.platform.audit.actor import Actor
from meindo.platform.login.commands_devices import actor_of
from meindo.platform.login.models import TokenScope
from meindo.platform.login.tokens import token_in_force


@dataclass(frozen=True)
class Caller:
    """A client by the label of its token, so that a new token goes on with the same accounts."""

    client: str
    actor: Actor
    token: int


def caller_of(authorization: str) -> Caller | None:
    """The caller behind an Authorization header; None for everything but a token of this scope that is in force."""
    kind, _space, secret = authorization.partition(" ")
    if kind.lower() != "bearer":
        return None
    token = token_in_force(secret.strip(), scope=TokenScope.SCIM.value)
    if token is None or token.user is None:
        return None
    actor = actor_of(token.user) if token.user.person_id else Actor.system("scim")
    return Caller(client=token.label, actor=actor, token=token.pk)
