"""Plans: what changes in which application, started or released, taken back; the owner's yes to proposals."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.identity.commands_apply import start_plan
from meindo.identity.commands_decide import calculate_now, discard_plan, release_plan
from meindo.identity.commands_plans import PlanRefused
from meindo.identity.commands_undo import let_go, undo_plan
from meindo.identity.models import Operation, Plan
from meindo.identity.plan_models import OperationState, PlanKind, PlanState
from meindo.identity.purposes import MANAGE
from meindo.identity.roles import OFFICE, OWNER
from meindo.kernel.message import mark as msgid
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view

from . import queries_plans, sights
from .show_plans import COLOURS, operation_row, stopped_in_words
from .views_applications import PAGE_SIZE

STATES = [choice for choice in PlanState.choices if choice[0] != PlanState.DRAFT]


@service_view(MANAGE.key, roles=sights.ALL)
def index(request: Request) -> HttpResponse:
    """Plans, the latest first."""
    state = request.GET.get("stand", "")
    page = Paginator(queries_plans.plans_of(request.viewer, state), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(plan, COLOURS[PlanState(plan.state)]) for plan in page.object_list]
    may_act = request.viewer.role == OFFICE
    context = {"page": page, "rows": rows, "state": state, "states": STATES, "may_act": may_act}
    return render(request, "identity/office/plans.html", context)


@service_view(
    MANAGE.key, roles=sights.ALL, shows=Evaluation("identity.plan", msgid("Ein Plan und was er ändert"), PAGE)
)
def plan(request: Request, uuid: UUID) -> HttpResponse:
    """One plan: how far it is, what it changes account by account."""
    found = queries_plans.plan_of(request.viewer, uuid)
    state, application = request.GET.get("stand", ""), request.GET.get("anwendung", "")[:40]
    rows = queries_plans.operations_of(request.viewer, found, state, application)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    names = queries_plans.right_names(row.application_id for row in page.object_list)
    request.seen |= {(row.person_id, 0) for row in page.object_list if row.person_id}
    context = {
        "plan": found,
        "colour": COLOURS[PlanState(found.state)],
        "people": queries_plans.number_of_people(found),
        "tallies": queries_plans.tallies(request.viewer, found),
        "stopped": stopped_in_words(found),
        "page": page,
        "rows": [operation_row(row, names) for row in page.object_list],
        "state": state,
        "states": OperationState.choices,
        "back_plan": queries_plans.undo_of(found),
        "may_act": request.viewer.role == OFFICE,
        "may_release": found.made_by != request.viewer.actor.key,
        "can_start": found.state == PlanState.READY,
        "can_release": found.state == PlanState.STOPPED,
        "can_drop": found.state in (PlanState.READY, PlanState.STOPPED),
        "can_undo": found.state == PlanState.APPLIED and found.kind != PlanKind.UNDO,
        "maker": queries_plans.maker_of(found),
        "proposed": _proposed(request, found, page.object_list),
    }
    return render(request, "identity/office/plan.html", context)


def _proposed(request: Request, found: Plan, rows: Iterable[Operation]) -> list[Operation]:
    """The proposals on this page about which the viewer decides as the owner of the application."""
    if request.viewer.role != OWNER or found.state not in (PlanState.APPLYING, PlanState.APPLIED):
        return []
    return [row for row in rows if row.state == OperationState.PROPOSED]


@service_view(
    MANAGE.key, roles=(OFFICE,), shows=Evaluation("identity.held", msgid("Personen nach einer Rücknahme"), LIST)
)
def held(request: Request, uuid: UUID) -> HttpResponse:
    """The people about whom nothing is planned since a plan was taken back; let go of one, or of all on this page."""
    found = queries_plans.plan_of(request.viewer, uuid)
    if request.method == "POST":
        wanted = set(request.POST.getlist("person"))
        people = [row.person_id for row in queries_plans.held_by(found) if str(row.person.uuid) in wanted]
        for person in people:
            let_go(person, by=request.viewer.actor, reason=request.POST.get("reason", ""))
        if people:
            messages.success(request, _("Für diese Personen wird wieder jeden Tag gerechnet."))
        return redirect("iam_held", found.uuid)
    page = Paginator(queries_plans.held_by(found), PAGE_SIZE).get_page(request.GET.get("page"))
    request.seen |= {(row.person_id, 0) for row in page.object_list}
    return render(request, "identity/office/held.html", {"plan": found, "page": page})


@require_POST
@service_view(MANAGE.key, roles=(OFFICE,), fresh=Fresh.DECISIONS)
def act(request: Request, uuid: UUID) -> HttpResponse:
    """Start a plan, release one that stopped, drop it, or make the plan that leads back."""
    found = queries_plans.plan_of(request.viewer, uuid)
    try:
        target = _act(request, found)
    except PlanRefused as problem:
        messages.error(request, _(str(problem)))
        target = found
    return redirect("iam_plan", target.uuid)


def _act(request: Request, found: Plan) -> Plan:
    by, step = request.viewer.actor, request.POST.get("step", "")
    if step == "start":
        start_plan(found, by=by)
        messages.success(request, _("Der Plan wird ausgeführt."))
    elif step == "release":
        release_plan(found, by=by)
        messages.success(request, _("Der Plan ist freigegeben und wird ausgeführt."))
    elif step == "drop":
        discard_plan(found, by=by)
        messages.success(request, _("Der Plan ist verworfen. Geändert wurde nichts."))
    elif step == "undo":
        back = undo_plan(found, title=_("Rücknahme: %(title)s") % {"title": found.title}, by=by)
        messages.success(request, _("Das ist der Plan, der zurückführt. Er wirkt, wenn Sie ihn starten."))
        return back
    else:
        messages.error(request, _("Das geht gerade nicht."))
    return found


@require_POST
@service_view(MANAGE.key, roles=(OFFICE,), fresh=Fresh.DECISIONS)
def calculate(request: Request) -> HttpResponse:
    """Have the run of the day done now."""
    calculate_now(by=request.viewer.actor)
    messages.success(request, _("Es wird gerechnet. Was sich ändert, steht gleich hier als Plan."))
    return redirect("iam_plans")
