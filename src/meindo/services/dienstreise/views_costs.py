"""The page that begins the claim of a trip that was never taken."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.cases import drafts
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import case_for, possibilities
from meindo.ui.acting import Request
from meindo.ui.gate import saw, service_view
from meindo.ui.wizard import begin, titled

from .process import KEY
from .purposes import SETTLE
from .wizards_costs import COSTS, costs_start


@require_POST
@service_view(SETTLE.key, roles=COSTS.roles)
def start_costs(request: Request, uuid: UUID) -> HttpResponse:
    """Begin to claim costs of an own trip that was not taken or of one entered for somebody else, or go on with it."""
    case = case_for(request.viewer, uuid)
    saw(request, [case])
    if not any(p.move.key == "file_costs" and p.reason is None for p in possibilities(case, request.viewer)):
        return redirect("dienstreise_case", case.uuid)
    return begin_costs(request, case)


def begin_costs(request: Request, case: Case) -> HttpResponse:
    """The draft of such a claim, new or as it was left."""
    own = case.person_id == request.viewer.person_id
    draft = drafts.start_draft(
        person_id=case.person_id,
        entered_by=None if own else request.viewer.person_id,
        service=KEY,
        form=COSTS.key,
        title=titled(_("Stornokosten {number}").format(number=case.number), None if own else case.person),
        case=case,
        data=costs_start(case),
    )
    return begin(request, COSTS, draft)
