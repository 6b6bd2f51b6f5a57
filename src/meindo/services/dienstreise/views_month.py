"""Pages of a month: begin it, take a trip out and put it back, enter several trips on one page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.cases import drafts
from meindo.platform.cases.models import Case, Draft
from meindo.platform.cases.queries import case_for
from meindo.ui.acting import Request
from meindo.ui.gate import saw, service_view
from meindo.ui.wizard import begin, name_of_other, titled

from . import queries, queries_permission
from .answers_month import month_first, month_key, row_numbers, with_row_again, without_row
from .forms_month import month_text
from .forms_table import TableOfTrips
from .process import KEY
from .purposes import SETTLE
from .wizards_month import MONTH, known_of_month, months_of_draft


@require_POST
@service_view(SETTLE.key, roles=MONTH.roles)
def start_month(request: Request, uuid: UUID) -> HttpResponse:
    """Begin the claim of a month under a permission, or go on with it; or the claim that came back with a question."""
    case = case_for(request.viewer, uuid)
    saw(request, [case])
    if case.process == queries.COLLECTIVE and case.step == "claim_revision":
        return begin(request, MONTH, _draft(request, case, _("Abrechnung {number}").format(number=case.number), {}))
    first = month_first(request.POST.get("month", ""))
    if case.process != queries.PERMITTED or first not in queries_permission.months_of(case):
        return redirect("dienstreise_case", case.uuid)
    if case.step not in queries_permission.GRANTED:
        return redirect("dienstreise_case", case.uuid)
    title = _("Fahrten im {month}").format(month=month_text(first))
    return begin(request, MONTH, _draft(request, case, title, {"month": month_key(first)}))


def _draft(request: Request, case: Case, title: str, same: dict[str, Any]) -> Draft:
    own = case.person_id == request.viewer.person_id
    return drafts.start_draft(
        person_id=case.person_id,
        entered_by=None if own else request.viewer.person_id,
        service=KEY,
        form=MONTH.key,
        title=titled(title, None if own else case.person),
        case=case,
        data=known_of_month(case),
        same=same,
    )


def _month_draft(request: Request, uuid: UUID) -> Draft:
    """A month that the viewer types and has not sent; anything else does not exist."""
    draft = drafts.draft_of(request.viewer, uuid)
    request.seen.add((draft.person_id, draft.case_id or 0))
    if draft.form != MONTH.key or draft.sent_case_id is not None or draft.case is None:
        raise Http404
    return draft


@require_POST
@service_view(SETTLE.key, roles=MONTH.roles)
def remove_row(request: Request, draft: UUID, number: int) -> HttpResponse:
    """Take a trip out; it can be put back as long as no other one was taken out."""
    own = _month_draft(request, draft)
    _save(request, own, without_row(own.data, number))
    return redirect(MONTH.url("check", own) if row_numbers(own.data) else MONTH.url("question", own, "fahrt-1"))


@require_POST
@service_view(SETTLE.key, roles=MONTH.roles)
def put_back(request: Request, draft: UUID) -> HttpResponse:
    """Put the trip back that was taken out last."""
    own = _month_draft(request, draft)
    _save(request, own, with_row_again(own.data))
    return redirect(MONTH.url("check", own))


@service_view(SETTLE.key, roles=MONTH.roles)
def table(request: Request, draft: UUID) -> HttpResponse:
    """Several trips on one page, one row each; empty rows do not count."""
    own = _month_draft(request, draft)
    first = month_first(own.data.get("month", "")) or months_of_draft(own)[0]
    rows = TableOfTrips(first, own.data, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        saved = _save(request, own, {**rows.typed(), "month": month_key(first)})
        if saved and rows.is_valid():
            return redirect(MONTH.url("check", own))
    title = _("Fahrten im {month}").format(month=month_text(first))
    context = {"title": title, "table": rows, "draft": own, "for_person": name_of_other(own)}
    return render(request, "dienstreise/table.html", context, status=422 if rows.error_entries else 200)


def _save(request: Request, draft: Draft, data: dict[str, Any]) -> bool:
    try:
        drafts.save_draft(draft, data)
    except drafts.DraftChanged:
        messages.warning(request, _("Der Entwurf wurde in einem anderen Fenster geändert. Bitte prüfen Sie ihn."))
        draft.refresh_from_db()
        return False
    return True
