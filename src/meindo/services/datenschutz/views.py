"""Pages of questions about looks and of requests for information."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.access.queries import look_at
from meindo.platform.cases import catalogue, drafts
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import case_for
from meindo.platform.purpose import purpose
from meindo.platform.registry.catalogue import role_labels
from meindo.platform.registry.evaluation import PAGE, Evaluation
from meindo.ui import casepage
from meindo.ui.acting import Request
from meindo.ui.cells import date_text
from meindo.ui.gate import saw, service_view
from meindo.ui.starting import start_page
from meindo.ui.wizard import begin

from . import commands, queries
from .process import KEY
from .process_rights import LOESCHUNG
from .purposes import ASK as ASKING
from .purposes import ERASE as ERASING
from .purposes import INFORM as INFORMING
from .purposes import RECTIFY as RECTIFYING
from .show import facts_of, kept_shown
from .wizards import ASK, CORRECT, ERASE, INFORM, RECORD


@service_view(ASKING.key, roles=("applicant",))
def matters(request: Request) -> HttpResponse:
    """The own questions and requests."""
    rows = [(case, _(case.headline), _step(case)) for case in queries.matters_of(request.viewer)[:50]]
    own_drafts = drafts.drafts_of(request.viewer, KEY)
    return render(request, "datenschutz/matters.html", {"rows": rows, "drafts": own_drafts})


def _step(case: Case) -> str:
    return _(catalogue.process_of(case.process, case.version).step(case.step).label)


@service_view(INFORMING.key, roles=INFORM.roles)
def new_request(request: Request) -> HttpResponse:
    """Request information."""
    return start_page(INFORM, request, {})


@service_view(ASKING.key, roles=ASK.roles)
def new_question(request: Request) -> HttpResponse:
    """Ask about an entry that is named in words."""
    return start_page(ASK, request, {})


@service_view(RECTIFYING.key, roles=CORRECT.roles)
def new_correction(request: Request) -> HttpResponse:
    """Ask to put right what is wrong."""
    return start_page(CORRECT, request, {})


@service_view(ERASING.key, roles=ERASE.roles)
def new_erasure(request: Request) -> HttpResponse:
    """Ask to erase something."""
    return start_page(ERASE, request, {})


@require_POST
@service_view(ASKING.key, roles=ASK.roles)
def ask(request: Request, record: int) -> HttpResponse:
    """Begin a question about an entry of the own cockpit; one about somebody else does not exist."""
    look = look_at(request.viewer.person_id, record) if record < 2**63 else None
    if look is None:
        raise Http404
    office = _(role_labels().get(look.role, look.role))
    about = f"{date_text(look.day)}, {office}: {_(purpose(look.purpose).label)}"[:300]
    data: dict[str, Any] = {"about": about, RECORD: record}
    title = _("Frage zu einem Zugriff")
    draft = drafts.start_draft(person_id=request.viewer.person_id, service=KEY, form=ASK.key, title=title, data=data)
    return begin(request, ASK, draft)


@service_view(
    ASKING.key, shows=Evaluation("datenschutz.case", msgid("Eine Frage oder ein Antrag zu eigenen Daten"), PAGE)
)
def case(request: Request, uuid: UUID) -> HttpResponse:
    """One matter: what was asked, what was answered, what can be done."""
    found = case_for(request.viewer, uuid)
    request.viewer = request.viewer.for_purpose(commands.PURPOSES[found.process].key)
    saw(request, [found])
    context = casepage.context(request, found) | {
        "facts": [(label, text) for label, text in facts_of(found) if text],
        "kept": kept_shown(found),
        "names_wanted": found.process == LOESCHUNG and queries.wants_names_erased(found),
        "is_provided": found.step == "provided",
    }
    return render(request, "datenschutz/case.html", context)
