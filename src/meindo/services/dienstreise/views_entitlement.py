"""Pages on which the travel office records who may travel first class."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.clock import FOREVER
from meindo.platform.people.models import Person
from meindo.platform.people.queries import places_in_reach, places_named
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.gate import service_view

from . import commands_entitlement, queries_entitlement
from .forms_entitlement import EntitlementForm
from .process import TRAVEL_OFFICE
from .purposes import ENTITLE

ROLES = (TRAVEL_OFFICE.key,)
MOST, SHORTEST = 20, 2


@service_view(
    ENTITLE.key,
    roles=ROLES,
    shows=Evaluation("dienstreise.entitlements", msgid("Wer in der 1. Klasse reisen darf"), LIST),
)
def entitlements(request: Request) -> HttpResponse:
    """Who may travel first class today or later; a person to grant it to is found by name."""
    viewer, text = request.viewer, request.GET.get("q", "").strip()[:100]
    known = places_in_reach(viewer.person_id, viewer.role, viewer.day)
    places = list(places_named(known, text)[:MOST]) if len(text) >= SHORTEST else []
    rows = list(queries_entitlement.entitlements(viewer))
    request.seen |= {(row.person_id, 0) for row in rows}
    return render(request, "dienstreise/entitlements.html", {"q": text, "places": places, "rows": rows})


@service_view(
    ENTITLE.key,
    roles=ROLES,
    shows=Evaluation("dienstreise.entitlement", msgid("Ob eine Person in der 1. Klasse reisen darf"), PAGE),
)
def grant(request: Request, person: UUID) -> HttpResponse:
    """From when until when; the proof is looked at and not kept."""
    subject = _subject(request, person)
    form = EntitlementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        until = data["end"] + timedelta(days=1) if data["end"] else FOREVER
        by = request.viewer.actor
        commands_entitlement.grant_first_class(person=subject, valid_from=data["start"], valid_until=until, by=by)
        messages.success(request, _("Die Berechtigung ist hinterlegt."))
        return redirect("dienstreise_entitlements")
    wrong = form.is_bound and bool(form.errors)
    context = {"form": form, "subject": subject}
    return render(request, "dienstreise/entitlement.html", context, status=422 if wrong else 200)


@require_POST
@service_view(ENTITLE.key, roles=ROLES)
def end(request: Request, person: UUID) -> HttpResponse:
    """End an entitlement from today on."""
    commands_entitlement.end_first_class(person=_subject(request, person), by=request.viewer.actor)
    messages.success(request, _("Die Berechtigung ist beendet."))
    return redirect("dienstreise_entitlements")


def _subject(request: Request, person: UUID) -> Person:
    """Somebody of the viewer's units, never the viewer; anybody else does not exist."""
    viewer = request.viewer
    place = places_in_reach(viewer.person_id, viewer.role, viewer.day).filter(person__uuid=person)[:1].get()
    request.seen.add((place.person_id, 0))
    return place.person
