"""Support accesses: asked for and granted, taken in an emergency and reviewed; the person sees all of them."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.access import commands_support, queries_support
from meindo.platform.access.commands_support import SupportRefused
from meindo.platform.access.support_models import SupportAccess
from meindo.platform.access.viewer import visible
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import saw, service_view
from meindo.web.forms_support import EMERGENCY, ReviewForm, SupportForm

PURPOSE, ROLES, REVIEWERS = "access.support", (queries_support.ROLE,), (queries_support.REVIEWER,)
MOST = 50


def scope(access: SupportAccess) -> str:
    """Which cases an access covers, in words."""
    found = [_(entry.label) for entry in services() if entry.key == access.service]
    return found[0] if found else _("alle Dienste")


def state(access: SupportAccess) -> str:
    """How an access stands: waits, open or over."""
    if access.ended_at is not None or access.until < today():
        return "over"
    return "open" if access.granted_at else "waits"


def shown(rows: QuerySet[SupportAccess]) -> list[tuple[SupportAccess, str, str]]:
    """Accesses with scope and state."""
    return [(access, scope(access), state(access)) for access in rows[:MOST]]


@service_view(
    PURPOSE, roles=ROLES, fresh=Fresh.DECISIONS, shows=Evaluation("support.own", msgid("Einsichten der Hilfe"), LIST)
)
def index(request: Request) -> HttpResponse:
    """Own accesses, and a form to ask for one or to take one in an emergency."""
    form = SupportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _open(request, form)
        except SupportRefused as problem:
            form.add_error("until", _(str(problem)))
        else:
            return redirect("support")
    rows = shown(queries_support.asked_by(request.viewer.person_id))
    request.seen |= {(access.subject_id, 0) for access, _scope, _state in rows}
    return render(request, "web/support/index.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


def _open(request: Request, form: SupportForm) -> None:
    data, by = form.cleaned_data, request.viewer.actor
    known = {"subject": data["number"], "service": data["service"], "reason": data["reason"]}
    request.seen.add((data["number"].pk, 0))
    if EMERGENCY in request.POST:
        commands_support.take_access(**known, by=by)
        messages.success(request, _("Der Zugriff ist offen. Die Person erfährt davon, eine zweite Person prüft ihn."))
    else:
        commands_support.ask_for_access(**known, until=data["until"], by=by)
        messages.success(request, _("Die Person ist gefragt. Sie sehen etwas, sobald sie zustimmt."))


@service_view(
    PURPOSE, roles=ROLES, shows=Evaluation("support.cases", msgid("Vorgänge, die die Hilfe lesen darf"), LIST)
)
def access(request: Request, uuid: UUID) -> HttpResponse:
    """The cases of one access that is open."""
    found = queries_support.open_accesses(request.viewer.person_id, today()).get(uuid=uuid)
    rule = queries_support.subject_rule(found.subject_id, found.service)
    cases = list(visible(request.viewer, Case).filter(rule).order_by("-created_at")[:MOST])
    saw(request, cases)
    context = {"access": found, "scope": scope(found), "rows": [(case, _(case.headline)) for case in cases]}
    return render(request, "web/support/access.html", context)


@service_view(PURPOSE, roles=("applicant",))
def own(request: Request) -> HttpResponse:
    """What the support asks of me or has taken, and what I can do."""
    rows = shown(queries_support.accesses_to(request.viewer.person_id))
    return render(request, "web/support/own.html", {"rows": rows})


@require_POST
@service_view(PURPOSE, roles=("applicant",))
def answer(request: Request, uuid: UUID) -> HttpResponse:
    """Grant, refuse or end."""
    found, by = queries_support.accesses_to(request.viewer.person_id).get(uuid=uuid), request.viewer.actor
    try:
        if "grant" in request.POST:
            commands_support.grant(found, by=by)
            messages.success(request, _("Die Unterstützung darf Ihre Vorgänge bis zu dem Tag ansehen."))
        else:
            commands_support.end_access(found, by=by)
            messages.success(request, _("Die Unterstützung sieht Ihre Vorgänge nicht oder nicht mehr."))
    except SupportRefused as problem:
        messages.error(request, _(str(problem)))
    return redirect("support_own")


@service_view(PURPOSE, roles=REVIEWERS, shows=Evaluation("support.review", msgid("Einsichten im Notfall"), LIST))
def review(request: Request) -> HttpResponse:
    """Every emergency, with what the review said."""
    rows = [(access, scope(access)) for access in queries_support.emergencies()[:MOST]]
    request.seen |= {(access.subject_id, 0) for access, _scope in rows}
    return render(request, "web/support/review.html", {"rows": rows, "me": request.viewer.person_id})


@require_POST
@service_view(PURPOSE, roles=REVIEWERS)
def note(request: Request, uuid: UUID) -> HttpResponse:
    """Note the result of a review."""
    found, form = queries_support.emergencies().get(uuid=uuid), ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Bitte schreiben Sie, was die Prüfung ergeben hat."))
        return redirect("support_review")
    try:
        commands_support.review_access(found, text=form.cleaned_data["text"], by=request.viewer.actor)
        messages.success(request, _("Die Prüfung ist festgehalten."))
    except SupportRefused as problem:
        messages.error(request, _(str(problem)))
    return redirect("support_review")
