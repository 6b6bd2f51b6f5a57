"""Pages of recoveries: what is open, the plan of months, the decision of the travel office."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.cases.commands import MoveRefused, StaleCase
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import case_for
from meindo.ui import casepage
from meindo.ui.acting import Request
from meindo.ui.casepage import explain
from meindo.ui.gate import saw, service_view
from meindo.ui.sent import revision_sent

from . import commands_recovery, queries, queries_recovery, show, show_recovery, views_objection
from .commands_recovery import PlanTerms
from .forms_recovery import RecoveryForm
from .process import TRAVEL_OFFICE
from .process_recovery import DECIDED
from .purposes import ADVANCE as PURPOSE


def page(request: Request, found: Case, form: RecoveryForm | None = None, status: int = 200) -> HttpResponse:
    """One recovery: why, what is open, what was decided by month, what can be done."""
    recovery = queries_recovery.recovery_of(found)
    saw(request, [found])
    shared = casepage.context(request, found)
    decides = any(move["key"] in DECIDED for move in shared["moves"])
    context = shared | views_objection.beside_trip(request, found, shared["documents"])
    context |= {
        "trip": recovery.trip_case,
        "facts": show_recovery.facts_of(found, recovery),
        "months": show_recovery.months_of(found),
        "attention": [show.attention_text(key) for key in found.attention],
        "moves": [move for move in shared["moves"] if move["key"] not in DECIDED],
        "form": (form or RecoveryForm()) if decides else None,
        "reason_hint": _("Nötig, wenn Sie zurückgeben, noch einmal anhören oder neu entscheiden lassen."),
        "own_hint": _("Ihre Äußerung: Sind Raten nötig? Ist die Rückzahlung eine besondere Härte?"),
    }
    return render(request, "dienstreise/recovery.html", context, status=status)


@require_POST
@service_view(PURPOSE.key, roles=(TRAVEL_OFFICE.key,))
def settle(request: Request, uuid: UUID) -> HttpResponse:
    """Decide on a recovery; another person orders it."""
    case = case_for(request.viewer, uuid)
    if case.process != queries.RECOVERED:
        return redirect("dienstreise_case", case.uuid)
    form = RecoveryForm(request.POST)
    if not form.is_valid():
        return page(request, case, form, 422)
    try:
        _settle(case, form.cleaned_data, request, revision_sent(request))
    except MoveRefused as problem:
        messages.error(request, explain(problem.reason))
        case.refresh_from_db()
        return page(request, case, form, 409 if isinstance(problem, StaleCase) else 422)
    messages.success(request, _("{number}: Die Entscheidung wartet auf die Anordnung.").format(number=case.number))
    return redirect("inbox")


def _settle(case: Case, data: dict[str, Any], request: Request, revision: int) -> None:
    number = data["number"]
    terms = PlanTerms(data["recovered_eur"], int(number) if number else None, data["monthly_eur"])
    commands_recovery.decide(
        case=case,
        move_name=data["way"],
        by=request.viewer.actor,
        reason=data["why"],
        revision=revision,
        terms=PlanTerms() if data["way"] == "recover" else terms,
    )
