"""Pages of the office: whether there is a statement, and those that reached the wrong person; never the content."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view

from . import commands_withdrawal as withdrawing
from . import queries
from .forms import HoldForm, NumberForm
from .purposes import BREACH, MANAGE
from .show import facts_of
from .texts import DSB_ROLE, OFFICE_ROLE

MOST_LOST = 50  # on the page; the next ones follow when these are decided


@service_view(
    MANAGE.key,
    roles=(OFFICE_ROLE,),
    shows=Evaluation("entgeltnachweis.office", msgid("Für welche Monate es einen Entgeltnachweis gibt"), LIST),
)
def office(request: Request) -> HttpResponse:
    """For which months a personnel number has statements, and what came in last."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    employment = None
    if form.is_bound and form.is_valid():
        employment = queries.employment_numbered(request.viewer, form.cleaned_data["number"])
        if employment is None:
            form.add_error("number", _("Unter dieser Personalnummer finden Sie niemanden, für den Sie zuständig sind."))
    context: dict[str, Any] = {"form": form, "employment": employment, "deliveries": queries.latest_deliveries()}
    if employment is not None:
        request.seen.add((employment.person_id, 0))
        context["page"] = Paginator(queries.existing(employment), 50).get_page(request.GET.get("page"))
    return render(request, "entgeltnachweis/office.html", context, status=422 if form.errors else 200)


@service_view(
    MANAGE.key,
    roles=(OFFICE_ROLE,),
    fresh=Fresh.ALWAYS,
    shows=Evaluation("entgeltnachweis.hold", msgid("Ein Entgeltnachweis, der zurückgehalten wird"), PAGE),
)
def hold(request: Request, uuid: UUID) -> HttpResponse:
    """Hold one statement back, with a reason."""
    statement = queries.statement_in_reach(request.viewer, uuid)
    request.seen.add((statement.employment.person_id, 0))
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawing.hold_back(statement, reason=form.cleaned_data["reason"], by=request.viewer.actor)
        except withdrawing.WithdrawalRefused as refused:
            messages.error(request, _(refused.msgid))
        else:
            messages.success(request, _("Der Nachweis ist zurückgehalten. Eine zweite Person entscheidet."))
        return redirect("entgeltnachweis_misdelivered")
    context: dict[str, Any] = {"form": form, "statement": statement}
    return render(request, "entgeltnachweis/hold.html", context, status=422 if form.errors else 200)


@require_POST
@service_view(MANAGE.key, roles=(OFFICE_ROLE,), fresh=Fresh.ALWAYS)
def decide(request: Request, uuid: UUID) -> HttpResponse:
    """Confirm that a statement was somebody else's, or let it go."""
    found = queries.withdrawal(request.viewer, uuid)
    request.seen.add((found.subject_id, 0))
    try:
        if "confirm" in request.POST:
            withdrawing.confirm(found, by=request.viewer.actor)
            messages.success(request, _("Der Nachweis ist zurückgezogen und gelöscht."))
        else:
            withdrawing.decline(found, by=request.viewer.actor)
            messages.success(request, _("Die Person kann den Nachweis wieder öffnen."))
    except withdrawing.WithdrawalRefused as refused:
        messages.error(request, _(refused.msgid))
    return redirect("entgeltnachweis_misdelivered")


@service_view(
    BREACH.key,
    roles=(OFFICE_ROLE, DSB_ROLE),
    shows=Evaluation("entgeltnachweis.misdelivered", msgid("Fehlgeleitete Entgeltnachweise"), LIST),
)
def misdelivered(request: Request) -> HttpResponse:
    """What was held back or withdrawn, whether it was opened before, and until when a report is due."""
    page = Paginator(queries.withdrawals(request.viewer), 50).get_page(request.GET.get("page"))
    request.seen |= {(row.subject_id, 0) for row in page.object_list}
    own = request.viewer.role == OFFICE_ROLE
    rows = [
        (row, facts_of(row), own and not row.outcome and row.asked_by_id != request.viewer.person_id)
        for row in page.object_list
    ]
    lost = list(queries.without_file_in_reach(request.viewer)[:MOST_LOST]) if own else []
    request.seen |= {(row.employment.person_id, 0) for row in lost}
    return render(request, "entgeltnachweis/misdelivered.html", {"page": page, "rows": rows, "lost": lost})
