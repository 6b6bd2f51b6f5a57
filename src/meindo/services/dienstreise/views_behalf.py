"""Pages of the travel assistant, who enters trips for colleagues of their units."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from meindo.kernel.message import mark as msgid
from meindo.platform.access.viewer import visible
from meindo.platform.cases import drafts
from meindo.platform.cases.models import Case
from meindo.platform.people.queries import places_in_reach, places_named
from meindo.platform.registry.evaluation import ENTRY, LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.gate import saw, service_view
from meindo.ui.starting import start_page

from . import show
from .process import KEY
from .purposes import SETTLE
from .wizards import REQUEST, booked_at

ROLE = "travel_assistant"
MOST, SHORTEST = 20, 2


@service_view(
    SETTLE.key,
    roles=(ROLE,),
    shows=Evaluation("dienstreise.for_others", msgid("Reisen, die man für andere erfasst hat"), LIST),
)
def for_others(request: Request) -> HttpResponse:
    """Find a colleague of the own units; below, what was entered so far."""
    viewer = request.viewer
    text = request.GET.get("q", "").strip()[:100]
    known = places_in_reach(viewer.person_id, ROLE, viewer.day)
    places = list(places_named(known, text)[:MOST]) if len(text) >= SHORTEST else []
    cases = visible(viewer, Case).filter(service=KEY).select_related("person").order_by("-created_at", "-id")
    page = Paginator(cases, 50).get_page(request.GET.get("page"))
    saw(request, page.object_list)
    context = {
        "q": text,
        "places": places,
        "page": page,
        "rows": [show.with_status(case, own=False) for case in page.object_list],
        "drafts": drafts.drafts_of(viewer, KEY),
    }
    return render(request, "dienstreise/for_others.html", context)


@service_view(
    SETTLE.key,
    roles=(ROLE,),
    shows=Evaluation("dienstreise.new_for", msgid("Eine Reise für eine andere Person erfassen"), ENTRY),
)
def new_for(request: Request, person: UUID) -> HttpResponse:
    """The first question of a request for a colleague of the own units; for nobody else this page exists."""
    viewer = request.viewer
    place = places_in_reach(viewer.person_id, ROLE, viewer.day).filter(person__uuid=person)[:1].get()
    request.seen.add((place.person_id, 0))
    return start_page(REQUEST, request, booked_at(place.person_id, viewer.day), subject=place.person)
