"""What is not as planned in an application: compared, repaired by a plan, given to a person, accepted for a time."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.identity.commands_findings import FindingRefused, accept, match_account, repair
from meindo.identity.commands_plans import PlanRefused
from meindo.identity.commands_proposals import approve_operations, reject_operations
from meindo.identity.commands_reconcile import compare_now
from meindo.identity.drift import Kind
from meindo.identity.drift_models import KINDS
from meindo.identity.models import Finding
from meindo.identity.purposes import MANAGE
from meindo.identity.queries_drift import labels_of
from meindo.identity.roles import OFFICE, OWNER
from meindo.identity.sentences_drift import sentence_of
from meindo.kernel.message import mark as msgid
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view

from . import queries_applications, queries_findings, queries_plans, sights
from .forms_findings import AcceptForm, MatchForm
from .views_applications import PAGE_SIZE

DIGITS = 10  # an operation has no longer number


@service_view(
    MANAGE.key,
    roles=sights.ALL,
    shows=Evaluation("identity.findings", msgid("Konten, die nicht wie geplant sind"), LIST),
)
def index(request: Request) -> HttpResponse:
    """Every difference between what is planned and what is there, in sentences."""
    asked = {"application": request.GET.get("anwendung", "")[:40], "kind": request.GET.get("art", "")}
    state = request.GET.get("stand", "open")
    rows = queries_findings.findings_of(request.viewer, state=state, **asked)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    labels = labels_of(found)
    request.seen |= {(row.person_id, 0) for row in found if row.person_id}
    context = {
        "page": page,
        "rows": [(row, sentence_of(row, labels)) for row in found],
        "compared": queries_findings.compared(request.viewer),
        **asked,
        "state": state,
        "kinds": KINDS,
        "may_act": request.viewer.role == OFFICE,
    }
    return render(request, "identity/office/findings.html", context)


@require_POST
@service_view(MANAGE.key, roles=(OFFICE,), fresh=Fresh.DECISIONS)
def mend(request: Request) -> HttpResponse:
    """Make the plan that brings the chosen accounts back to what is planned."""
    wanted = set(request.POST.getlist("finding")[:PAGE_SIZE])
    rows = [row for row in queries_findings.findings_of(request.viewer) if str(row.uuid) in wanted]
    try:
        plan = repair(rows, by=request.viewer.actor)
    except FindingRefused as problem:
        messages.error(request, _(str(problem)))
        return redirect("iam_findings")
    messages.success(request, _("Das ist der Plan, der die Konten zurückführt. Er wirkt, wenn Sie ihn ausführen."))
    return redirect("iam_plan", plan.uuid)


@require_POST
@service_view(MANAGE.key, roles=(OFFICE,))
def compare(request: Request, uuid: UUID) -> HttpResponse:
    """Have an application compared now."""
    compare_now(queries_applications.application_of(request.viewer, uuid), by=request.viewer.actor)
    messages.success(request, _("Die Anwendung wird verglichen. Was nicht passt, steht gleich hier."))
    return redirect("iam_findings")


@service_view(
    MANAGE.key,
    roles=sights.ALL,
    shows=Evaluation("identity.finding", msgid("Ein Konto, das nicht wie geplant ist"), PAGE),
)
def finding(request: Request, uuid: UUID) -> HttpResponse:
    """One difference: since when, what became of it, and what can be decided."""
    found = queries_findings.finding_of(request.viewer, uuid)
    if found.person_id:
        request.seen.add((found.person_id, 0))
    may_act = request.viewer.role == OFFICE
    is_match, is_accept = "match" in request.POST, "accept" in request.POST
    match = MatchForm(request.POST if may_act and is_match else None)
    accepting = AcceptForm(request.POST if may_act and is_accept else None)
    if may_act and (is_match or is_accept) and _decided(request, found, match, accepting):
        return redirect("iam_finding", found.uuid)
    facts = [
        (_("Anwendung"), found.application.label),
        (_("Konto"), found.native_id),
        (_("Stand"), found.get_state_display()),
        (_("Zuerst gesehen"), f"{found.first_seen_at:%d.%m.%Y}"),
        (_("Zuletzt gesehen"), f"{found.seen_at:%d.%m.%Y}"),
        (_("Wie oft neu entstanden"), found.times),
        (_("Grund"), found.reason),
        (_("Hingenommen bis"), f"{found.accepted_until:%d.%m.%Y}" if found.accepted_until else ""),
    ]
    context = {
        "finding": found,
        "sentence": sentence_of(found, labels_of([found])),
        "facts": facts,
        "match": match if may_act and found.kind == Kind.ORPHAN and found.ended_at is None else None,
        "accepting": accepting if may_act and found.ended_at is None else None,
        "is_wrong": bool(match.errors or accepting.errors),
    }
    return render(request, "identity/office/finding.html", context, status=422 if context["is_wrong"] else 200)


def _decided(request: Request, found: Finding, match: MatchForm, accepting: AcceptForm) -> bool:
    by = request.viewer.actor
    try:
        if match.is_bound and match.is_valid():
            match_account(found, match.cleaned_data["number"].pk, by=by)
            messages.success(request, _("Das Konto ist zugeordnet. Der nächste Vergleich sagt, was noch nicht passt."))
            return True
        if accepting.is_bound and accepting.is_valid():
            accept(found, by=by, **accepting.cleaned_data)
            messages.success(request, _("Das ist bis zu diesem Tag hingenommen."))
            return True
    except FindingRefused as problem:
        messages.error(request, _(str(problem)))
    return False


@require_POST
@service_view(MANAGE.key, roles=(OWNER,), fresh=Fresh.DECISIONS)
def proposals(request: Request, uuid: UUID) -> HttpResponse:
    """The owner's yes or no to proposed changes of a plan."""
    found = queries_plans.plan_of(request.viewer, uuid)
    typed = request.POST.getlist("number")[:PAGE_SIZE]
    numbers = [int(text) for text in typed if text.isascii() and text.isdigit() and len(text) < DIGITS]
    try:
        if "reject" in request.POST:
            count = reject_operations(found, numbers, by=request.viewer.actor, reason=request.POST.get("reason", ""))
            messages.success(request, _("Abgelehnt: %(n)s") % {"n": count})
        else:
            done = approve_operations(found, numbers, by=request.viewer.actor)
            text = _("Wird ausgeführt: %(n)s, überholt: %(old)s")
            messages.success(request, text % {"n": done.started, "old": done.overtaken})
    except PlanRefused as problem:
        messages.error(request, _(str(problem)))
    return redirect("iam_plan", found.uuid)
