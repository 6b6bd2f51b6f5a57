"""Pages of the support, and the list of all emergencies for whoever reviews them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.platform.access import queries_support
from meindo.platform.access.viewer import visible
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.casepage import explain
from meindo.ui.confirming import Fresh
from meindo.ui.gate import saw, service_view

from . import commands, show
from .forms import EMERGENCY, SupportForm
from .purposes import HELPING

ROLES, REVIEWERS = (queries_support.ROLE,), (queries_support.REVIEWER,)
MOST = 50


@service_view(
    HELPING.key,
    roles=ROLES,
    fresh=Fresh.DECISIONS,
    shows=Evaluation("support.own", msgid("Einsichten der Hilfe"), LIST),
)
def index(request: Request) -> HttpResponse:
    """Own accesses, and a form to ask for one or to take one in an emergency."""
    form = SupportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _open(request, form)
        except MoveRefused as problem:
            form.add_error("until", explain(problem.reason))
        else:
            return redirect("unterstuetzung_office")
    rows = show.rows(queries_support.asked_by(request.viewer.person_id)[:MOST])
    request.seen |= {(row.access.subject_id, 0) for row in rows}
    context = {"form": form, "rows": rows}
    return render(request, "unterstuetzung/index.html", context, status=422 if form.errors else 200)


def _open(request: Request, form: SupportForm) -> None:
    data, by = form.cleaned_data, request.viewer.actor
    request.seen.add((data["number"].pk, 0))
    if EMERGENCY in request.POST:
        commands.take_access(subject=data["number"], service=data["service"], reason=data["reason"], by=by)
        messages.success(request, _("Der Zugriff ist offen. Die Person erfährt davon, eine zweite Person prüft ihn."))
    else:
        commands.ask_for_access(
            subject=data["number"], service=data["service"], reason=data["reason"], until=data["until"], by=by
        )
        messages.success(request, _("Die Person ist gefragt. Sie sehen etwas, sobald sie zustimmt."))


@service_view(
    HELPING.key, roles=ROLES, shows=Evaluation("support.cases", msgid("Vorgänge, die die Hilfe lesen darf"), LIST)
)
def access(request: Request, uuid: UUID) -> HttpResponse:
    """The cases of one access that is open."""
    found = queries_support.open_accesses(request.viewer.person_id, today()).get(uuid=uuid)
    rule = queries_support.subject_rule(found.subject_id, found.service)
    cases = list(visible(request.viewer, Case).filter(rule).order_by("-created_at")[:MOST])
    saw(request, cases)
    rows = [(case, _(case.headline)) for case in cases]
    context = {"access": found, "scope": show.scope(found.service), "rows": rows}
    return render(request, "unterstuetzung/access.html", context)


@service_view(HELPING.key, roles=REVIEWERS, shows=Evaluation("support.review", msgid("Einsichten im Notfall"), LIST))
def review(request: Request) -> HttpResponse:
    """Every emergency, those without a review first; each is reviewed on the page of its case."""
    rows = show.rows(queries_support.emergencies()[:MOST])
    request.seen |= {(row.access.subject_id, 0) for row in rows}
    return render(request, "unterstuetzung/review.html", {"rows": rows})
