"""Pages for what went wrong: each says what happened and what to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long or came from elsewhere."""
    return render(request, "web/error.html", {"kind": "csrf", "detail": reason}, status=403)
