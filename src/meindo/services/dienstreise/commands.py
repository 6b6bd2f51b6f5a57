"""Writes of business trips: each is one act of one person, in one transaction."""

from datetime import date
from decimal import Decimal
from typing import Any

from meindo.kernel.finding import Finding
from meindo.kernel.message import mark as _
from meindo.kernel.refusal import NotCovered
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import retrieval
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.commands_inquiries import note_answer, note_question, waiting_question
from meindo.platform.cases.models import Case, CaseEvent, Draft
from meindo.platform.cases.process import Reason
from meindo.platform.cases.queries_inquiries import ANSWERED, ORIGINALS, QUESTION
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.paper.queries import first_received
from meindo.platform.people.models import Employment

from . import originals, queries, questions, rules, same_day
from .attention import kept, kept_or_drawn, reasons_to_look
from .commands_payment import order_payment, order_reversal
from .commands_requests import hold_again, store_request, supersede
from .journeys import Journeys
from .letter_task import ask_for_letter
from .models import Claim, Trip
from .process import ANSWERS, KEY, TRIP
from .purposes import SETTLE
from .request import TripRequest
from .settling import is_late, preview, with_records

SETTLING = ("confirm", "confirm_special", "close_unpaid")
FILED = ("file_claim", "refile", "file_costs")  # only together with a claim
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


def file_claim(
    *,
    case: Case,
    journeys: Journeys,
    answers: dict[str, Any],
    by: Actor,
    revision: int | None = None,
    draft: Draft | None = None,
    received_on: date | None = None,
    reason: str = "",
) -> Claim:
    """File, or file again, the claim of a trip that is over or never began (LRKG NRW § 3 Abs. 2). One that was broken
    off is over when the person says so, not on the day planned. Late ones are marked, not refused; a claim on paper is
    in time if it came in in time (`received_on`), whenever somebody types it.

    Settled trips on the same days are taken from our own records and stored with the claim. What is attached to the
    `draft` goes with it when the draft is marked as sent.
    """
    early = queries.ended_early(case, journeys.last_day)
    journeys = with_records(case, journeys.broken_off() if early else journeys)
    finding = preview(journeys)
    trip = queries.trip_of(case)
    with unit_of_work(by, purpose=SETTLE.key) as work:
        if early:  # first, so that the check of the move sees that the trip is over
            Case.objects.filter(pk=case.pk).update(ends_on=journeys.last_day)
        came_on = received_on or first_received(case, queries.claim_form(case)) or queries.claimed_on(case) or today()
        late = is_late(journeys, came_on)
        name = _filing(case, journeys)
        again = name == "refile"
        found = reasons_to_look(case, draft, trip.permission, journeys, finding, late=late, answers=answers)
        found += kept_or_drawn(case.attention)
        asked = waiting_question(case) if again else None
        event = move(
            work,
            case,
            name,
            revision=revision,
            reason=reason,
            amount_eur=finding.entitlement_eur,
            starts_on=journeys.first_day,
            ends_on=journeys.last_day,
            attention=[ANSWERED, *found] if again else found,
            returned=again,
        )
        note_answer(asked, event)
        filed_by = work.by.person_id or case.person_id
        return store_claim(
            work, trip, journeys, finding, answers=answers, filed_at=work.at, filed_by_id=filed_by, is_late=late
        )


def _filing(case: Case, journeys: Journeys) -> str:
    if case.step == "claim_revision":
        return "refile"
    return "file_costs" if journeys.first.not_taken else "file_claim"


