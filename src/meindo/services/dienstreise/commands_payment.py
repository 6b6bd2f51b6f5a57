"""What leaves with a decision about money: pay lines, the letter, the kilometres that were accepted."""

from django.db.models import Q, QuerySet

from meindo.platform.cases import catalogue
from meindo.platform.cases.commands import HOLD, MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason
from meindo.platform.outbox.work import Work
from meindo.platform.payroll.commands import Amount, order_lines, reverse_line
from meindo.platform.payroll.models import PayLine

from . import queries
from .commands_rides import note_rides

WAGE_TYPES = {"tax_free": ("6100", "Reisekosten steuerfrei"), "taxable": ("6110", "Reisekosten steuerpflichtig")}


def _order(work: Work, case: Case) -> None:
    claim = queries.current_claim(case)
    confirmed = case.events.filter(move__in=("confirm", "confirm_special")).order_by("-revision").first()
    if claim is None or confirmed is None or confirmed.by_id is None:
        raise MoveRefused(Reason("Es liegt noch keine geprüfte Abrechnung vor."))
    finding = claim.result()
    total = claim.computed_eur if claim.decided_eur is None else claim.decided_eur
    tax_free = min(finding.tax_free_eur, total)
    parts = {"tax_free": tax_free, "taxable": total - tax_free}
    earlier = _lines_for(case).filter(reverses__isnull=True, reversed_by__isnull=True)
    for line in earlier.exclude(accepted=False):  # a rejected line was never paid, everything else would be paid twice
        reverse_line(work, line, confirmed_by=confirmed.by_id)
    amounts = [Amount(*WAGE_TYPES[key], amount) for key, amount in parts.items()]
    order_lines(work, case, amounts, confirmed_by=confirmed.by_id, round_=case.revision)
    note_rides(work, case)
    letter(work, case)
    work.emit("dienstreise.settled", case=case.pk)


def _lines_for(case: Case) -> QuerySet[PayLine]:
    """Everything ordered for a trip, also after an objection."""
    return PayLine.objects.filter(Q(case=case) | Q(case__objection__contested=case))


def _order_reversal(work: Work, case: Case) -> None:
    asked = case.events.filter(move="request_reversal").order_by("-revision").first()
    if asked is None or asked.by_id is None:
        raise MoveRefused(Reason("Es liegt kein Antrag auf Rückbuchung vor."))
    for line in _lines_for(case).filter(reverses__isnull=True, reversed_by__isnull=True, accepted=True):
        reverse_line(work, line, confirmed_by=asked.by_id)
    letter(work, case)


def letter(work: Work, case: Case) -> None:
    """The letter leaves when the decision can no longer be taken back; one about money leaves at once."""
    last = case.events.get(revision=case.revision)
    due_at = work.at + HOLD if catalogue.process_of(case.process, case.version).move(last.move).retrievable else None
    payload = {"case": case.pk, "revision": case.revision}
    work.task("dienstreise.letter", f"{case.uuid}:{case.revision}", payload, due_at=due_at)


EFFECTS = {
    "order": _order,
    "order_reversal": _order_reversal,
    "reject": letter,
    "reject_change": letter,
    "reject_claim": letter,
    "close_unpaid": letter,
}
