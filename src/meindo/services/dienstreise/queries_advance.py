"""Reads of advances: what can be asked for, what was paid, set off, recovered, and what is still out."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Subquery, Sum, Value

from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason
from meindo.platform.clock import today
from meindo.platform.payroll.models import PayLine
from meindo.platform.prepared import Prepared

from . import queries
from .models import Advance, RecoveryPlan
from .wage_types import ADVANCE

# The trip is over for an advance: what was not ordered yet is not paid any more.
SETTLED = ("payout", "paid", "reversal", "reversed", "closed")
OVER = (*SETTLED, "claim_rejected", "not_taken")
WITHOUT = ("rejected", "withdrawn", "overtaken")  # no advance came of it


def advance_of(case: Case) -> Advance:
    """What stands behind the case of an advance; read once per case object."""
    seen: dict[str, Any] = case.__dict__
    if "advance_seen" not in seen:
        seen["advance_seen"] = Advance.objects.select_related("trip_case").get(case=case)
    found: Advance = seen["advance_seen"]
    return found


def advances_to(trip_case: Case) -> QuerySet[Case]:
    """Every advance to a trip that the viewer was already allowed to open, first to last."""
    return Case.objects.filter(advance__trip_case=trip_case).order_by("id")


def is_over(trip_case: Case) -> bool:
    """Whether the trip was settled or does not take place."""
    return trip_case.step in OVER


def money_beside(trip_case: Case) -> "tuple[list[Case], Out | None]":
    """The advances to a trip that the viewer was already allowed to open, and the recoveries, first to last, with what
    is still out of them; None without any.
    """
    rows = _money_beside(trip_case.pk)
    out = Out.of(*(getattr(rows[0], name) for name in SUMS)) if rows else None
    return rows, out


def cannot_ask(trip_case: Case) -> Reason | None:
    """Why no advance can be asked for to this trip; None when it can."""
    return hindrance(trip_case, list(advances_to(trip_case)))


def hindrance(trip_case: Case, beside: list[Case]) -> Reason | None:
    """The same for a page that has read the advances anyway."""
    if trip_case.process not in queries.TRIPS or trip_case.step != "journey":
        return Reason(_("Einen Abschlag gibt es zu einer genehmigten Reise."))
    if trip_case.ends_on is not None and trip_case.ends_on < today():
        return Reason(_("Die Reise ist vorbei. Bitte rechnen Sie sie ab, dann wird alles zusammen gezahlt."))
    if any(case.process == queries.ADVANCED and case.step not in WITHOUT for case in beside):
        return Reason(_("Zu dieser Reise gibt es schon einen Abschlag."))
    return None


def lines_beside(trip_case: Case | int) -> QuerySet[PayLine]:
    """Everything ordered under the wage type of advances for a trip: paid, set off, taken back, recovered. What
    payroll refused was never paid.
    """
    beside = (
        Q(case=trip_case)
        | Q(case__advance__trip_case=trip_case)
        | Q(case__recovery__trip_case=trip_case)
        | Q(case__objection__contested=trip_case)
        | Q(case__objection__contested__recovery__trip_case=trip_case)
    )
    return PayLine.objects.filter(beside, wage_type=ADVANCE).exclude(accepted=False)


class Out(NamedTuple):
    """What is still out of the advances to a trip, and what was set off by its own lines."""

    open_eur: Decimal
    set_off_eur: Decimal

    @classmethod
    def of(cls, all_eur: Decimal | None, own_eur: Decimal | None, waived_eur: Decimal | None) -> "Out":
        """From the three sums."""
        return cls((all_eur or ZERO) - (waived_eur or ZERO), -(own_eur or ZERO))


SUMS = ("all_eur", "own_eur", "waived_eur")


def _total(rows: QuerySet[Any], name: str) -> Subquery:
    whole = rows.order_by().annotate(whole=Value(1)).values("whole")
    return Subquery(whole.annotate(total=Sum(name)).values("total"))


def _sums(trip: int) -> dict[str, Subquery]:
    """For queries: all that was ordered under the wage type of advances for a trip, what of it on the trip itself, and
    what was waived.
    """
    waived = RecoveryPlan.objects.filter(recovery__trip_case=trip, ordered_at__isnull=False)
    return {
        "all_eur": _total(lines_beside(trip), "amount_eur"),
        "own_eur": _total(lines_beside(trip).filter(case=trip), "amount_eur"),
        "waived_eur": _total(waived, "waived_eur"),
    }


_money_beside = Prepared(
    lambda trip: (
        Case.objects.filter(Q(advance__trip_case=trip) | Q(recovery__trip_case=trip))
        .annotate(**_sums(trip))
        .order_by("id")
    )
)
_out = Prepared(lambda trip: Case.objects.filter(pk=trip).annotate(**_sums(trip)).values_list(*SUMS))


def open_eur(trip_case: Case) -> Decimal:
    """What is still out: advances ordered, less what was set off, ordered to be kept back, or waived. Less than zero
    when a line that was set off came back refused: then the advance is owed again.
    """
    return Out.of(*_out(trip_case.pk)[0]).open_eur


def open_seen(trip_case: Case) -> Decimal:
    """The same, read once per case object: for pages and checks, not for commands that change it."""
    seen: dict[str, Any] = trip_case.__dict__
    if "open_seen" not in seen:
        seen["open_seen"] = open_eur(trip_case)
    found: Decimal = seen["open_seen"]
    return found


def owed_again(trip_case: Case) -> bool:
    """Whether the claim has set off more than was paid in advance."""
    return open_seen(trip_case) < 0


def set_off_in(case: Case, revision: int | None = None) -> Decimal:
    """What was set off by the lines of one case, as a positive amount; what was taken back counts no more.
    `revision`: only by the order with this revision.
    """
    lines = case.pay_lines.filter(wage_type=ADVANCE).exclude(accepted=False)
    if revision is not None:
        lines = lines.filter(key=f"{case.number}:{revision}:{ADVANCE}")
    return -(lines.aggregate(total=Sum("amount_eur"))["total"] or ZERO)


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's advances as plain data."""
    rows = Advance.objects.filter(case__person_id=person_id).select_related("case", "trip_case").order_by("id")
    for found in rows:
        yield {
            "number": found.case.number,
            "step": found.case.step,
            "trip": found.trip_case.number,
            "proposed_eur": str(found.proposed_eur),
            "asked_eur": str(found.asked_eur),
            "confirmed_eur": str(found.case.amount_eur),
            "reason": found.reason,
        }
