"""Writes of claims: filed, computed anew, with another amount set by a person."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from meindo.kernel.finding import Finding, Hint
from meindo.kernel.refusal import NotCovered
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import sampling
from meindo.platform.cases.commands import MoveRefused, move
from meindo.platform.cases.commands_inquiries import note_answer, waiting_question
from meindo.platform.cases.models import Case, Draft
from meindo.platform.cases.process import Reason
from meindo.platform.cases.queries_inquiries import ANSWERED
from meindo.platform.clock import today
from meindo.platform.law.queries import values_in_use, values_used
from meindo.platform.law.values import released_hashes
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.paper.queries import first_received
from meindo.platform.people.models import Employment

from . import proof, queries, rules, same_day
from .journey import Journey
from .models import Claim, Trip
from .purposes import SETTLE
from .queries_entitlement import may_travel_first_class
from .request import CLAIM_FORM


def with_records(case: Case, journey: Journey) -> Journey:
    """The journey with what our own records say: other trips on the same days, and whether first class is allowed."""
    allowed = journey.first_class_entitled or may_travel_first_class(case.person_id, journey.first_day)
    return replace(same_day.with_settled(case, journey), first_class_entitled=allowed)


def preview(journey: Journey) -> Finding:
    """What the claim would give by the law of the trip's first day and today's releases; nothing is stored.

    Other trips on the same day count only as far as the journey holds them (`same_day.with_settled`).
    """
    local = values_in_use() if journey.stops else None
    return rules.settlement(journey, rules.law_for(journey, released_hashes(), local))


def hints_of(journey: Journey) -> tuple[Hint, ...]:
    """What a person should look at; it depends neither on releases nor on other trips."""
    local = values_in_use() if journey.stops else None
    return rules.settlement(journey, rules.law_for(journey, local=local)).hints


def recomputed(claim: Claim) -> Finding:
    """Compute a stored claim again by the releases and local tables that it was computed with."""
    stored = claim.result()
    journey = Journey.from_data(claim.journey)
    waiting = {reason.params["id"] for reason in stored.trial_reasons}
    released = frozenset(ref.value_hash for ref in stored.refs if ref.id not in waiting)
    local = values_used(ref.value_hash for ref in stored.refs if ref.local) if journey.stops else None
    return rules.settlement(journey, rules.law_for(journey, released, local))


def file_claim(
    *,
    case: Case,
    journey: Journey,
    answers: dict[str, Any],
    by: Actor,
    revision: int | None = None,
    draft: Draft | None = None,
    received_on: date | None = None,
) -> Claim:
    """File, or file again, the claim of a finished trip (LRKG NRW § 3 Abs. 2). Late ones are marked, not refused; a
    claim on paper is in time if it came in in time (`received_on`), whenever somebody types it.

    Settled trips on the same days are taken from our own records and stored with the claim. What is attached to the
    `draft` goes with it when the draft is marked as sent.
    """
    journey = with_records(case, journey)
    finding = preview(journey)
    trip = queries.trip_of(case)
    with unit_of_work(by, purpose=SETTLE.key) as work:
        late = _is_late(journey, received_on or first_received(case, CLAIM_FORM) or queries.claimed_on(case) or today())
        name = "refile" if case.step == "claim_revision" else "file_claim"
        attention = attention_of(finding, late) + proof.attention(case, draft, journey)
        if sampling.kept(case.attention) or sampling.drawn():
            attention.append(sampling.SAMPLE)
        again = name == "refile"
        asked = waiting_question(case) if again else None
        event = move(
            work,
            case,
            name,
            revision=revision,
            amount_eur=finding.entitlement_eur,
            starts_on=journey.first_day,
            ends_on=journey.last_day,
            attention=[ANSWERED, *attention] if again else attention,
            returned=again,
        )
        note_answer(asked, event)
        filed_by = work.by.person_id or case.person_id
        return store_claim(
            work, trip, journey, finding, answers=answers, filed_at=work.at, filed_by_id=filed_by, is_late=late
        )


def store_claim(work: Work, trip: Trip, journey: Journey, finding: Finding, **filed: Any) -> Claim:
    """A claim takes the place of the one before, which stays as it was; part of the transaction of a move."""
    earlier = Claim.objects.filter(trip=trip)
    earlier.filter(superseded_at__isnull=True).update(superseded_at=work.at)
    return Claim.objects.create(
        trip=trip,
        number=earlier.count() + 1,
        journey=journey.as_data(),
        finding=finding.as_data(),
        computed_eur=finding.entitlement_eur,
        **filed,
    )


def _is_late(journey: Journey, came_on: date) -> bool:
    try:
        return rules.is_late(journey.last_day, came_on, rules.law_for(journey))
    except NotCovered:
        return False  # the law of that day sets no deadline here; the travel office looks at every such claim


def attention_of(finding: Finding, late: bool) -> list[str]:
    """Why the result of a claim needs a look, as keys."""
    found = ["late"] if late else []
    found += ["not_covered"] if finding.refusals else []
    found += ["trial"] if finding.trial else []
    return found + sorted({hint.name for hint in finding.hints})


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
    return {"amount_eur": without_special(work, claim).computed_eur}


def set_amount(work: Work, case: Case, amount_eur: Decimal | None) -> Decimal:
    if amount_eur is None or amount_eur < 0:
        raise MoveRefused(Reason("Bitte geben Sie den Betrag an, der gezahlt werden soll."))
    claim = queries.current_claim(case)
    if claim is None:
        raise MoveRefused(Reason("Es liegt noch keine Abrechnung vor."))
    if claim.decided_eur is not None:
        claim = without_special(work, claim)
    Claim.objects.filter(pk=claim.pk).update(decided_eur=amount_eur)
    return amount_eur


def without_special(work: Work, claim: Claim) -> Claim:
    """The same claim without the special amount: the one that was decided on is not edited."""
    copy = Claim.objects.get(pk=claim.pk)  # the whole row, with the journey
    Claim.objects.filter(pk=claim.pk).update(superseded_at=work.at)
    copy.pk, copy.number, copy.decided_eur = None, copy.number + 1, None
    copy._state.adding = True
    copy.save(force_insert=True)
    return copy


def is_outdated(case: Case) -> bool:
    claim = queries.current_claim(case)
    return claim is not None and same_day.is_outdated(case, claim)


def wait_for_others(case: Case) -> None:
    """Let settlements of one employment happen one after the other; the lock ends with the transaction."""
    Employment.objects.select_for_update(no_key=True).get(pk=case.employment_id)
    same_day.forget(case)


def compute_anew(case: Case, by: Actor) -> None:
    """Compute the claim with the trips settled by now; the case shows the new amount and waits as before."""
    with unit_of_work(by, purpose=SETTLE.key) as work:
        wait_for_others(case)
        case.refresh_from_db()
        claim = queries.current_claim(case)
        if claim is None or case.step != "checking" or not same_day.is_outdated(case, claim):
            return
        journey = same_day.with_settled(case, Journey.from_data(claim.journey))
        finding = preview(journey)
        kept = {name: getattr(claim, name) for name in ("answers", "filed_at", "filed_by_id", "is_late")}
        store_claim(work, claim.trip, journey, finding, **kept)
        attention = attention_of(finding, claim.is_late) + proof.attention(case, None, journey)
        attention += sampling.kept(case.attention)
        Case.objects.filter(pk=case.pk).update(amount_eur=finding.entitlement_eur, attention=attention)
        work.record("dienstreise.computed_anew", f"case:{case.uuid}")
