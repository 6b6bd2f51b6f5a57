"""Writes of recoveries: decided after a hearing, ordered by another person, kept back by instalments."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.payroll.commands import Amount, order_lines, withdraw_lines

from . import queries, queries_recovery, rules_advance
from .letter_task import ask_for_letter
from .models import RecoveryPlan
from .process_recovery import DECIDED
from .purposes import ADVANCE as PURPOSE
from .wage_types import ADVANCE as WAGE_TYPE
from .wage_types import RECOVERY_TEXT

LETTERS = ("order", "order_waiver", "hear_again")
ORDERS = ("order", "order_waiver")
REPLACED = "ersetzt durch eine neue Entscheidung"


@dataclass(frozen=True)
class PlanTerms:
    """How a recovery is decided: how much is kept back (None: all that is open), in how many instalments or how much a
    month (neither: at once).
    """

    recovered_eur: Decimal | None = None
    number: int | None = None
    monthly_eur: Decimal | None = None


def decide(
    *,
    case: Case,
    move_name: str,
    by: Actor,
    reason: str = "",
    amount_eur: Decimal | None = None,
    revision: int,
    field: str = "",
    terms: PlanTerms | None = None,
) -> CaseEvent:
    """Make a move on a recovery, with the plan, the pay lines and the letter that belong to it.

    Without `terms` the amount is, by the move, how much is kept back a month or in all.
    """
    with unit_of_work(by, purpose=PURPOSE.key) as work:
        trip = Case.objects.select_for_update().get(pk=queries_recovery.recovery_of(case).trip_case_id)
        changes: dict[str, Any] = {}
        plan: RecoveryPlan | None = None
        if move_name in DECIDED:
            plan = _plan(case, move_name, terms or _terms(move_name, amount_eur))
            changes["amount_eur"] = plan.recovered_eur
        if move_name == "hear_again":
            law = rules_advance.hearing_law(today())
            changes["due_on"] = rules_advance.hearing_until(today(), law)
        if move_name in ORDERS:  # first, so that the checks of the move see what is open without what has not left
            withdraw_lines(work, queries_recovery.waiting_lines(case), REPLACED)
        event = move(work, case, move_name, revision=revision, reason=reason, **changes)
        if plan is not None:
            _store(work, plan)
        if move_name in ORDERS:
            _order(work, case, trip)
        if move_name in LETTERS:
            ask_for_letter(work, case)
    return event


def _terms(move_name: str, amount_eur: Decimal | None) -> PlanTerms:
    if move_name == "recover_instalments":
        if amount_eur is None:
            raise MoveRefused(Reason(_("Bitte geben Sie an, wie viel je Monat einbehalten werden soll.")))
        return PlanTerms(monthly_eur=amount_eur)
    if move_name == "waive_partly":
        if amount_eur is None:
            raise MoveRefused(Reason(_("Bitte geben Sie an, welcher Betrag zurückgefordert werden soll.")))
        return PlanTerms(recovered_eur=amount_eur)
    return PlanTerms()


def _plan(case: Case, move_name: str, terms: PlanTerms) -> RecoveryPlan:
    """The decision as amounts by month; the parts add up to all that is open."""
    rest = queries_recovery.rest_eur(case)
    if rest <= 0:
        raise MoveRefused(Reason(_("Von dem Abschlag ist nichts mehr offen.")))
    wanted = ZERO if move_name == "waive" else rest if move_name != "waive_partly" else terms.recovered_eur
    if wanted is None or not ZERO <= wanted <= rest or (move_name == "waive_partly" and not ZERO < wanted < rest):
        text = _("Offen sind {rest} €. Bitte geben Sie einen Betrag zwischen 0 und diesem an.")
        params = {"rest": f"{rest:.2f}".replace(".", ",")}
        raise MoveRefused(Reason(text, params))
    return RecoveryPlan(
        recovery=queries_recovery.recovery_of(case),
        recovered_eur=wanted,
        waived_eur=rest - wanted,
        amounts=[str(part) for part in _amounts(wanted, terms)],
    )


def _amounts(wanted: Decimal, terms: PlanTerms) -> tuple[Decimal, ...]:
    if not wanted:
        return ()
    try:
        if terms.monthly_eur is not None:
            return rules_advance.by_month(wanted, terms.monthly_eur)
        return rules_advance.by_number(wanted, terms.number or 1)
    except ValueError as problem:
        text = _("Das ergibt keinen Plan: Raten sind mindestens 1 Cent, und es sind höchstens {most}.")
        params = {"most": rules_advance.MOST_INSTALMENTS}
        raise MoveRefused(Reason(text, params)) from problem


def _store(work: Work, plan: RecoveryPlan) -> None:
    """A decision takes the place of the one before, which stays readable."""
    earlier = RecoveryPlan.objects.filter(recovery=plan.recovery)
    earlier.filter(superseded_at__isnull=True).update(superseded_at=work.at)
    plan.number, plan.decided_at = earlier.count() + 1, work.at
    plan.save(force_insert=True)


def _order(work: Work, case: Case, trip_case: Case) -> None:
    """Keep back what was decided, by a line a month."""
    plan = queries_recovery.plan_of(case)
    decided = case.events.filter(move__in=DECIDED).order_by("-revision").first()
    if plan is None or decided is None or decided.by_id is None:
        raise MoveRefused(Reason(_("Es ist noch nichts entschieden.")))
    parts = [Decimal(part) for part in plan.amounts]
    booked = queries.trip_of(trip_case).cost_centre
    months = queries_recovery.months_from(today(), len(parts)) if parts else []
    amounts = [
        Amount(WAGE_TYPE, RECOVERY_TEXT, -part, month=month, cost_centre=booked)
        for part, month in zip(parts, months, strict=True)
    ]
    order_lines(work, case, amounts, confirmed_by=decided.by_id, round_=case.revision)
    RecoveryPlan.objects.filter(pk=plan.pk).update(ordered_at=work.at)
