"""The page that begins the change of an approved trip."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.cases import drafts
from meindo.platform.cases.queries import case_for, possibilities
from meindo.ui.acting import Request
from meindo.ui.gate import saw, service_view
from meindo.ui.wizard import begin, titled

from . import queries
from .process import KEY
from .purposes import SETTLE
from .wizards_change import CHANGE, known_of


@require_POST
@service_view(SETTLE.key, roles=CHANGE.roles)
def start_change(request: Request, uuid: UUID) -> HttpResponse:
    """Begin to change an own trip or one entered for somebody else, or go on with it."""
    case = case_for(request.viewer, uuid)
    saw(request, [case])
    own = case.person_id == request.viewer.person_id
    if not any(p.move.key == "change" and p.reason is None for p in possibilities(case, request.viewer)):
        return redirect("dienstreise_case", case.uuid)
    draft = drafts.start_draft(
        person_id=case.person_id,
        entered_by=None if own else request.viewer.person_id,
        service=KEY,
        form=CHANGE.key,
        title=titled(_("Änderung {number}").format(number=case.number), None if own else case.person),
        case=case,
        data=known_of(queries.trip_of(case)),
    )
    return begin(request, CHANGE, draft)
