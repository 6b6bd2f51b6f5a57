"""Pages of standing permissions: asked for, shown with their months, ended, revoked; those of the own staff."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.drafts import drafts_of
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import case_for, possibilities
from meindo.platform.cases.queries_inquiries import ANSWERED
from meindo.platform.people.queries import places_in_reach
from meindo.platform.registry.evaluation import ENTRY, LIST, PAGE, Evaluation
from meindo.ui import casepage
from meindo.ui.acting import Request
from meindo.ui.casepage import explain
from meindo.ui.forms import Form
from meindo.ui.gate import saw, service_view
from meindo.ui.sent import revision_sent
from meindo.ui.starting import start_page

from . import commands_permission, queries_permission, show, show_month, views_objection
from .forms_permission import end_form
from .process import KEY
from .purposes import PERMIT
from .queries import PERMITTED
from .request import MONTH_FORM
from .show_questions import questions_shown
from .wizards_permission import PERMISSION


@service_view(PERMIT.key, roles=("applicant",))
def new_permission(request: Request) -> HttpResponse:
    """The first question of a request for a standing permission."""
    return start_page(PERMISSION, request, {})


@service_view(
    PERMIT.key,
    roles=("travel_assistant",),
    shows=Evaluation(
        "dienstreise.permission_for", msgid("Eine Dauergenehmigung für eine andere Person erfassen"), ENTRY
    ),
)
def new_permission_for(request: Request, person: UUID) -> HttpResponse:
    """The same for a colleague of the own units; for nobody else this page exists."""
    viewer = request.viewer
    place = places_in_reach(viewer.person_id, viewer.role, viewer.day).filter(person__uuid=person)[:1].get()
    request.seen.add((place.person_id, 0))
    return start_page(PERMISSION, request, {}, subject=place.person)


@service_view(
    PERMIT.key,
    roles=("line_manager",),
    shows=Evaluation("dienstreise.permissions", msgid("Dauergenehmigungen der eigenen Beschäftigten"), LIST),
)
def permissions_of_staff(request: Request) -> HttpResponse:
    """The permissions in force of those for whom the viewer decides."""
    page = Paginator(queries_permission.permissions_of_staff(request.viewer), 50).get_page(request.GET.get("page"))
    saw(request, page.object_list)
    return render(request, "dienstreise/permissions_of_staff.html", {"page": page})


def page(request: Request, found: Case) -> HttpResponse:
    """One permission: what it allows, what can be done, and for whom it is theirs the months under it."""
    saw(request, [found])
    shared = casepage.context(request, found)
    versions = queries_permission.permissions_in(found)
    types = shared["is_own"] or shared["is_author"]
    asked = questions_shown(found, shared["moves"], [])
    shorten = next((move for move in asked["moves"] if move["key"] in commands_permission.SHORTENING), None)
    context = (
        shared
        | asked
        | {
            "moves": [move for move in asked["moves"] if move != shorten],
            "shorten": shorten,
            "facts": show_month.facts_of_permission(versions[-1]),
            "earlier": [(row.number, show_month.facts_of_permission(row)) for row in reversed(versions[:-1])],
            "attention": [show.attention_text(key) for key in found.attention if key != ANSWERED],
            **views_objection.beside_trip(request, found, shared["documents"]),
            "months": _months(request, found) if found.step in queries_permission.GRANTED and types else [],
        }
    )
    return render(request, "dienstreise/permission.html", context)


def _months(request: Request, case: Case) -> list[Any]:
    claimed = queries_permission.claimed_months([case])[case.pk]
    drafts = drafts_of(request.viewer, KEY, MONTH_FORM)
    months = queries_permission.month_rows(case, claimed, list(drafts), request.viewer.day)
    if case.person_id != request.viewer.person_id:  # who types for somebody else sees only what they typed
        months = [queries_permission.entered_by(month, request.viewer.person_id) for month in months]
    return show_month.months_shown(months)


@service_view(
    PERMIT.key,
    roles=("applicant", "line_manager"),
    shows=Evaluation("dienstreise.permission", msgid("Eine Dauergenehmigung verkürzen"), PAGE),
)
def shorten(request: Request, uuid: UUID) -> HttpResponse:
    """End the own permission early, or revoke one for the future: until which day it still holds, and why."""
    case = case_for(request.viewer, uuid)
    saw(request, [case])
    move = _shortening(request, case)
    if move is None:
        return redirect("dienstreise_case", case.uuid)
    permission = queries_permission.permission_of(case)
    sent = request.method == "POST"
    form = end_form(permission.last_day, with_reason=move == "revoke")(request.POST if sent else None)
    if sent and form.is_valid() and _shortened(request, case, move, form):
        messages.success(request, _("Die Dauergenehmigung endet an dem Tag, den Sie angegeben haben."))
        return redirect("dienstreise_case", case.uuid)
    context = {"form": form, "case": case, "revokes": move == "revoke", "revision": case.revision}
    return render(request, "dienstreise/shorten.html", context, status=422 if form.is_bound and form.errors else 200)


def _shortening(request: Request, case: Case) -> str | None:
    """Which of the two the viewer can do now."""
    if case.process != PERMITTED:
        return None
    moves = [found.move.key for found in possibilities(case, request.viewer) if found.reason is None]
    return next((key for key in moves if key in commands_permission.SHORTENING), None)


def _shortened(request: Request, case: Case, move: str, form: Form) -> bool:
    data = form.cleaned_data
    try:
        commands_permission.shorten(
            case=case,
            move_name=move,
            last_day=data["last_day"],
            reason=data.get("reason", ""),
            by=request.viewer.actor,
            revision=revision_sent(request),
        )
    except MoveRefused as problem:
        form.add_error("last_day", explain(problem.reason))
        return False
    return True
