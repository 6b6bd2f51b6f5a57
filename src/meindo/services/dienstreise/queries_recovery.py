"""Reads of recoveries: what is open, what was decided, which instalments have come and which are still to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason
from meindo.platform.clock import today
from meindo.platform.payroll.calendar import next_month, pay_month
from meindo.platform.payroll.models import PayLine
from meindo.platform.people.models import Terms

from . import queries, queries_advance
from .models import Recovery, RecoveryPlan

CLOSED = ("recovered", "waived", "settled")
FLOATING = ("hearing", "checking", "ordering")  # nothing is fixed yet: the amount follows what is open


@dataclass(frozen=True)
class Instalment:
    """One part of a plan: with which month's pay, how much, and what payroll said (None: not yet)."""

    month: date
    amount_eur: Decimal
    accepted: bool | None


def recovery_of(case: Case) -> Recovery:
    """What stands behind the case of a recovery; read once per case object."""
    seen: dict[str, Any] = case.__dict__
    if "recovery_seen" not in seen:
        seen["recovery_seen"] = Recovery.objects.select_related("trip_case").get(case=case)
    found: Recovery = seen["recovery_seen"]
    return found


def plan_of(case: Case) -> RecoveryPlan | None:
    """The decision in force on a recovery, if one was made."""
    return RecoveryPlan.objects.filter(recovery__case=case, superseded_at__isnull=True).first()


def plan_seen(case: Case) -> RecoveryPlan | None:
    """The same, read once per case object: for pages and checks, not for commands that change it."""
    seen: dict[str, Any] = case.__dict__
    if "plan_seen" not in seen:
        seen["plan_seen"] = plan_of(case)
    found: RecoveryPlan | None = seen["plan_seen"]
    return found


def left_eur(case: Case) -> Decimal:
    """What has left to be kept back and payroll did not refuse, less what an objection has paid back."""
    left = PayLine.objects.filter(Q(case=case, run__isnull=False) | Q(case__objection__contested=case))
    return -(left.exclude(accepted=False).aggregate(total=Sum("amount_eur"))["total"] or ZERO)


def plan_ordered(case: Case, at: datetime) -> RecoveryPlan | None:
    """The decision that an order at this moment made effective."""
    return RecoveryPlan.objects.filter(recovery__case=case, ordered_at=at).first()


def lines_of_order(case: Case, revision: int) -> list[PayLine]:
    """The instalments of one order, by month."""
    rows = PayLine.objects.filter(case=case, key__startswith=f"{case.number}:{revision}:")
    return list(rows.order_by("month"))


def recoveries_to(trip_case: Case) -> QuerySet[Case]:
    """Every recovery that followed from a trip that the viewer was already allowed to open, first to last."""
    return Case.objects.filter(recovery__trip_case=trip_case).order_by("id")


def still_time(case: Case) -> Reason | None:
    """Why the office has to wait: the person has time until a day."""
    if case.due_on is not None and today() <= case.due_on:
        return Reason(_("Die Person hat bis zum {day} Zeit, sich zu äußern."), {"day": case.due_on})
    return None


def changed_meanwhile(case: Case) -> Reason | None:
    """Why a decision does not hold any more: a settlement changed what is open."""
    plan = plan_seen(case)
    if plan is None or plan.ordered_at is not None:
        return Reason(_("Es ist noch nichts entschieden."))
    if plan.recovered_eur + plan.waived_eur != rest_seen(case):
        return Reason(_("Inzwischen ist ein anderer Betrag offen. Bitte geben Sie den Vorgang an die Prüfung zurück."))
    return None


def rest_eur(case: Case) -> Decimal:
    """What is still to be decided on: all that is out of the advance, and what was ordered here and has not left."""
    still_here = waiting_lines(case)
    return queries_advance.open_eur(recovery_of(case).trip_case) - sum((row.amount_eur for row in still_here), ZERO)


def rest_seen(case: Case) -> Decimal:
    """The same for pages and checks, from what they have read."""
    here = sum((row.amount_eur for row in lines_seen(case) if row.run_id is None and row.answered_at is None), ZERO)
    return queries_advance.open_seen(recovery_of(case).trip_case) - here


def lines_seen(case: Case) -> list[PayLine]:
    """Every line of a recovery by month, read once per case object: for pages and checks."""
    seen: dict[str, Any] = case.__dict__
    if "lines_seen" not in seen:
        seen["lines_seen"] = list(case.pay_lines.order_by("month", "id"))
    found: list[PayLine] = seen["lines_seen"]
    return found


def waiting_lines(case: Case) -> QuerySet[PayLine]:
    """The lines of a recovery that have not left."""
    return PayLine.objects.filter(case=case, run__isnull=True, answered_at__isnull=True)


def instalments(case: Case) -> list[Instalment]:
    """What was ordered and not withdrawn, by month."""
    lines = [line for line in lines_seen(case) if line.run_id is not None or line.accepted is not False]
    return [Instalment(line.month, -line.amount_eur, line.accepted) for line in lines]


def months_from(day: date, count: int) -> list[date]:
    """The next months of pay, from the one with which an order of that day is paid."""
    months = [pay_month(day)]
    while len(months) < count:
        months.append(next_month(months[-1]))
    return months[:count]


def claims_overdue(day: date) -> QuerySet[Case]:
    """Trips whose claim was not filed in time, with a paid advance and no recovery yet."""
    advance = Case.objects.filter(advance__trip_case=OuterRef("pk"), step="paid")
    recovery = Recovery.objects.filter(trip_case=OuterRef("pk"))
    cases = Case.objects.filter(process__in=queries.TRIPS, step="journey", is_open=True, due_on__lt=day)
    return cases.filter(Exists(advance), ~Exists(recovery)).order_by("id")


def leaves_before_the_end(case: Case) -> bool:
    """Whether the employment ends before the last instalment is kept back."""
    last = waiting_lines(case).order_by("-month").values_list("month", flat=True).first()
    return last is not None and Terms.value_on(last, "status_group", employment_id=case.employment_id) is None


def running(after: int, most: int) -> list[Case]:
    """Recoveries whose instalments are running, in the order of their keys."""
    rows = Case.objects.filter(process=queries.RECOVERED, step="payout", pk__gt=after)
    return list(rows.order_by("id")[:most])


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's recoveries as plain data."""
    rows = Recovery.objects.filter(case__person_id=person_id).select_related("case", "trip_case").order_by("id")
    for found in rows:
        plans = RecoveryPlan.objects.filter(recovery=found).order_by("number")
        yield {
            "number": found.case.number,
            "step": found.case.step,
            "trip": found.trip_case.number,
            "cause": found.cause,
            "opened_eur": str(found.opened_eur),
            "plans": [
                {"number": plan.number, "waived_eur": str(plan.waived_eur), "amounts": plan.amounts} for plan in plans
            ],
        }
