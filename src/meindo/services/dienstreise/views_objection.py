"""Pages of Widersprüche and assertions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.cases import drafts
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import case_for
from meindo.platform.files.models import Document
from meindo.ui import casepage
from meindo.ui.acting import Request
from meindo.ui.gate import saw, service_view
from meindo.ui.wizard import begin

from . import (
    queries,
    queries_objection,
    queries_permission,
    queries_recovery,
    show,
    show_lines,
    show_month,
    show_objection,
    show_recovery,
)
from .notice import total_of
from .process import KEY
from .purposes import OBJECT as PURPOSE
from .wizards_objection import OBJECT

SEEING = ("travel_office", "payment_office")


@require_POST
@service_view(PURPOSE.key, roles=OBJECT.roles)
def start_objection(request: Request, uuid: UUID) -> HttpResponse:
    """Begin to object to a decision on an own trip, or go on with it."""
    case = case_for(request.viewer, uuid)
    if queries_objection.contestable(case) is None:
        return redirect("dienstreise_case", case.uuid)
    title = _("Gegen {number}").format(number=case.number)
    draft = drafts.start_draft(person_id=case.person_id, service=KEY, form=OBJECT.key, title=title, case=case)
    return begin(request, OBJECT, draft)


def page(request: Request, found: Case) -> HttpResponse:
    """One objection: what it is about, what was decided before and by which result, what can be done."""
    objection = queries_objection.objection_of(found)
    saw(request, [found, objection.contested])
    claim = queries_objection.claim_of(objection)
    context = casepage.context(request, found) | {
        "objection": objection,
        "facts": show_objection.facts_of(objection),
        "attention": [show.attention_text(key) for key in found.attention],
        **_contested_shown(objection.contested),
        "lines": show_lines.decided_lines(claim) if claim else [],
        "claim": claim,
        "total_eur": total_of(claim) if claim else None,
        "paid_eur": queries_objection.paid_so_far(objection),
    }
    return render(request, "dienstreise/objection.html", context)


def _contested_shown(contested: Case) -> dict[str, Any]:
    """What the decision was about: a trip, a month, a permission, a recovery."""
    if contested.process == queries.PERMITTED:
        held = queries_permission.permission_of(contested)
        return {"about": _("Die Dauergenehmigung"), "about_facts": show_month.facts_of_permission(held)}
    if contested.process == queries.COLLECTIVE:
        return {"about": _("Der Monat"), "about_facts": show_month.facts_of_month(queries.trip_of(contested))}
    if contested.process != queries.RECOVERED:
        return {"about": _("Die Reise"), "about_facts": show.facts_of(queries.trip_of(contested))}
    facts = show_recovery.facts_of(contested, queries_recovery.recovery_of(contested))
    return {"about": _("Die Rückforderung"), "about_facts": facts}


def beside_trip(request: Request, case: Case, letters: list[Document]) -> dict[str, Any]:
    """What the page of a trip says about objecting: to the person how and until when, to the offices what runs. The
    page has read the letters of the case.
    """
    own = case.person_id == request.viewer.person_id
    if not queries_objection.decisions_on(case) or not (own or request.viewer.role in SEEING):
        return {}
    objections = queries_objection.objections_to(case)
    found = queries_objection.contestable(case, letters, objections) if own else None
    return {
        "objections": [show_objection.row_of(row) for row in objections],
        "contestable": show_objection.way_of(found) if found else None,
    }
