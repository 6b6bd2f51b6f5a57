"""The applications at which somebody logs in through meindo, and ending it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.login.models import ApplicationUse, User
from meindo.platform.login.queries_applications import applications_of
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.web.commands_clients import end_visit
from meindo.web.provider import SCOPES

PURPOSE = "login.provider"


@service_view(PURPOSE)
def applications(request: Request) -> HttpResponse:
    """Every application with what it may ask about the person; those that ended come last."""
    rows = sorted(applications_of(_account(request)), key=lambda use: use.ended_at is not None)
    return render(request, "web/applications.html", {"rows": [(use, _learns(use)) for use in rows]})


def _learns(use: ApplicationUse) -> list[str]:
    known = use.scopes.split()
    return [str(text) for scope, text in SCOPES.items() if scope in known]


@require_POST
@service_view(PURPOSE)
def end(request: Request, uuid: UUID) -> HttpResponse:
    """The application asks nothing more about the person; with the next log-in there it begins anew."""
    use = applications_of(_account(request)).get(uuid=uuid)
    end_visit(use, by=request.viewer.actor)
    said = _("{name} erfährt ab jetzt nichts mehr über Sie.")
    messages.success(request, said.format(name=use.name))
    return redirect("applications")


def _account(request: Request) -> User:
    account = request.user
    assert isinstance(account, User)  # noqa: S101 (the gate lets nobody else in)
    return account
