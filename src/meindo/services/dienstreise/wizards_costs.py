"""The wizard for a trip that was never taken: why, and what it cost all the same."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case, Draft
from meindo.platform.paper.queries import received_on
from meindo.ui.acting import Request
from meindo.ui.fields import LongTextField
from meindo.ui.forms import Form
from meindo.ui.question import Question
from meindo.ui.wizard import Paper, Wizard

from . import commands, queries
from .answers import costs_of
from .forms_costs import MAX_COSTS, cost_question
from .forms_receipts import RECEIPTS, receipts_question
from .journeys import Journeys
from .process import KEY, TRIP
from .process_report import REPORT
from .purposes import SETTLE
from .settling import preview
from .show import cost_facts
from .show_lines import sentence
from .wizards import TYPING, until_claim

COSTS_FORM = "dienstreise_storno"
HEADING = gettext_lazy("Stornokosten")
WHAT = gettext_lazy("Zum Beispiel das Hotel oder die Fahrkarte. Die Reisestelle entscheidet, was gezahlt wird.")


class NotTakenForm(Form):
    """Why the trip was not taken."""

    title_field = "not_taken_reason"
    not_taken_reason = LongTextField(
        label=gettext_lazy("Warum hat die Reise nicht stattgefunden?"),
        help_text=gettext_lazy("Ein Satz genügt. Bitte nennen Sie keine Gesundheitsdaten."),
        rows=3,
        max_length=1000,
    )


def questions_of_costs(draft: Draft) -> list[Question]:
    """Why, each cost, the receipts. The costs have no day of their own: nobody travelled."""
    one_day = [("", "")]
    return [
        Question("grund", NotTakenForm, gettext_lazy("Warum hat die Reise nicht stattgefunden?")),
        *(cost_question(number, one_day, HEADING, WHAT) for number in range(1, MAX_COSTS + 1)),
        receipts_question(draft, COSTS_FORM),
    ]


def costs_problems(_draft: Draft, answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """Without costs the trip is closed without money, by the button of its page."""
    if answers.get("cost1_label"):
        return []
    return [("kosten-1", _("Bitte geben Sie mindestens eine Ausgabe an. Ohne Kosten wählen Sie „Nicht angetreten“."))]


def costs_review(_request: Request, draft: Draft, answers: dict[str, Any]) -> Mapping[str, Any]:
    """What was entered, and that a person sets the amount."""
    assert draft.case is not None  # noqa: S101 (the draft of costs always belongs to a case)
    journeys = Journeys.of(costs_of(queries.trip_of(draft.case), answers))
    finding = preview(journeys)
    refusals = [sentence(refusal.message) for refusal in finding.refusals]
    return {"costs": cost_facts(journeys), "refusals": refusals}


def send_costs(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """File the costs as the claim of the trip."""
    assert draft.case is not None  # noqa: S101 (the draft of costs always belongs to a case)
    commands.file_claim(
        case=draft.case,
        journeys=Journeys.of(costs_of(queries.trip_of(draft.case), answers)),
        answers=dict(draft.data),
        by=request.viewer.actor,
        draft=draft,
        received_on=received_on(draft),
        reason=answers["not_taken_reason"],
    )
    return draft.case


def is_about_costs(case: Case) -> bool:
    """Whether the claim that came back is one of a trip that was never taken."""
    claim = queries.claim_seen(case) if case.step == "claim_revision" else None
    return claim is not None and bool(claim.journey.get("not_taken"))


def costs_start(case: Case) -> dict[str, Any]:
    """What was entered before a question came back; nothing otherwise."""
    claim = queries.current_claim(case)
    return {} if claim is None else dict(claim.answers)


def with_costs(viewer: Viewer, person: int) -> QuerySet[Case]:
    """The approved trips of a person that the viewer entered, on a version that knows such costs."""
    versions = {TRIP.key: TRIP.version, REPORT.key: REPORT.version}
    cases = visible(viewer, Case).filter(process__in=queries.TRIPS, person=person, step="journey")
    known = [case.pk for case in cases if case.version >= versions[case.process]]
    return cases.filter(pk__in=known).order_by("-starts_on", "-id")


COSTS = Wizard(
    key=COSTS_FORM,
    service=KEY,
    purpose=SETTLE.key,
    title=gettext_lazy("Stornokosten einer Dienstreise"),
    send_label=gettext_lazy("Stornokosten einreichen"),
    questions=questions_of_costs,
    send=send_costs,
    problems=costs_problems,
    review=costs_review,
    review_template="dienstreise/check_costs.html",
    done_url="dienstreise_done",
    paper=Paper(
        title=gettext_lazy("Stornokosten einer Dienstreise, die nicht stattfand"), until=until_claim, matters=with_costs
    ),
    roles=TYPING,
    files_question=RECEIPTS,
)
