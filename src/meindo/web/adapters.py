"""Where allauth meets our rules."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meindo.platform.login.queries import active_user


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

    def add_message(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """No greeting after every log-in: the home page itself says where one is."""


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Log-in by user name; the person of the account comes in the same query."""

    def get_user(self, user_id: int) -> object:
        """The account of a session, None once it is locked: asked at every request."""
        return active_user(user_id)
