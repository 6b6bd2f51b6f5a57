"""The wizard that asks for an advance to an approved trip."""

from collections.abc import Mapping
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

from . import commands_advance, queries
from .forms_advance import advance_questions
from .process import KEY
from .purposes import ADVANCE as PURPOSE
from .show_lines import lines_of
from .wizards import TYPING


def questions_of_advance(draft: Draft) -> list[Question]:
    """The proposal follows from the trip; on an empty form nobody knows it."""
    seen: dict[str, Any] = draft.__dict__
    if "proposal_seen" not in seen:
        seen["proposal_seen"] = None if draft.case is None else commands_advance.proposal(draft.case)
    return advance_questions(seen["proposal_seen"])


def advance_start(case: Case) -> dict[str, Any]:
    """The proposal, filled in."""
    proposed = commands_advance.proposal(case).entitlement_eur
    return {"advance_eur": f"{proposed:.2f}".replace(".", ",")} if proposed else {}


def send_advance(request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    """The advance becomes a case of its own."""
    assert draft.case is not None  # noqa: S101 (the draft of an advance always belongs to a case)
    return commands_advance.request_advance(
        trip_case=draft.case,
        asked_eur=answers.get("advance_eur"),
        reason=answers.get("advance_reason") or "",
        by=request.viewer.actor,
    )


def review_advance(_request: Request, draft: Draft, _answers: dict[str, Any]) -> Mapping[str, Any]:
    """What is proposed, by which value."""
    assert draft.case is not None  # noqa: S101 (the draft of an advance always belongs to a case)
    finding = commands_advance.proposal(draft.case)
    return {"finding": finding, "lines": lines_of(finding)}


def until_advance(_day: date) -> Any:
    """When the form is to come back."""
    return _("vor dem Beginn der Reise, möglichst vier Wochen vorher")


def with_advance(viewer: Viewer, person: int) -> QuerySet[Case]:
    """The approved trips of a person that the viewer entered and that are not over."""
    cases = visible(viewer, Case).filter(process__in=queries.TRIPS, person=person, step="journey")
    return cases.filter(ends_on__gte=today()).order_by("starts_on", "id")


ADVANCE = Wizard(
    key="dienstreise_abschlag",
    service=KEY,
    purpose=PURPOSE.key,
    title=gettext_lazy("Abschlag zu einer Dienstreise"),
    send_label=gettext_lazy("Abschlag beantragen"),
    questions=questions_of_advance,
    send=send_advance,
    review=review_advance,
    review_template="dienstreise/check_advance.html",
    done_url="dienstreise_done",
    paper=Paper(
        title=gettext_lazy("Antrag auf einen Abschlag zu einer Dienstreise"),
        until=until_advance,
        matters=with_advance,
        known=advance_start,
    ),
    roles=TYPING,
)
