"""Personnel measures for the personnel office: what waits for participation, and what can be done now."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.identity.queries_effects import effects_of
from meindo.kernel.message import mark as msgid
from meindo.platform.access.viewer import visible
from meindo.platform.people.measure_models import Measure
from meindo.platform.people.measures import MeasureRefused, answer, discuss, order_measure
from meindo.platform.people.queries_movements import from_plan
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.web.measures import ACTIONS, DISCUSS, FINAL, ROLE, measures_of, shown

ROLES = (ROLE,)
ORDER = "order"


@service_view("people.measure", roles=ROLES, shows=Evaluation("measures", msgid("Liste der Personalmaßnahmen"), LIST))
def measures(request: Request) -> HttpResponse:
    """What is intended and ordered, each with its next step."""
    page = Paginator(measures_of(request.viewer), 50).get_page(request.GET.get("page"))
    request.seen |= {(measure.person_id, 0) for measure in page.object_list}
    rows = [shown(measure) for measure in page.object_list]
    return render(request, "web/measures.html", {"page": page, "rows": rows})


@service_view("people.measure", roles=ROLES, shows=Evaluation("measure", msgid("Eine Personalmaßnahme"), PAGE))
def measure(request: Request, uuid: UUID) -> HttpResponse:
    """One measure: who, from when, who takes part, what can be done now."""
    found = measures_of(request.viewer).get(uuid=uuid)
    request.seen.add((found.person_id, 0))
    effects = [] if found.state in FINAL else effects_of(found.person_id, from_plan(found.plan))
    context = {"shown": shown(found), "measure": found, "effects": effects, "can_drop": found.state not in FINAL}
    return render(request, "web/measure.html", context)


@require_POST
@service_view("people.measure", roles=ROLES, fresh=Fresh.DECISIONS)
def act(request: Request, uuid: UUID) -> HttpResponse:
    """Note down what a body said, or order the measure."""
    found = visible(request.viewer, Measure).get(uuid=uuid)
    try:
        messages.success(request, _act(request, found))
    except MeasureRefused as problem:
        messages.error(request, _(str(problem)))
    return redirect("measure", found.uuid)


def _act(request: Request, found: Measure) -> str:
    action, by = request.POST.get("action", ""), request.viewer.actor
    state = shown(found)
    if action == ORDER and state.can_order:
        order_measure(found, by=by)
        return _("Die Maßnahme ist verfügt.")
    offered = {f"{key}:{part.pk}" for part in state.parts for key, _label in part.actions}
    if action not in offered:
        raise MeasureRefused(_("Das geht gerade nicht: Der Stand der Maßnahme ist ein anderer."))
    key, _colon, number = action.partition(":")
    part = found.participations.get(pk=number)
    if key == DISCUSS:
        discuss(part, by=by)
    else:
        answer(part, key, by=by, reason=request.POST.get("reason", ""))
    return _("Festgehalten: {what}.").format(what=ACTIONS[key])
