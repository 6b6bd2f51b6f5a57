"""The city's own log-in in place of a password here (OpenID Connect): whom it names must be known already."""

from typing import Any, NoReturn

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from meindo.platform.login.models import User
from meindo.platform.login.queries import account_named, account_with_number
from meindo.web.forms_login import KEY


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nothing of what the other side says is kept: it names an account that is there, or nobody."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """The one that the environment names."""
        said = settings.UPSTREAM
        if not said or provider not in (None, KEY, "openid_connect"):
            return []
        about = {"server_url": said["url"], "oauth_pkce_enabled": True, "scope": ["openid", "profile"]}
        app = SocialApp(provider="openid_connect", provider_id=KEY, name=said["name"], settings=about)
        app.client_id, app.secret = said["client_id"], said["secret"]
        return [app]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> NoReturn:
        """Log in whom the claim names, and go on as after every log-in (second factor, device); never make or change an
        account, a person or a link between them.
        """
        user = account_of(sociallogin.account.extra_data)
        if user is None:
            _refuse(request)
        if request.user.is_authenticated:
            account_adapter(request).logout(request)
        record_authentication(request, user, "socialaccount", provider=KEY, uid="")
        response = perform_login(
            request, user, email_verification="none", redirect_url=sociallogin.get_redirect_url(request)
        )
        raise ImmediateHttpResponse(response)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **details: Any) -> None:
        """Whatever went wrong on the way: back to the log-in, with one sentence."""
        _refuse(request)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody gets an account this way."""
        return False


def account_of(said: dict[str, Any]) -> User | None:
    """The account that the other side names; None if its two answers are about two people, or it names nobody here."""
    token, info = said.get("id_token") or {}, said.get("userinfo") or {}
    if not token.get("sub") or (info and info.get("sub") != token["sub"]):
        return None
    value = {**info, **token}.get(settings.UPSTREAM["claim"])
    if not isinstance(value, str) or not value:
        return None
    return account_named(value) if settings.UPSTREAM["match"] == "user_name" else account_with_number(value)


def _refuse(request: HttpRequest) -> NoReturn:
    messages.error(request, _("Mit der Anmeldung der Stadt hat es nicht geklappt. Bitte nehmen Sie das Passwort."))
    raise ImmediateHttpResponse(redirect("account_login"))


class Upstream(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """The way back leads to the public address, whatever a request says its host is."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the answer is to go."""
        return str(settings.PUBLIC_URL + reverse("openid_connect_callback", args=[self.provider_id]))
