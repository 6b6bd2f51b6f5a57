"""Payment of a claim: ordered with its set-off, ordered anew after a refusal, taken back."""

from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason
from meindo.platform.outbox.work import Work
from meindo.platform.payroll.commands import Amount, order_lines, reverse_line
from meindo.platform.payroll.models import PayLine

from . import queries, queries_advance
from .commands_rides import note_rides
from .letter_task import ask_for_letter
from .wage_types import ADVANCE, OF_SETTLEMENT, SET_OFF_TEXT, SETTLED

CONFIRMED = ("confirm", "confirm_special")


def order_payment(work: Work, case: Case) -> None:
    """Order what the claim gives, less what was paid in advance; what was ordered before is taken back."""
    if lines_for(case).filter(run__isnull=False, accepted__isnull=True).exists():
        text = _("Die Entgeltabrechnung hat noch nicht auf alle Zahlungen geantwortet. Bitte warten Sie darauf.")
        raise MoveRefused(Reason(text))
    claim = queries.current_claim(case)
    confirmed = case.events.filter(move__in=CONFIRMED).order_by("-revision").first()
    if claim is None or confirmed is None or confirmed.by_id is None:
        raise MoveRefused(Reason(_("Es liegt noch keine geprüfte Abrechnung vor.")))
    total = claim.computed_eur if claim.decided_eur is None else claim.decided_eur
    tax_free = min(claim.result().tax_free_eur, total)
    parts = {"tax_free": tax_free, "taxable": total - tax_free}
    earlier = lines_for(case).filter(reverses__isnull=True, reversed_by__isnull=True)
    for line in earlier.exclude(accepted=False):  # a rejected line was never paid, everything else would be paid twice
        reverse_line(work, line, confirmed_by=confirmed.by_id)
    booked = queries.trip_of(case).cost_centre
    amounts = [Amount(*SETTLED[key], amount, cost_centre=booked) for key, amount in parts.items()]
    amounts += [*_once_more(case, booked), *set_off(case, total, booked)]
    order_lines(work, case, amounts, confirmed_by=confirmed.by_id, round_=case.revision)
    note_rides(work, case)
    ask_for_letter(work, case)
    work.emit("dienstreise.settled", case=case.pk)


def _once_more(case: Case, cost_centre: str) -> list[Amount]:
    """What was paid and is to be taken back, but payroll refused to: it is taken back by another line."""
    paid = lines_for(case).filter(reverses__isnull=True, reversed_by__accepted=False, wage_type__in=OF_SETTLEMENT)
    rows = paid.exclude(accepted=False).order_by("wage_type").values_list("wage_type")
    texts = dict(SETTLED.values())
    return [
        Amount(wage_type, f"Storno {texts[wage_type]}", -total, cost_centre=cost_centre, part="again")
        for wage_type, total in rows.annotate(total=Sum("amount_eur"))
    ]


def set_off(trip_case: Case, due_eur: Decimal, cost_centre: str) -> list[Amount]:
    """What was paid in advance and is still out, as a line of its own: never more than is due, never less than zero.

    The case of the trip is locked, so that no advance is ordered between reading and ordering.
    """
    off = min(queries_advance.open_eur(trip_case), due_eur)
    return [Amount(ADVANCE, SET_OFF_TEXT, -off, cost_centre=cost_centre)] if off > ZERO else []


def lines_for(case: Case) -> QuerySet[PayLine]:
    """Everything ordered for a trip, also after an objection."""
    return PayLine.objects.filter(Q(case=case) | Q(case__objection__contested=case))


def order_reversal(work: Work, case: Case) -> None:
    """Take every line back that payroll took, also what was set off: an advance is then open again."""
    asked = case.events.filter(move="request_reversal").order_by("-revision").first()
    if asked is None or asked.by_id is None:
        raise MoveRefused(Reason(_("Es liegt kein Antrag auf Rückbuchung vor.")))
    for line in lines_for(case).filter(reverses__isnull=True, reversed_by__isnull=True, accepted=True):
        reverse_line(work, line, confirmed_by=asked.by_id)
    ask_for_letter(work, case)
