"""Saved views of the work list, and the keys that can be switched off."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.script import unturned
from meindo.platform.registry.commands import TooManyViews, drop_view, prefer, save_view
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.ui.worklist import kept

KEYS_OFF = "keys_off"
LONGEST_NAME = 40


@require_POST
@service_view("cases.inbox")
def save(request: Request) -> HttpResponse:
    """Keep the filter of the list under a name."""
    name = unturned(request.POST.get("name", "").replace("\x00", "")).strip()[:LONGEST_NAME]
    query = urlencode(kept(QueryDict(request.POST.get("query", "")[:500])))
    if not name:
        messages.error(request, _("Bitte geben Sie der Ansicht einen Namen."))
    else:
        try:
            save_view(request.viewer.person_id, name, query)
            messages.success(request, _("Die Ansicht „{name}“ ist gespeichert.").format(name=name))
        except TooManyViews:
            messages.error(request, _("Mehr als zehn Ansichten gehen nicht. Bitte löschen Sie zuerst eine."))
    return redirect(f"{reverse('inbox')}?{query}" if query else "inbox")


@require_POST
@service_view("cases.inbox")
def drop(request: Request) -> HttpResponse:
    """Forget a view."""
    drop_view(request.viewer.person_id, request.POST.get("name", ""))
    messages.success(request, _("Die Ansicht ist gelöscht."))
    return redirect("inbox")


@require_POST
@service_view("cases.inbox")
def keys(request: Request) -> HttpResponse:
    """Switch the single keys off or on (WCAG 2.1.4)."""
    prefer(request.viewer.person_id, KEYS_OFF, request.POST.get("off") == "1")
    return redirect("inbox")
