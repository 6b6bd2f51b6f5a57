"""The page on which the IT house or an owner gives a right at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.identity.roles import OFFICE, OWNER
from meindo.kernel.message import mark as msgid
from meindo.platform.access.viewer import visible
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.people.queries import main_employment
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.casepage import explain
from meindo.ui.confirming import Fresh
from meindo.ui.gate import saw, service_view

from . import commands_emergency, queries_catalogue, show
from .forms import EmergencyForm
from .process import KEY, NOTFALLZUGANG
from .purposes import REQUESTING

MOST = 50


@service_view(
    REQUESTING.key,
    roles=(OFFICE, OWNER),
    fresh=Fresh.DECISIONS,
    shows=Evaluation("berechtigungen.emergencies", msgid("Notfallzugänge zu Anwendungen"), LIST),
)
def emergency(request: Request) -> HttpResponse:
    """First the application, then to whom, which right and why; below, what was given and how it was reviewed."""
    owner = None if request.viewer.role == OFFICE else request.viewer.person_id
    applications = queries_catalogue.emergency_applications(owner)
    chosen = applications.filter(key=request.GET.get("anwendung", "")).first()
    form = EmergencyForm(request.POST if request.method == "POST" else None, application=chosen) if chosen else None
    if form is not None and form.is_bound and form.is_valid() and _given(request, form):
        return redirect("berechtigungen_emergency")
    cases = visible(request.viewer, Case).filter(service=KEY, process=NOTFALLZUGANG).select_related("person")
    shown = list(cases.order_by("-id")[:MOST])
    saw(request, shown)
    context = {
        "applications": list(applications) if chosen is None else [],
        "chosen": chosen,
        "form": form,
        "rows": [(case, show.step_label(case)) for case in shown],
    }
    wrong = form is not None and bool(form.errors)
    missing = request.method == "POST" and form is None
    return render(request, "identity/requests/emergency.html", context, status=422 if wrong or missing else 200)


def _given(request: Request, form: EmergencyForm) -> bool:
    person = form.cleaned_data["number"]
    request.seen.add((person.pk, 0))
    try:
        commands_emergency.give_at_once(
            employment=main_employment(person.pk),
            what=form.rights[form.cleaned_data["right"]],
            reason=form.cleaned_data["reason"],
            by=request.viewer.actor,
        )
    except MoveRefused as problem:
        form.add_error("number", explain(problem.reason))
        return False
    messages.success(request, _("Der Zugang ist gegeben. Er endet nach 24 Stunden. Die Person erfährt davon."))
    return True
