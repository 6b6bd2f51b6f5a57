"""The inbox: what waits for the person in their role, decided in the row or on the case page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.cases import catalogue
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import case_for, inbox
from meindo.platform.registry.catalogue import service
from meindo.ui.acting import Request
from meindo.ui.casepage import explain
from meindo.ui.gate import saw, service_view
from meindo.web.forms import DecisionForm

ORDERS = {"frist": ("due_on", "id"), "-frist": ("-due_on", "-id"), "name": ("person__sort_name", "id")}


@service_view("cases.inbox")
def inbox_page(request: Request) -> HttpResponse:
    """The waiting cases, most urgent first."""
    wanted = request.GET.get("dienst", "")
    order = request.GET.get("sort", "frist")
    cases = inbox(request.viewer, wanted).select_related("person", "unit")
    text = request.GET.get("q", "").strip()
    if text:
        cases = cases.filter(person__sort_name__icontains=text) | cases.filter(headline__icontains=text)
    page = Paginator(cases.order_by(*ORDERS.get(order, ORDERS["frist"])), 50).get_page(request.GET.get("page"))
    rows = [_row(case, request.viewer.role) for case in page.object_list]
    saw(request, page.object_list)
    context = {"page": page, "rows": rows, "q": text, "own": request.viewer.role == "applicant"}
    return render(request, "web/inbox.html", context)


def _row(case: Case, role: str) -> dict[str, Any]:
    process = catalogue.process_of(case.process, case.version)
    quick = [move for move in process.moves_from(case.step) if move.in_row and move.by.key == role]
    plain = not case.attention
    return {
        "case": case,
        "step": _(process.step(case.step).label),
        "quick": {"key": quick[0].key, "label": _(quick[0].label)} if quick and plain else None,
        "why": case.summary.get("why", ""),
    }


@service_view("cases.inbox")
def case(request: Request, uuid: UUID) -> HttpResponse:
    """The page of a case, at its service."""
    found = case_for(request.viewer, uuid)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse(service(found.service).case_url, args=[found.uuid]) + query)


@require_POST
@service_view("cases.inbox")
def decide(request: Request, uuid: UUID) -> HttpResponse:
    """Make a move; then on to the next case of the same list, if it came from one."""
    found = case_for(request.viewer, uuid)
    form = DecisionForm(request.POST)
    back = reverse(service(found.service).case_url, args=[found.uuid])
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for errors in form.errors.values() for text in errors))
        return redirect(f"{back}?{urlencode({'liste': 1})}" if "liste" in request.POST else back)
    wanted = form.cleaned_data
    following = _following(request, found) if "liste" in request.POST else None
    try:
        event = service(found.service).decide(
            case=found,
            move_name=wanted["move"],
            by=request.viewer.actor,
            reason=wanted["reason"],
            amount_eur=wanted["amount_eur"],
            revision=wanted["revision"],
        )
    except (MoveRefused, LookupError) as problem:
        reason = explain(problem.reason) if isinstance(problem, MoveRefused) else _("Diesen Schritt gibt es nicht.")
        messages.error(request, reason)
        return redirect(back)
    label = catalogue.process_of(found.process, found.version).move(event.move).label
    messages.success(request, _("{number}: {move} ist erledigt.").format(number=found.number, move=_(label)))
    if "liste" in request.POST:
        return redirect(_next_url(following, request))
    return redirect(back if found.person_id == request.viewer.person_id else "inbox")


def _following(request: Request, current: Case) -> Case | None:
    ids = list(
        inbox(request.viewer, request.POST.get("dienst", "")).order_by("due_on", "id").values_list("pk", flat=True)
    )
    after = ids[ids.index(current.pk) + 1 :] if current.pk in ids else ids
    before = [pk for pk in ids if pk != current.pk]
    chosen = (after or before)[:1]
    return Case.objects.get(pk=chosen[0]) if chosen else None


def _next_url(following: Case | None, request: Request) -> str:
    if following is None or request.POST.get("liste") == "zeile":
        return reverse("inbox")
    query = urlencode({"liste": "1", "dienst": str(request.POST.get("dienst", ""))})
    return f"{reverse('case', args=[following.uuid])}?{query}"
