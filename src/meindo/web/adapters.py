"""Where allauth meets our rules."""

from typing import Any, ClassVar
from urllib.parse import urlparse

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.stagekit import clear_login
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meindo.platform import keyring
from meindo.platform.clock import today
from meindo.platform.login.queries import active_user
from meindo.platform.login.sealing import seal, sealed_again, unseal
from meindo.web.devices import logged_in_here

SEALED = "sealed:"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts come from the personnel data, nobody signs up; a locked account is told nothing in particular."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."),
        "too_many_for_name": _(
            "Für diesen Anmeldenamen gab es zu viele Fehlversuche von verschiedenen Adressen. Bitte versuchen Sie es "
            "in einer Stunde noch einmal."
        ),
        "username_password_mismatch": _("Anmeldename oder Passwort stimmen nicht."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody creates an own account."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Few attempts per name and address, so that nobody locks out others from elsewhere; per name alone only the
        slower limit against guessing from many addresses.
        """
        super().pre_authenticate(request, **credentials)
        name = super()._get_login_attempts_cache_key(request, **credentials)
        of_name = ratelimit.consume(request, app="allauth.account", action="login_failed_name", key=name)
        if not of_name:
            raise self.validation_error("too_many_for_name")
        self._login_failed_rl_usage.usage += of_name.usage  # a right password takes both back

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{ratelimit.get_ip(request)}"

    def pre_login(self, request: HttpRequest, user: Any, **hook: Any) -> HttpResponse | None:
        """A passkey of a locked account answers like one that does not fit."""
        if user.is_active:
            return None
        clear_login(request)
        self.add_message(request, messages.ERROR)
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Any) -> None:
        """The one place through which every log-in goes: by password, second factor, passkey or letter."""
        super().login(request, user)
        logged_in_here(request, user)

    def add_message(self, request: HttpRequest, level: int, *args: object, **kwargs: object) -> None:
        """No greeting after every log-in: the home page says where one is. A passkey that does not fit says so."""
        if level >= messages.ERROR:
            messages.error(request, _("Dieser Passkey gilt hier nicht. Bitte melden Sie sich mit dem Passwort an."))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Passkeys belong to the public address; secrets of apps and spare codes lie in the database encrypted."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Das hat nicht gepasst. Bitte versuchen Sie es noch einmal."),
    }

    def encrypt(self, text: str) -> str:
        """With the installation's key."""
        return SEALED + seal(text, use="second-factor")

    def decrypt(self, encrypted_text: str) -> str:
        """What was stored before it was encrypted is read as it is."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        return unseal(encrypted_text.removeprefix(SEALED), use="second-factor")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host of MEINDO_PUBLIC_URL, whatever a request says its host is."""
        return {"id": urlparse(settings.PUBLIC_URL).hostname or "localhost", "name": "meindo"}

    def generate_authenticator_name(self, user: object, type: object) -> str:  # noqa: A002 (allauth's name)
        """What a passkey is called until it is renamed."""
        return gettext("Passkey vom {day}").format(day=f"{today():%d.%m.%Y}")


def _sealed_again(row: dict[str, Any]) -> Any | None:
    again = _all_sealed_again(row["data"])
    return again if again != row["data"] else None


def _all_sealed_again(value: Any) -> Any:
    """Every secret in what allauth keeps of a second factor, under the key in force."""
    if isinstance(value, dict):
        return {name: _all_sealed_again(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_all_sealed_again(item) for item in value]
    if isinstance(value, str) and value.startswith(SEALED):
        again = sealed_again(value.removeprefix(SEALED), use="second-factor")
        return value if again is None else SEALED + again
    return value


SEALED_COLUMN = keyring.Column("mfa.Authenticator", "data", _sealed_again)


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Log-in by user name; the person of the account comes in the same query."""

    def _check_password(self, user: Any, password: str) -> Any:
        """A locked account answers like a wrong password: allauth would show a page of its own."""
        if user is None:
            return None
        self._did_check_password = True
        return user if user.check_password(password) and self.user_can_authenticate(user) else None

    def get_user(self, user_id: int) -> object:
        """The account of a session, None once it is locked: asked at every request."""
        return active_user(user_id)
