"""Pages of advances: begin to ask for one, look at one, and what the page of the trip says about them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.cases import drafts
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import case_for
from meindo.ui import casepage
from meindo.ui.acting import Request
from meindo.ui.gate import saw, service_view
from meindo.ui.wizard import begin, titled

from . import queries_advance, show, show_advance, show_lines
from .models import Claim
from .notice import total_of
from .process import KEY
from .purposes import ADVANCE as PURPOSE
from .wizards_advance import ADVANCE, advance_start

SEEING = ("travel_office", "payment_office")
BEFORE = ("approval", "revision", "rejected", "withdrawn")  # no advance can have been asked for


@require_POST
@service_view(PURPOSE.key, roles=ADVANCE.roles)
def start_advance(request: Request, uuid: UUID) -> HttpResponse:
    """Begin to ask for an advance to an own trip or one entered for somebody else, or go on with it."""
    case = case_for(request.viewer, uuid)
    saw(request, [case])
    own = case.person_id == request.viewer.person_id
    if queries_advance.cannot_ask(case) is not None:
        return redirect("dienstreise_case", case.uuid)
    draft = drafts.start_draft(
        person_id=case.person_id,
        entered_by=None if own else request.viewer.person_id,
        service=KEY,
        form=ADVANCE.key,
        title=titled(_("Abschlag {number}").format(number=case.number), None if own else case.person),
        case=case,
        data=advance_start(case),
    )
    return begin(request, ADVANCE, draft)


def page(request: Request, found: Case) -> HttpResponse:
    """One advance: what was proposed and asked for, what was decided, what can be done."""
    advance = queries_advance.advance_of(found)
    saw(request, [found])
    finding = advance.result()
    context = casepage.context(request, found) | {
        "trip": advance.trip_case,
        "facts": show_advance.facts_of(advance),
        "attention": [show.attention_text(key) for key in found.attention],
        "finding": finding,
        "lines": show_lines.lines_of(finding),
        "refusals": [show_lines.sentence(refusal.message) for refusal in finding.refusals],
        "amount_label": _("Anderer Abschlag im besonderen Fall, in Euro"),
        "reason_hint": _("Nötig bei Rückfrage, Ablehnung und besonderem Fall. Die betroffene Person liest sie."),
    }
    return render(request, "dienstreise/advance.html", context)


def beside_trip(request: Request, case: Case, claim: Claim | None) -> dict[str, Any]:
    """What the page of a trip says about money before it: to the person how to ask, to them and the offices what was
    paid and what of it is set off. The line manager has nothing to do with it.
    """
    viewer = request.viewer
    own, author = case.person_id == viewer.person_id, case.entered_by_id == viewer.person_id
    if case.step in BEFORE or not (own or author or viewer.role in SEEING):
        return {}
    if claim is not None and not getattr(claim, "has_advance", True):
        return {}
    beside, off = queries_advance.money_beside(case)
    asks = (own or author) and case.step == "journey" and not queries_advance.hindrance(case, beside)
    return {
        "beside": [show_advance.row_of(row) for row in beside],
        "can_ask_advance": asks,
        "balance": show_advance.balance_of(total_of(claim), off, case) if claim and off else None,
    }
