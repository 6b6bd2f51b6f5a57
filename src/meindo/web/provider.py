"""meindo as the log-in of business applications (OpenID Connect): for whom it vouches, and what it says."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Literal
from uuid import UUID

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from meindo.platform.clock import today
from meindo.platform.login.models import User
from meindo.platform.login.queries import active_account_of
from meindo.platform.login.queries_applications import has_ended
from meindo.platform.people.queries import has_left

KEY_BITS = 3072
SCOPES = {
    "openid": _("eine Kennung, die sich nie ändert und nichts über Sie sagt"),
    "profile": _("Ihren Namen und Ihren Anmeldenamen"),
    "email": _("Ihre dienstliche Mailadresse"),
}


def may_use_applications(user: User) -> bool:
    """Whether meindo vouches for an account: it is open, belongs to a person, and that person works here today."""
    return bool(user.is_active and user.person_id is not None and not has_left(user.person_id, today()))


def signing_key() -> str:
    """The key by which the answers are signed, made once and kept with the other keys of the installation; of two
    processes that make it the first one wins.
    """
    path = Path(settings.OIDC_KEY_FILE)
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
        _write_once(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path.read_text(encoding="ascii")


def _write_once(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()


class Adapter(DefaultOIDCAdapter):  # type: ignore[misc]  # allauth ships no types
    """The issuer is the public address, whatever a request says its host is; claims are the fewest that help."""

    scope_display: ClassVar[dict[str, object]] = dict(SCOPES)

    def generate_client_secret(self) -> str:
        """Letters that mean the same in every way in which applications send it."""
        return secrets.token_urlsafe(32)

    def get_issuer(self) -> str:
        """The address under which the city publishes meindo."""
        return str(settings.PUBLIC_URL)

    def list_private_keys(
        self, *, did_activate: Literal[True] | None = None, is_active: Literal[True] | None = None
    ) -> list[Any]:
        """The one key."""
        from allauth.idp.oidc.models import PrivateKey  # noqa: PLC0415 (needs the app registry)

        return [PrivateKey(pem=signing_key())]

    def get_user_sub(self, client: Any, user: User) -> str:
        """The uuid of the person: it outlives the account and names nobody."""
        return str(user.person.uuid) if user.person else ""

    def get_user_by_sub(self, client: Any, sub: str) -> User | None:
        """The account of that person, as long as meindo vouches for it and they have not ended the application: a code
        that was given just before opens nothing either.
        """
        try:
            user = active_account_of(UUID(sub))
        except ValueError:
            return None
        if user is None or not may_use_applications(user) or has_ended(user, client.pk):
            return None
        return user

    def get_claims(
        self,
        purpose: Literal["id_token", "userinfo"],
        user: User,
        client: Any,
        scopes: Iterable[str],
        email: str | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Who it is; name and mail only for an application that was registered with them. Never more."""
        claims: dict[str, Any] = {"sub": self.get_user_sub(client, user)}
        person = user.person
        if person is not None and "profile" in scopes:
            claims |= {"name": person.display_name, "preferred_username": user.username}
        if person is not None and "email" in scopes and person.email:
            claims |= {"email": person.email, "email_verified": False}
        return claims
