"""Writes of advances: asked for before a trip, confirmed, ordered by another person, overtaken by the settlement."""

from decimal import Decimal
from typing import Any

from meindo.kernel.finding import Finding
from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.law.values import released_hashes
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.payroll.commands import Amount, order_lines

from . import queries, queries_advance
from .letter_task import ask_for_letter
from .models import Advance
from .process import KEY
from .process_advance import ADVANCE, CONFIRMED
from .purposes import ADVANCE as PURPOSE
from .rules_advance import advance, advance_law
from .wage_types import ADVANCE as WAGE_TYPE
from .wage_types import PAID_TEXT

LETTERS = ("order", "reject")
OTHER = "advance_other"  # another amount than the proposed one


def proposal(trip_case: Case) -> Finding:
    """What is proposed as an advance to a trip, by the values in force on its first day and today's releases."""
    trip = queries.trip_of(trip_case)
    return advance(trip.estimate_eur, advance_law(trip.starts_on, released_hashes()))


def request_advance(*, trip_case: Case, asked_eur: Decimal | None, reason: str = "", by: Actor) -> Case:
    """Ask for an advance to an approved trip: as proposed, or another amount with a reason. One per trip."""
    with unit_of_work(by, purpose=PURPOSE.key) as work:
        locked = Case.objects.select_for_update().get(pk=trip_case.pk)
        hindered = queries_advance.cannot_ask(locked)
        if hindered is not None:
            raise MoveRefused(hindered)
        finding = proposal(locked)
        amount = _asked(finding, asked_eur, reason)
        attention = [OTHER] if amount != finding.entitlement_eur else []
        case = open_case(
            work,
            service=KEY,
            process=ADVANCE,
            prefix="DV",
            employment=locked.employment,
            first_move="request",
            headline=locked.headline,
            starts_on=locked.starts_on,
            ends_on=locked.ends_on,
            amount_eur=amount,
            summary={"why": reason[:200]},
            attention=attention + (["trial"] if finding.trial else []),
        )
        Advance.objects.create(
            case=case,
            trip_case=locked,
            estimate_eur=queries.trip_of(locked).estimate_eur,
            finding=finding.as_data(),
            proposed_eur=finding.entitlement_eur,
            asked_eur=amount,
            reason=reason,
        )
    return case


def _asked(finding: Finding, asked_eur: Decimal | None, reason: str) -> Decimal:
    amount = finding.entitlement_eur if asked_eur is None else asked_eur
    if amount <= 0:
        raise MoveRefused(Reason(_("Bitte geben Sie an, welchen Betrag Sie vorab brauchen.")))
    if amount != finding.entitlement_eur and not reason.strip():
        raise MoveRefused(Reason(_("Bitte schreiben Sie, warum Sie einen anderen Betrag als den Vorschlag brauchen.")))
    return amount


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
    """Make a move on an advance, with the amount, the pay line and the letter that belong to it.

    A question is about the whole: `field` stays empty.
    """
    with unit_of_work(by, purpose=PURPOSE.key) as work:
        if move_name == "order":  # the claim waits, so that an advance is either paid and set off, or not paid
            Case.objects.select_for_update().get(pk=queries_advance.advance_of(case).trip_case_id)
        changes: dict[str, Any] = {}
        if move_name in CONFIRMED:
            changes["amount_eur"] = _confirmed(case, move_name, amount_eur)
        event = move(work, case, move_name, revision=revision, reason=reason, **changes)
        if move_name == "order":
            _order(work, case)
        if move_name in LETTERS:
            ask_for_letter(work, case)
    return event


def _confirmed(case: Case, move_name: str, amount_eur: Decimal | None) -> Decimal:
    """The amount that is paid. One that payroll refused after it was set off is paid just as it was set off."""
    found = queries_advance.advance_of(case)
    owed = -queries_advance.open_eur(found.trip_case)
    if owed > 0:
        return owed
    if move_name == "confirm":
        return found.asked_eur
    if amount_eur is None or amount_eur <= 0:
        raise MoveRefused(Reason(_("Bitte geben Sie den Betrag an, der als Abschlag gezahlt werden soll.")))
    return amount_eur


def _order(work: Work, case: Case) -> None:
    confirmed = case.events.filter(move__in=CONFIRMED).order_by("-revision").first()
    if confirmed is None or confirmed.by_id is None or not case.amount_eur:
        raise MoveRefused(Reason(_("Es liegt noch kein bestätigter Abschlag vor.")))
    booked = queries.trip_of(queries_advance.advance_of(case).trip_case).cost_centre
    amounts = [Amount(WAGE_TYPE, PAID_TEXT, case.amount_eur, cost_centre=booked)]
    order_lines(work, case, amounts, confirmed_by=confirmed.by_id, round_=case.revision)
