"""The two wizards of a business trip: the request and the claim."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.kernel.entry import EntryError
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.platform.paper.queries import received_on
from meindo.platform.people.queries import main_employment, main_place
from meindo.ui.acting import Request
from meindo.ui.question import Question, Questionnaire
from meindo.ui.wizard import Paper, Wizard

from . import commands, queries, rules, same_day, settling
from .answers import journey_of, request_of
from .despite import against_claim, against_request
from .forms import REQUEST_QUESTIONS
from .forms_claim import TimesForm, claim_on_paper, claim_questions
from .forms_nights import DIFFER, NONE
from .forms_receipts import RECEIPTS, receipts_question
from .journeys import Journeys
from .models import Claim, Trip
from .process import APPROVAL
from .purposes import SETTLE
from .queries_budget import cost_centre_of
from .request import CLAIM_FORM, REQUEST_FORM
from .routes import NO_ROUTES, Routes, routes_of
from .show import considered_lines, cost_facts
from .show_lines import lines_of, sentence

TYPING = ("applicant", "travel_assistant")


def booked_at(person: int, day: date, function: str = "") -> dict[str, str]:
    """The cost centre where the trips of a person are booked, as a typed answer; nothing where none is known."""
    place = main_place(person)
    code = cost_centre_of(place.unit_id, day, function) if place is not None else ""
    return {"cost_centre": code} if code else {}


def send_request(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The request becomes a case."""
    return commands.request_trip(
        employment=main_employment(draft.person_id),
        request=request_of(answers, draft.data),
        received_on=received_on(draft),
        by=request.viewer.actor,
    )


def until_request(_day: date) -> Any:
    """When a request on paper is to come back."""
    return _("vor dem Beginn der Reise, denn sie muss vorher genehmigt sein ({norm})").format(norm=APPROVAL)


REQUEST = Wizard(
    key=REQUEST_FORM,
    service="dienstreise",
    purpose=SETTLE.key,
    title=gettext_lazy("Dienstreise beantragen"),
    send_label=gettext_lazy("Antrag senden"),
    despite=against_request,
    despite_label=gettext_lazy("Trotzdem beantragen"),
    questions=lambda _draft: REQUEST_QUESTIONS,
    send=send_request,
    draft_title=lambda answers: _("Dienstreise nach {place}").format(place=answers["destination"]),
    done_url="dienstreise_done",
    paper=Paper(title=gettext_lazy("Antrag auf eine Dienstreise"), until=until_request),
    roles=TYPING,
)


def questions_of_claim(draft: Draft) -> list[Question]:
    """The questions for the days that the first answer names, or else for the days requested."""
    times = Questionnaire([Question("zeiten", TimesForm, "")]).cleaned(draft.data)
    if times:
        days = times["start_day"], times["end_day"]
        return [*claim_questions(*days, _routes_seen(draft)), receipts_question(draft)]
    if draft.case is None or draft.case.starts_on is None or draft.case.ends_on is None:
        return [*claim_on_paper(), receipts_question(draft)]
    days = draft.case.starts_on, draft.case.ends_on
    return [*claim_questions(*days, _routes_seen(draft)), receipts_question(draft)]


def _routes_seen(draft: Draft) -> Routes:
    """The own rides, read once per draft object: a page asks for the questions several times. Who types for somebody
    else sees nothing of that person's other trips.
    """
    if "routes_seen" not in draft.__dict__:
        draft.__dict__["routes_seen"] = routes_of(draft.case) if draft.case and not draft.entered_by_id else NO_ROUTES
    found: Routes = draft.__dict__["routes_seen"]
    return found


