"""Pages for what went wrong: each says what happened and what to do now."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from meindo.ui.shell import Shell

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long or came from elsewhere."""
    return render(request, "web/error.html", {"kind": "csrf", "detail": reason}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More was sent than any page of ours asks for, or something that no browser sends."""
    return _without_database("too_much" if isinstance(exception, TOO_MUCH) else "400", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return _without_database("500", 500)


def _without_database(kind: str, status: int) -> HttpResponse:
    """The plain frame: whatever failed may fail again when the frame asks who is logged in."""
    return HttpResponse(
        render_to_string("web/error.html", {"kind": kind, "shell": Shell(lang=get_language() or "de")}), status=status
    )
