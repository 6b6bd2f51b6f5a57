"""Pages of the person concerned, and the page of a case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.cases import drafts
from meindo.platform.cases.queries import case_for
from meindo.platform.registry.evaluation import PAGE, Evaluation
from meindo.ui import casepage
from meindo.ui.acting import APPLICANT, Request
from meindo.ui.gate import saw, service_view
from meindo.ui.starting import start_page

from . import commands, queries, show
from .process import KEY, NOTFALLZUGRIFF
from .purposes import HELPING
from .wizards import HELP

MOST = 50


@service_view(HELPING.key, roles=(APPLICANT,))
def own(request: Request) -> HttpResponse:
    """What the support asks of me, has taken or does for me; accesses from before there were cases."""
    found = [(case, _(case.headline), show.step_label(case)) for case in queries.matters_of(request.viewer)[:MOST]]
    earlier = show.rows(queries.without_case(request.viewer.person_id)[:MOST])
    own_drafts = drafts.drafts_of(request.viewer, KEY)
    return render(request, "unterstuetzung/own.html", {"rows": found, "earlier": earlier, "drafts": own_drafts})


@service_view(HELPING.key, roles=HELP.roles)
def new(request: Request) -> HttpResponse:
    """Ask for help."""
    return start_page(HELP, request, {})


@require_POST
@service_view(HELPING.key, roles=(APPLICANT,))
def end(request: Request, uuid: UUID) -> HttpResponse:
    """End an access from before there were cases."""
    found = queries.access_without_case(request.viewer.person_id, uuid)
    commands.end_without_case(found, by=request.viewer.actor)
    messages.success(request, _("Die Unterstützung sieht Ihre Vorgänge nicht oder nicht mehr."))
    return redirect("unterstuetzung_home")


@service_view(
    HELPING.key, shows=Evaluation("unterstuetzung.case", msgid("Ein Zugriff der Unterstützung als Vorgang"), PAGE)
)
def case(request: Request, uuid: UUID) -> HttpResponse:
    """One case: why, until when, what happened, what can be done."""
    found = case_for(request.viewer, uuid)
    saw(request, [found])
    asked = queries.request_of(found)
    context = casepage.context(request, found) | {
        "facts": show.facts_of(found, asked),
        "access": queries.readable_by(request.viewer, asked),
        "is_emergency": found.process == NOTFALLZUGRIFF,
    }
    return render(request, "unterstuetzung/case.html", context)
