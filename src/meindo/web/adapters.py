"""Where allauth meets our rules."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meindo.platform.login.queries import active_user


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts come from the personnel data, nobody signs up; a locked account is told nothing in particular."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."),
        "username_password_mismatch": _("Anmeldename oder Passwort stimmen nicht."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody creates an own account."""
        return False

    def add_message(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """No greeting after every log-in: the home page itself says where one is."""


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Log-in by user name; the person of the account comes in the same query."""

    def get_user(self, user_id: int) -> object:
        """The account of a session, None once it is locked: asked at every request."""
        return active_user(user_id)
