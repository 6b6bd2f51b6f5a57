"""To the city's own log-in and back."""

from typing import cast

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from meindo.web.forms_login import KEY
from meindo.web.upstream import Adapter, Upstream


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go there."""
    return _asked(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back with an answer."""
    return _asked(OAuth2CallbackView, request, provider_id)


def _asked(view: type[OAuth2LoginView | OAuth2CallbackView], request: HttpRequest, provider_id: str) -> HttpResponse:
    if provider_id != KEY or request.method not in ("GET", "HEAD"):
        raise Http404
    try:
        return cast("HttpResponse", view.adapter_view(Upstream(request, provider_id))(request))
    except SocialApp.DoesNotExist as nowhere:
        raise Http404 from nowhere
    except ImmediateHttpResponse as found:
        return cast("HttpResponse", found.response)
    except (RequestException, KeyError, ValueError):  # the other side is not there, or says something odd
        try:
            Adapter(request).on_authentication_error(request, None)
        except ImmediateHttpResponse as found:
            return cast("HttpResponse", found.response)
        raise
