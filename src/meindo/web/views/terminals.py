"""The office that declares shared terminals."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.login.commands_devices import declare_terminal, end_terminal
from meindo.platform.login.queries_activation import ROLE
from meindo.platform.login.queries_devices import terminals as open_terminals
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.web.forms_login import TerminalForm

PURPOSE, ROLES = "login.activation", (ROLE,)


@service_view(PURPOSE, roles=ROLES)
def terminals(request: Request) -> HttpResponse:
    """The shared terminals, and a form for a new one; its address is shown once, on this answer."""
    form, address = TerminalForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        _made, secret = declare_terminal(name=form.cleaned_data["name"], by=request.viewer.actor)
        address = settings.PUBLIC_URL + reverse("terminal", args=[secret])
        form = TerminalForm()
    context = {"form": form, "address": address, "rows": open_terminals()}
    return render(request, "web/activation/terminals.html", context, status=422 if form.errors else 200)


@require_POST
@service_view(PURPOSE, roles=ROLES)
def end(request: Request, uuid: UUID) -> HttpResponse:
    """A terminal is an ordinary device again."""
    end_terminal(open_terminals().get(uuid=uuid), by=request.viewer.actor)
    messages.success(request, _("Das Terminal ist beendet. Wer dort angemeldet war, ist abgemeldet."))
    return redirect("terminals")