def store_claim(work: Work, trip: Trip, journeys: Journeys, finding: Finding, **filed: Any) -> Claim:
    """A claim takes the place of the one before, which stays as it was; part of the transaction of a move."""
    earlier = Claim.objects.filter(trip=trip)
    earlier.filter(superseded_at__isnull=True).update(superseded_at=work.at)
    return Claim.objects.create(
        trip=trip,
        number=earlier.count() + 1,
        journey=journeys.as_data(),
        finding=finding.as_data(),
        computed_eur=finding.entitlement_eur,
        **filed,
    )


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
        _compute_anew(case, by)
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
        if move_name in SETTLING and _is_outdated(case):
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
        _wait_for_others(case)
    if move_name in OF_REQUEST:
        return _of_request(work, case, move_name)
    if move_name == "ask_originals":
        return {"due_on": originals.deliver_by(case)}
    if move_name == "resubmit":
        return {"returned": True, "attention": [ANSWERED, *case.attention]}
    if move_name == "confirm_special":
        return {"amount_eur": _set_amount(work, case, amount_eur)}
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
            _copy_of(work, claim)
        if event.move == "reject_change":
            hold_again(work, case)
    return event


def _is_outdated(case: Case) -> bool:
    claim = queries.current_claim(case)
    return claim is not None and same_day.is_outdated(case, claim)


def _wait_for_others(case: Case) -> None:
    """Let settlements of one employment happen one after the other; the lock ends with the transaction."""
    Employment.objects.select_for_update(no_key=True).get(pk=case.employment_id)
    same_day.forget(case)


def _compute_anew(case: Case, by: Actor) -> None:
    """Compute the claim with the trips settled by now; the case shows the new amount and waits as before."""
    with unit_of_work(by, purpose=SETTLE.key) as work:
        _wait_for_others(case)
        case.refresh_from_db()
        claim = queries.current_claim(case)
        if claim is None or case.step != "checking" or not same_day.is_outdated(case, claim):
            return
        journeys = same_day.with_settled(case, Journeys.from_data(claim.journey))
        finding = preview(journeys)
        filed = {name: getattr(claim, name) for name in ("answers", "filed_at", "filed_by_id", "is_late")}
        store_claim(work, claim.trip, journeys, finding, **filed)
        permission, late = claim.trip.permission, claim.is_late
        found = reasons_to_look(case, None, permission, journeys, finding, late=late, answers=claim.answers)
        attention = found + kept(case.attention)
        Case.objects.filter(pk=case.pk).update(amount_eur=finding.entitlement_eur, attention=attention)
        work.record("dienstreise.computed_anew", f"case:{case.uuid}")


def claim_deadline(case: Case) -> date | None:
    """The last day on which the claim is in time; None where the law of that day sets none."""
    trip = queries.trip_of(case)
    law = rules.law_on(trip.starts_on)
    try:
        return rules.claim_deadline(trip.ends_on, law)
    except NotCovered:
        return None


def computed_again(work: Work, case: Case) -> dict[str, Any]:
    """The computed amount holds again, as a change of the case: a special amount belongs to one decision of the check
    and ends with it, so that who checks anew sets it anew, with reasons.
    """
    claim = queries.current_claim(case)
    if claim is None or claim.decided_eur is None:
        return {}
    return {"amount_eur": _copy_of(work, claim).computed_eur}


def _set_amount(work: Work, case: Case, amount_eur: Decimal | None) -> Decimal:
    if amount_eur is None or amount_eur < 0:
        raise MoveRefused(Reason("Bitte geben Sie den Betrag an, der gezahlt werden soll."))
    claim = queries.current_claim(case)
    if claim is None:
        raise MoveRefused(Reason("Es liegt noch keine Abrechnung vor."))
    if claim.decided_eur is not None:
        claim = _copy_of(work, claim)
    Claim.objects.filter(pk=claim.pk).update(decided_eur=amount_eur)
    return amount_eur


def _copy_of(work: Work, claim: Claim) -> Claim:
    """The same claim without the special amount: the one that was decided on is not edited."""
    copy = Claim.objects.get(pk=claim.pk)  # the whole row, with the journey
    Claim.objects.filter(pk=claim.pk).update(superseded_at=work.at)
    copy.pk, copy.number, copy.decided_eur = None, copy.number + 1, None
    copy._state.adding = True
    copy.save(force_insert=True)
    return copy


EFFECTS = {
    "order": order_payment,
    "order_reversal": order_reversal,
    "reject": ask_for_letter,
    "reject_change": ask_for_letter,
    "reject_claim": ask_for_letter,
    "close_unpaid": ask_for_letter,
}
