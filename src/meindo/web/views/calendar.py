"""The own appointments as an address that a calendar program reads again and again."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from meindo.platform.clock import BERLIN, today
from meindo.platform.login import tokens
from meindo.platform.login.models import Token, TokenScope, User
from meindo.platform.registry.appointments import appointments_of
from meindo.ui.acting import Request
from meindo.ui.calendar import MEDIA_TYPE, calendar_of
from meindo.ui.cells import date_range
from meindo.ui.fields import ChoiceField
from meindo.ui.forms import Form
from meindo.ui.gate import service_view


class CalendarForm(Form):
    """How much the calendar program gets to know."""

    content = ChoiceField(
        label=gettext_lazy("Was soll im Kalender stehen?"),
        choices=[
            ("words", gettext_lazy("Ziel und Zeiten")),
            ("busy", gettext_lazy("nur „Nicht verfügbar“, ohne Grund und Ort")),
        ],
    )


@service_view("portal", staff=True)
def calendar(request: Request) -> HttpResponse:
    """Whether there is an address, and since when; a new one is shown this once."""
    form, address = CalendarForm(request.POST if request.method == "POST" else None, initial={"content": "words"}), ""
    if request.method == "POST" and form.is_valid():
        secret = tokens.open_calendar(_account(request), busy=form.cleaned_data["content"] == "busy")
        address = settings.PUBLIC_URL + reverse("calendar_feed", args=[secret])
        form = CalendarForm(initial={"content": form.cleaned_data["content"]})
    token = tokens.calendar_token(_account(request))
    context = {"form": form, "address": address, "token": token, "summary": _summary(token)}
    return render(request, "web/calendar.html", context, status=422 if form.errors else 200)


def _summary(token: Token | None) -> list[tuple[str, object]]:
    if token is None:
        return []
    busy = token.scope == TokenScope.BUSY
    return [
        (_("Angelegt"), date_range(token.created_at.astimezone(BERLIN).date())),
        (_("Inhalt"), _("nur „Nicht verfügbar“, ohne Grund und Ort") if busy else _("Ziel und Zeiten")),
        (_("Gilt bis"), date_range(token.expires_at.astimezone(BERLIN).date())),
    ]


def _account(request: Request) -> User:
    """Behind the gate somebody is logged in."""
    return cast("User", request.user)


@require_POST
@service_view("portal", staff=True)
def close(request: Request) -> HttpResponse:
    """End the address."""
    tokens.close_calendar(_account(request))
    messages.success(request, _("Die Kalender-Adresse gilt nicht mehr."))
    return redirect("calendar")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What the calendar program reads: no log-in, the address is the key. An unknown or ended one does not exist."""
    for scope in tokens.CALENDARS:
        user = tokens.user_of_token(secret, scope=scope)
        if user is not None and user.person_id is not None:
            found = appointments_of(user.person_id, today())
            content = calendar_of(found, "meindo", busy=scope == TokenScope.BUSY)
            response = HttpResponse(content, content_type=MEDIA_TYPE)
            response["Cache-Control"] = "private, no-store"
            return response
    raise Http404