def send_claim(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """File the claim."""
    assert draft.case is not None  # noqa: S101 (a claim's draft always belongs to a case)
    case = draft.case
    by, typed = request.viewer.actor, dict(draft.data)
    came = received_on(draft)
    journeys = Journeys.of(journey_of(answers))
    commands.file_claim(case=case, journeys=journeys, answers=typed, by=by, draft=draft, received_on=came)
    return case


def claim_problems(_draft: Draft, answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """What does not fit together, with the question to go back to."""
    try:
        journey_of(answers)
    except EntryError as problem:
        return [(_question_of(problem.field), sentence(problem.message))]
    return []


def _question_of(field: str) -> str:
    """The question at which a part of the journey was entered."""
    name, _bracket, rest = field.partition("[")
    if name == "legs":
        return f"fahrt-{int(rest.partition(']')[0]) + 1}"
    return {"nights": "naechte", "stays": "aufenthalt", "other_costs": "kosten-1", "stops": "laender"}.get(
        name, "zeiten"
    )


def claim_review(_request: Request, draft: Draft, answers: dict[str, Any]) -> Mapping[str, Any]:
    """The settlement at once, before anything is sent, with what was settled for the same days."""
    assert draft.case is not None  # noqa: S101 (a claim's draft always belongs to a case)
    try:
        journeys = settling.with_records(draft.case, Journeys.of(journey_of(answers)))
    except EntryError:
        return {}
    finding, own = settling.preview(journeys), draft.entered_by_id is None
    mine, other = _("Das steht Ihnen nach Ihren Angaben zu"), _("Das steht der Person nach diesen Angaben zu")
    return {
        "finding": finding,
        "considered": considered_lines(journeys, same_day.settled_beside(draft.case, journeys) if own else ()),
        "costs": cost_facts(journeys),
        "lines": lines_of(finding),
        "sum_label": mine if own else other,
        "refusals": [sentence(refusal.message) for refusal in finding.refusals],
    }


def claim_unusual(answers: Mapping[str, Any]) -> list[Any]:
    """What is asked back once and can be confirmed, such as 3,000 km by bicycle."""
    try:
        journeys = Journeys.of(journey_of(answers))
    except EntryError:
        return []
    hints = settling.hints_of(journeys)
    return [sentence(hint.message) for hint in hints if hint.name != "long_stay_not_declared"]  # has its own question


def until_claim(day: date) -> Any:
    """When a claim on paper is to come back, by the law of the day on which it was printed."""
    months = rules.law_on(day).value("claim_deadline_months")
    return _("innerhalb von {months} Monaten nach dem Ende der Reise ({norm})").format(
        months=months.value, norm=months.norm
    )


def claimable(viewer: Viewer, person: int) -> QuerySet[Case]:
    """The trips of a person that the viewer entered and that can be claimed by now."""
    cases = visible(viewer, Case).filter(
        process__in=queries.TRIPS, person=person, step__in=("journey", "claim_revision")
    )
    return cases.filter(ends_on__lte=today()).order_by("-starts_on", "-id")


CLAIM = Wizard(
    key=CLAIM_FORM,
    service="dienstreise",
    purpose=SETTLE.key,
    title=gettext_lazy("Dienstreise abrechnen"),
    send_label=gettext_lazy("Abrechnung einreichen"),
    despite=against_claim,
    despite_label=gettext_lazy("Trotzdem einreichen"),
    questions=questions_of_claim,
    send=send_claim,
    done_url="dienstreise_done",
    paper=Paper(
        title=gettext_lazy("Abrechnung einer Dienstreise"),
        until=until_claim,
        matters=claimable,
        known=lambda case: claim_start(case, own=False),
    ),
    roles=TYPING,
    problems=claim_problems,
    review=claim_review,
    unusual=claim_unusual,
    review_template="dienstreise/check_claim.html",
    files_question=RECEIPTS,
)


UNDATED = re.compile(r"^(leg\d+_(?!day$)|nights_|night\d+_|seen_(fahrt|klasse|naechte|nacht))")


def claim_start(case: Case, like: Claim | None = None, *, own: bool = True, early: bool = False) -> dict[str, Any]:
    """What a new claim already knows: the times requested and the ride last accepted to that place (only for the
    person themself), or all but the dates of an earlier claim, or everything of the claim that came back. `early`: the
    trip was broken off, so only the person knows when it ended.
    """
    claim = queries.current_claim(case)
    if claim is not None:
        return dict(claim.answers)
    trip = queries.trip_of(case)
    if like is None:
        data = _first_ride(trip, routes_of(case) if own else NO_ROUTES)
    else:
        data = {name: value for name, value in like.answers.items() if UNDATED.match(name)}
        if data.get("nights_kind") in (DIFFER, NONE):  # fits only a trip with as many nights
            data = {name: value for name, value in data.items() if name not in ("nights_kind", "seen_naechte")}
        data = {**data, "leg1_means": data.get("leg1_means", trip.means)}
    data |= {name: trip.answers[name] for name in ("abroad", "private") if trip.answers.get(name)}
    data |= {"start_time": f"{trip.start_time:%H:%M}", "end_time": f"{trip.end_time:%H:%M}"}
    for name, day in (("start_day", trip.starts_on), ("end_day", trip.ends_on)):
        data |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    if early:
        data = {name: value for name, value in data.items() if not name.startswith("end_")} | {"broken_off": "on"}
    return data


def _first_ride(trip: Trip, routes: Routes) -> dict[str, Any]:
    """To the place requested, and with the kilometres last accepted for it."""
    data = {"leg1_means": trip.means, "leg1_to": trip.destination[:80]}
    ride = routes.latest_to(trip.means, trip.destination)
    if ride is not None:
        data |= {"leg1_from": ride.origin, "leg1_to": ride.destination, "leg1_km": ride.typed_km()}
    return data
