"""Writes of Widersprüche and assertions: filed, decided by somebody else, paid by lines of their own."""

from decimal import Decimal
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.payroll.commands import Amount, order_lines

from . import queries, queries_objection, queries_recovery
from .commands_lift import pay_back
from .commands_payment import set_off
from .letter_task import ask_for_letter
from .models import Objection
from .process import KEY
from .process_objection import GRANTED, OBJECTION
from .purposes import OBJECT
from .queries import RECOVERED
from .wage_types import SETTLED

LETTERS = ("order", "lift", "dismiss")


def file_objection(*, contested: Case, reason: str, asked_eur: Decimal | None, by: Actor) -> Case:
    """Object to a decision on the own trip, permission or recovery: a case of its own, linked to the first.
    Late ones are marked.
    """
    if not reason.strip():
        raise MoveRefused(Reason(_("Bitte schreiben Sie, womit Sie nicht einverstanden sind.")))
    with unit_of_work(by, purpose=OBJECT.key) as work:
        locked = Case.objects.select_for_update().get(pk=contested.pk)
        found = queries_objection.contestable(locked)
        if found is None or by.person_id != locked.person_id:
            raise MoveRefused(Reason(_("Gegen diese Entscheidung kann hier gerade nichts eingelegt werden.")))
        case = open_case(
            work,
            service=KEY,
            process=OBJECTION,
            prefix="DW",
            employment=locked.employment,
            first_move="object",
            headline=locked.headline,
            starts_on=locked.starts_on,
            ends_on=locked.ends_on,
            amount_eur=asked_eur,
            summary={"why": reason[:200]},
            attention=["objection_late"] if found.is_late else [],
        )
        Objection.objects.create(
            case=case,
            contested=locked,
            revision=found.event.revision,
            kind=found.kind,
            given_on=found.given_on,
            until=found.until,
            reason=reason,
            asked_eur=asked_eur,
        )
    return case


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
    """Make a move on an objection, with the amount, the pay lines and the letter that belong to it.

    A question is about the whole: `field` stays empty.
    """
    with unit_of_work(by, purpose=OBJECT.key) as work:
        changes: dict[str, Any] = {}
        if move_name in GRANTED:
            changes["amount_eur"] = _granted_eur(case, case.amount_eur if move_name == "grant" else amount_eur)
        event = move(work, case, move_name, revision=revision, reason=reason, **changes)
        if move_name == "order":
            _order(work, case, queries_objection.objection_of(case))
        if move_name in LETTERS:
            ask_for_letter(work, case)
    return event


def _granted_eur(case: Case, amount_eur: Decimal | None) -> Decimal | None:
    """The new total of a settlement, which an objection never makes less: for that there is the reversal. Of a recovery
    all that was kept back is paid back.
    """
    objection = queries_objection.objection_of(case)
    if objection.contested.process == RECOVERED:
        return queries_recovery.left_eur(objection.contested) or None
    paid = queries_objection.paid_so_far(objection)
    if amount_eur is not None and amount_eur <= paid:
        text = _("Gezahlt sind schon {paid} €. Der neue Gesamtbetrag muss höher sein, sonst weisen Sie bitte zurück.")
        params = {"paid": f"{paid:.2f}".replace(".", ",")}
        raise MoveRefused(Reason(text, params))
    return amount_eur


def _order(work: Work, case: Case, objection: Objection) -> None:
    """Pay back what was kept back, or pay what is due beyond the settlement."""
    if objection.contested.process == RECOVERED:
        pay_back(work, case, objection.contested)
    else:
        _pay_more(work, case, objection)


def _pay_more(work: Work, case: Case, objection: Objection) -> None:
    """Pay the difference under each wage type: a settlement is never edited, more is a line of its own."""
    claim = queries_objection.claim_of(objection)
    granted = case.events.filter(move__in=GRANTED).order_by("-revision").first()
    if claim is None or granted is None or granted.by_id is None or case.amount_eur is None:
        raise MoveRefused(Reason(_("Es liegt noch keine geprüfte Abrechnung vor.")))
    tax_free = min(claim.result().tax_free_eur, case.amount_eur)
    wanted = {"tax_free": tax_free, "taxable": case.amount_eur - tax_free}
    trip = queries.trip_of(objection.contested)
    amounts = [
        Amount(
            *SETTLED[key],
            total - queries_objection.paid_so_far(objection, SETTLED[key][0]),
            cost_centre=trip.cost_centre,
        )
        for key, total in wanted.items()
    ]
    more = sum((amount.amount_eur for amount in amounts), Decimal("0.00"))
    amounts += set_off(Case.objects.select_for_update().get(pk=objection.contested_id), more, trip.cost_centre)
    order_lines(work, case, amounts, confirmed_by=granted.by_id, round_=case.revision)
