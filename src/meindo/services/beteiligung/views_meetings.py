"""Meetings of a body: set up, agenda as a page and as PDF."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.cases.queries import case_for
from meindo.platform.registry.evaluation import EXPORT, LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.gate import saw, service_view

from . import commands, queries, room
from .bodies import BODIES
from .forms import MeetingForm
from .letters import agenda
from .purposes import TAKE_PART
from .views import pdf

ROLES = tuple(BODIES)


@service_view(
    TAKE_PART.key, roles=ROLES, shows=Evaluation("beteiligung.meetings", msgid("Sitzungen eines Gremiums"), LIST)
)
def meetings(request: Request) -> HttpResponse:
    """The meetings of the own body; a new one with what waits for an answer."""
    parts = list(queries.parts_of(request.viewer, open_only=True)[:50])
    saw(request, [part.case for part in parts])
    form = MeetingForm(request.POST if request.method == "POST" else None, parts=parts)
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data
        meeting = commands.set_up_meeting(
            body=request.viewer.role,
            held_on=wanted["held_on"],
            place=wanted["place"],
            parts=[part for part in parts if str(part.case.uuid) in wanted["points"]],
            by=request.viewer.actor,
        )
        messages.success(request, _("Die Sitzung ist angelegt."))
        return redirect("beteiligung_meeting", meeting.uuid)
    context = {"form": form, "meetings": list(queries.meetings_of(request.viewer)[:50]), "parts": parts}
    return render(request, "beteiligung/meetings.html", context, status=422 if form.is_bound and form.errors else 200)


@service_view(
    TAKE_PART.key, roles=ROLES, shows=Evaluation("beteiligung.meeting", msgid("Eine Sitzung eines Gremiums"), PAGE)
)
def meeting(request: Request, uuid: UUID) -> HttpResponse:
    """One meeting with its agenda."""
    found = queries.meetings_of(request.viewer).get(uuid=uuid)
    points = queries.points_of(found)
    saw(request, [point.part.case for point in points])
    rows = [(point, room.row(point.part)) for point in points]
    return render(request, "beteiligung/meeting.html", {"meeting": found, "points": rows})


@service_view(
    TAKE_PART.key, roles=ROLES, shows=Evaluation("beteiligung.agenda", msgid("Die Tagesordnung einer Sitzung"), EXPORT)
)
def meeting_file(request: Request, uuid: UUID) -> HttpResponse:
    """The agenda as PDF."""
    found = queries.meetings_of(request.viewer).get(uuid=uuid)
    saw(request, [point.part.case for point in queries.points_of(found)])
    return pdf(agenda(found), f"tagesordnung-{found.held_on:%Y-%m-%d}.pdf")


@require_POST
@service_view(TAKE_PART.key, roles=ROLES)
def put_on(request: Request, uuid: UUID) -> HttpResponse:
    """Put a matter on the agenda of a meeting to come."""
    found = case_for(request.viewer, uuid)
    chosen = request.POST.get("meeting", "")
    target = next((row for row in queries.meetings_of(request.viewer) if str(row.uuid) == chosen), None)
    if target is None:
        messages.error(request, _("Bitte wählen Sie eine Sitzung."))
    else:
        commands.put_on_agenda(meeting=target, part=queries.part_of(found), by=request.viewer.actor)
        messages.success(request, _("Steht auf der Tagesordnung."))
    return redirect("beteiligung_case", found.uuid)
