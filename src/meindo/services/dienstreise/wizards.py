"""The two wizards of a business trip: the request and the claim."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.kernel.entry import EntryError
from meindo.platform.cases.models import Case, Draft
from meindo.platform.people.queries import main_employment
from meindo.ui.acting import Request
from meindo.ui.question import Question, Questionnaire
from meindo.ui.wizard import Wizard

from . import commands, queries
from .answers import journey_of, request_of
from .despite import against_claim, against_request
from .forms import REQUEST_QUESTIONS, TimesForm, claim_questions
from .models import Claim
from .purposes import SETTLE
from .show import lines_of, sentence


def send_request(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The request becomes a case."""
    return commands.request_trip(
        employment=main_employment(request.viewer.person_id),
        request=request_of(answers, draft.data),
        by=request.viewer.actor,
    )


REQUEST = Wizard(
    key="dienstreise_antrag",
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
)


def questions_of_claim(draft: Draft) -> list[Question]:
    """The questions for the days that the first answer names, or else for the days requested."""
    times = Questionnaire([Question("zeiten", TimesForm, "")]).cleaned(draft.data)
    if times:
        return claim_questions(times["start_day"], times["end_day"])
    if draft.case is None or draft.case.starts_on is None or draft.case.ends_on is None:
        raise Case.DoesNotExist
    return claim_questions(draft.case.starts_on, draft.case.ends_on)


def send_claim(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """File the claim."""
    assert draft.case is not None  # noqa: S101 (a claim's draft always belongs to a case)
    case = draft.case
    commands.file_claim(case=case, journey=journey_of(answers), answers=dict(draft.data), by=request.viewer.actor)
    return case


def claim_problems(_draft: Draft, answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """What does not fit together, with the question to go back to."""
    try:
        journey_of(answers)
    except EntryError as problem:
        where = "fahrt-1" if problem.field.startswith("legs") else "zeiten"
        return [(where, sentence(problem.message))]
    return []


def claim_review(_request: Request, _draft: Draft, answers: dict[str, Any]) -> Mapping[str, Any]:
    """The settlement at once, before anything is sent."""
    try:
        finding = commands.preview(journey_of(answers))
    except EntryError:
        return {}
    return {
        "finding": finding,
        "lines": lines_of(finding),
        "sum_label": _("Das steht Ihnen nach Ihren Angaben zu"),
        "refusals": [sentence(refusal.message) for refusal in finding.refusals],
    }


def claim_unusual(answers: Mapping[str, Any]) -> list[Any]:
    """What is asked back once and can be confirmed, such as 3,000 km by bicycle."""
    try:
        return [sentence(hint.message) for hint in commands.preview(journey_of(answers)).hints]
    except EntryError:
        return []


CLAIM = Wizard(
    key="dienstreise_abrechnung",
    service="dienstreise",
    purpose=SETTLE.key,
    title=gettext_lazy("Dienstreise abrechnen"),
    send_label=gettext_lazy("Abrechnung einreichen"),
    despite=against_claim,
    despite_label=gettext_lazy("Trotzdem einreichen"),
    questions=questions_of_claim,
    send=send_claim,
    done_url="dienstreise_done",
    problems=claim_problems,
    review=claim_review,
    unusual=claim_unusual,
    review_template="dienstreise/check_claim.html",
)


UNDATED = re.compile(r"^(leg\d+_(?!day$)|nights_|seen_fahrt|seen_naechte)")


def claim_start(case: Case, like: Claim | None = None) -> dict[str, Any]:
    """What a new claim already knows: the times requested and the kilometres last accepted for that place, all but
    the dates of an earlier claim, or everything of the claim that came back.
    """
    claim = queries.current_claim(case)
    if claim is not None:
        return dict(claim.answers)
    trip = queries.trip_of(case)
    km = queries.accepted_km(trip.employment_id, trip.destination)
    data: dict[str, Any] = {"leg1_km": str(km).replace(".", ",")} if km else {}
    if like is not None:
        data |= {name: value for name, value in like.answers.items() if UNDATED.match(name)}
    data |= {
        "start_time": f"{trip.start_time:%H:%M}",
        "end_time": f"{trip.end_time:%H:%M}",
        "leg1_means": data.get("leg1_means", trip.means),
    }
    for name, day in (("start_day", trip.starts_on), ("end_day", trip.ends_on)):
        data |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    return data
