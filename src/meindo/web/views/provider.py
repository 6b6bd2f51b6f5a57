"""What a business application asks of meindo: log somebody in, take the answer, ask who it is, give a token back."""

from functools import wraps
from typing import Any, cast
from urllib.parse import parse_qs, urlparse

from allauth.idp.oidc import views as provider
from django.conf import settings
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from meindo.platform.audit.actor import Actor
from meindo.platform.login.models import User
from meindo.ui.acting import acting_of
from meindo.ui.gate import refused
from meindo.web.commands_clients import end_if_over, note_visit
from meindo.web.provider import may_use_applications
from meindo.web.queries_clients import client_named


def configuration(_request: HttpRequest) -> JsonResponse:
    """What meindo offers and where; nothing else is offered."""
    paths = {
        "authorization_endpoint": "idp:oidc:authorization",
        "token_endpoint": "idp:oidc:token",
        "userinfo_endpoint": "idp:oidc:userinfo",
        "revocation_endpoint": "idp:oidc:revoke",
        "jwks_uri": "idp:oidc:jwks",
    }
    said: dict[str, Any] = {name: settings.PUBLIC_URL + reverse(view) for name, view in paths.items()}
    said |= {
        "issuer": settings.PUBLIC_URL,
        "scopes_supported": ["openid", "profile", "email"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "claims_supported": ["sub", "name", "preferred_username", "email"],
    }
    return JsonResponse(said)


@wraps(provider.authorization)
def authorization(request: HttpRequest) -> HttpResponse:
    """The page that says which application wants to know what; only a press on the button goes on. Only for whom meindo
    vouches; the way back leads to the registered address and to no other.
    """
    if request.user.is_authenticated:
        user = request.user
        if user.person_id is None or not may_use_applications(user):
            return refused(request, "no_person" if user.person_id is None else "left")
    if request.method == "GET" and not _is_safe(request):
        return render(request, "idp/oidc/error.html", status=400)
    response: Any = provider.authorization(request)
    if request.method == "GET":
        back = urlparse(request.GET["redirect_uri"])
        response._csp_update = {"form-action": [f"{back.scheme}://{back.netloc}"]}
    elif "code" in parse_qs(urlparse(response.get("Location", "")).query) and "request" in request.POST:
        _note(request)
    return cast("HttpResponse", response)


def _note(request: HttpRequest) -> None:
    """Note to which application the person went on."""
    _scopes, asked = Signer().unsign_object(request.POST["request"])
    person, client = acting_of(request).person, client_named(asked["client_id"])
    assert client is not None  # noqa: S101 (it was just given a code)
    by = Actor(f"person:{person.uuid}", person.pk)
    note_visit(client, cast("User", request.user), scopes=request.POST.getlist("scopes"), by=by)


def _is_safe(request: HttpRequest) -> bool:
    """A known application that wants the answer at an address exactly as registered, where it is of use to nobody but
    who asked (PKCE), and that lets a person press a button.
    """
    asked = request.GET
    client = client_named(asked.get("client_id", ""))
    return (
        client is not None
        and asked.get("redirect_uri", "") in client.get_redirect_uris()
        and asked.get("response_type") == "code"
        and bool(asked.get("code_challenge"))
        and asked.get("code_challenge_method") == "S256"
        and "none" not in asked.get("prompt", "").split()
    )


@wraps(provider.token)
def token(request: HttpRequest) -> HttpResponse:
    """Exchange a code or a refresh token; those of who was locked or has left end here."""
    end_if_over(request.POST.get("refresh_token", ""))
    return cast("HttpResponse", provider.token(request))


@wraps(provider.user_info)
def user_info(request: HttpRequest) -> HttpResponse:
    """Who it is, asked anew each time."""
    end_if_over(request.headers.get("Authorization", "").partition(" ")[2])
    return cast("HttpResponse", provider.user_info(request))
