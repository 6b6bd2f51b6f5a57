"""The API's door: bearer tokens only (a cookie opens nothing here), the same viewer as the pages."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.security import HttpBearer

from meindo.platform.access.viewer import Viewer
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.login.models import User
from meindo.platform.login.tokens import user_of_token


class Problem(Schema):
    """What went wrong, as a sentence."""

    detail: str


class TokenAuth(HttpBearer):
    """A token of scope "api" that is neither expired nor revoked, of an account that is not locked."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The account of the token."""
        return user_of_token(token, scope="api")


def viewer_of(request: HttpRequest, purpose: str) -> Viewer:
    """The token's person, in their own matters: the API shows nothing else in this version."""
    user: User = request.auth  # type: ignore[attr-defined]
    if user.person is None:
        raise ObjectDoesNotExist
    actor = Actor(key=f"person:{user.person.uuid}", person_id=user.person.pk)
    return Viewer(actor=actor, role="applicant", purpose=purpose, day=today())


api = NinjaAPI(
    title="meindo",
    version="1",
    description="Read access to the own data, with a token from `meindo token create`.",
    auth=TokenAuth(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, problem: Any) -> HttpResponse:
    """An address or a parameter that cannot be read."""
    return api.create_response(request, {"detail": "Die Anfrage ist nicht zu verstehen."}, status=422)


@api.exception_handler(ObjectDoesNotExist)
def not_found(request: HttpRequest, problem: Any) -> HttpResponse:
    """Unknown and foreign objects look the same."""
    return api.create_response(request, {"detail": "Das gibt es nicht."}, status=404)
