"""Writes of business trips: each is one act of one person, in one transaction."""

from datetime import date
from decimal import Decimal
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import retrieval
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.commands_inquiries import note_answer, note_question, waiting_question
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.cases.queries_inquiries import ANSWERED, ORIGINALS, QUESTION
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Employment

from . import originals, queries, questions
from .commands_claim import (
    claim_deadline,
    compute_anew,
    computed_again,
    is_outdated,
    set_amount,
    wait_for_others,
    without_special,
)
from .commands_payment import EFFECTS
from .commands_requests import hold_again, store_request, supersede
from .process import ANSWERS, KEY, TRIP
from .purposes import SETTLE
from .request import TripRequest

SETTLING = ("confirm", "confirm_special", "close_unpaid")
FILED = ("file_claim", "refile")  # only together with a claim
CHANGE = "change"  # only together with a request
CHANGED = "changed"
CHANGE_OVER = ("reject_change", "withdraw_change")  # the request before holds again
OF_REQUEST = ("approve", "approve_change", *CHANGE_OVER)
CHECKED_ANEW = ("confirm", "close_unpaid", "return_to_check")  # what stands is what was computed
ASKING = {"give_back": QUESTION, "ask": QUESTION, "ask_originals": ORIGINALS}


def request_trip(*, employment: Employment, request: TripRequest, by: Actor, received_on: date | None = None) -> Case:
    """Ask for a business trip (LRKG NRW § 2 Abs. 2); returns the case that waits for the line manager.

    One that had begun already when it was asked for is marked for the decision, not refused; `received_on` is the day
    on which a request on paper came in.
    """
    with unit_of_work(by, purpose=SETTLE.key) as work:
        case = open_case(
            work,
            service=KEY,
            process=TRIP,
            prefix="DR",
            employment=employment,
            first_move="request",
            **request.shown(received_on or today()),
        )
        store_request(case, request)
    return case


def change_trip(*, case: Case, request: TripRequest, reason: str, by: Actor, revision: int | None = None) -> CaseEvent:
    """Ask for an approved trip in another form before it begins (LRKG NRW § 2 Abs. 2); the line manager decides.

    The request approved before is superseded, not edited; it holds again when the change is rejected or withdrawn.
    """
    with unit_of_work(by, purpose=SETTLE.key) as work:
        shown = request.shown(today())
        shown["attention"] = [CHANGED, *shown["attention"]]
        event = move(work, case, CHANGE, revision=revision, reason=reason, **shown)
        supersede(work, case, request)
    return event


def decide(
    *,
    case: Case,
    move_name: str,
    by: Actor,
    reason: str = "",
    amount_eur: Decimal | None = None,
    revision: int,
    field: str = "",
) -> CaseEvent:
    """Make a move on a trip, with all that belongs to it: deadlines, letter, pay lines.

    `field` names what a question is about (`questions`). A claim that another trip on the same day made out of date is
    not settled but computed anew (`same_day`).
    """
    if move_name in FILED:
        raise MoveRefused(Reason("Bitte reichen Sie die Abrechnung auf der Seite der Reise ein."))
    if move_name == CHANGE:
        raise MoveRefused(Reason(_("Bitte ändern Sie die Reise auf ihrer Seite.")))
    if move_name in ANSWERS.values():
        raise MoveRefused(Reason("Bitte antworten Sie auf der Seite der Frage."))
    if move_name in ASKING and not questions.is_askable(case, field):
        raise MoveRefused(Reason("Diese Angabe gibt es in diesem Vorgang nicht. Bitte wählen Sie neu."))
    try:
        return _decided(case, move_name, by, reason, amount_eur, revision, field)
    except _Outdated:
        compute_anew(case, by)
        raise MoveRefused(
            Reason(
                _("Inzwischen hat sich eine andere Reise am selben Tag geändert. Die Abrechnung wurde neu berechnet.")
            )
        ) from None


class _Outdated(Exception):
    """Another trip on the same day was settled since the claim was computed: nothing of the move stays."""


def _decided(
    case: Case, move_name: str, by: Actor, reason: str, amount_eur: Decimal | None, revision: int, field: str
) -> CaseEvent:
    with unit_of_work(by, purpose=SETTLE.key) as work:
        asked = waiting_question(case) if move_name == "resubmit" else None
        changes = _changes_with(work, case, move_name, amount_eur)
        event = move(work, case, move_name, revision=revision, reason=reason, **changes)
        if move_name in SETTLING and is_outdated(case):
            raise _Outdated
        if move_name in ASKING:
            note_question(event, field=field, kind=ASKING[move_name], due_on=changes.get("due_on"))
        note_answer(asked, event)
        effect = EFFECTS.get(move_name)
        if effect is not None:
            effect(work, case)
    return event


def _changes_with(work: Work, case: Case, move_name: str, amount_eur: Decimal | None) -> dict[str, Any]:
    """The fields of the case that change together with a move."""
    if move_name in SETTLING:
        wait_for_others(case)
    if move_name in OF_REQUEST:
        return _of_request(work, case, move_name)
    if move_name == "ask_originals":
        return {"due_on": originals.deliver_by(case)}
    if move_name == "resubmit":
        return {"returned": True, "attention": [ANSWERED, *case.attention]}
    if move_name == "confirm_special":
        return {"amount_eur": set_amount(work, case, amount_eur)}
    return computed_again(work, case) if move_name in CHECKED_ANEW else {}


def _of_request(work: Work, case: Case, move_name: str) -> dict[str, Any]:
    """What a decision about the request or its change changes: the request in force, and until when to claim."""
    changes: dict[str, Any] = {}
    if move_name in CHANGE_OVER:
        changes |= {**hold_again(work, case), "attention": []}
    if move_name == "approve_change":
        changes["attention"] = [key for key in case.attention if key != CHANGED]
    return {**changes, "due_on": claim_deadline(case)}


def take_back(*, case: Case, by: Actor, revision: int) -> CaseEvent:
    """Take back the own last decision; a special amount goes with it. Returns the event that was taken back."""
    with unit_of_work(by, purpose=SETTLE.key) as work:
        event = retrieval.take_back(work, case, revision=revision)
        claim = queries.current_claim(case) if event.move == "confirm_special" else None
        if claim is not None and claim.decided_eur is not None:
            without_special(work, claim)
        if event.move == "reject_change":
            hold_again(work, case)
    return event
