"""The wizard that changes an approved trip: the questions of the request, prefilled with what was approved."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.ui.acting import Request
from meindo.ui.question import Question
from meindo.ui.wizard import Paper, Wizard

from . import commands, commands_report, queries
from .answers import request_of
from .commands_requests import request_in
from .despite import against_request
from .forms import REPORT_QUESTIONS, REQUEST_QUESTIONS, change_question
from .models import Trip
from .process import KEY, THIRD
from .purposes import SETTLE
from .wizards import TYPING

SAME = ("destination", "purpose_text", "starts_on", "start_time", "ends_on", "end_time", "means", "means_reason")
KNOWN = ("destination", "purpose_text", "means", "means_reason", "cost_centre")


def known_of(trip: Trip) -> dict[str, Any]:
    """The request in force as typed answers: nothing has to be entered twice."""
    data: dict[str, Any] = {name: value for name, value in trip.answers.items() if not name.startswith("seen_")}
    data |= {name: getattr(trip, name) for name in KNOWN}
    data |= {"start_time": f"{trip.start_time:%H:%M}", "end_time": f"{trip.end_time:%H:%M}"}
    for name, day in (("start_day", trip.starts_on), ("end_day", trip.ends_on)):
        data |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    if trip.estimate_eur is not None:
        data["estimate_eur"] = str(trip.estimate_eur).replace(".", ",")
    return data


def send_change(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The change waits for the line manager; one of a notified trip waits for nobody."""
    assert draft.case is not None  # noqa: S101 (the draft of a change always belongs to a case)
    asked, by = request_of(answers, draft.data), request.viewer.actor
    if draft.case.process == queries.REPORTED:
        commands_report.change_report(case=draft.case, request=asked, by=by)
    else:
        commands.change_trip(case=draft.case, request=asked, reason=answers["change_reason"], by=by)
    return draft.case


def change_questions(draft: Draft) -> list[Question]:
    """A notified trip is changed without reasons: nobody decides on it."""
    reported = draft.case is not None and draft.case.process == queries.REPORTED
    return REPORT_QUESTIONS if reported else [change_question(), *REQUEST_QUESTIONS]


def change_problems(draft: Draft, answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """A change changes something."""
    assert draft.case is not None  # noqa: S101 (the draft of a change always belongs to a case)
    if "means" not in answers or "end_time" not in answers:
        return []
    asked, now = request_of(answers, draft.data), request_in(queries.trip_of(draft.case))
    same = all(getattr(asked, name) == getattr(now, name) for name in (*SAME, "estimate_eur", "cost_centre"))
    return [("wohin", _("Bisher ist nichts geändert. Bitte ändern Sie mindestens eine Angabe."))] if same else []


def until_change(_day: date) -> Any:
    """When a change on paper is to come back."""
    return _("spätestens am Tag vor dem Beginn der Reise")


def changeable(viewer: Viewer, person: int) -> QuerySet[Case]:
    """The approved trips of a person that the viewer entered and that have not begun."""
    cases = visible(viewer, Case).filter(process=KEY, version__gte=THIRD.version, person=person, step="journey")
    return cases.filter(starts_on__gt=today()).order_by("starts_on", "id")


CHANGE = Wizard(
    key="dienstreise_aenderung",
    service=KEY,
    purpose=SETTLE.key,
    title=gettext_lazy("Dienstreise ändern"),
    send_label=gettext_lazy("Änderung senden"),
    despite=against_request,
    despite_label=gettext_lazy("Trotzdem senden"),
    questions=change_questions,
    send=send_change,
    problems=change_problems,
    done_url="dienstreise_done",
    paper=Paper(
        title=gettext_lazy("Änderung einer genehmigten Dienstreise"),
        until=until_change,
        matters=changeable,
        known=lambda case: known_of(queries.trip_of(case)),
    ),
    roles=TYPING,
)
