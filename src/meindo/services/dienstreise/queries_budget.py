"""Reads of cost centres and budgets: where a trip is booked, and what of a budget is committed, spent, free.

Every figure is asked by cost centre and year at once, never row by row.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import ExtractYear

from meindo.kernel.money import ZERO
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import LISTED
from meindo.platform.payroll.models import PayLine
from meindo.platform.people import line
from meindo.platform.prepared import Prepared, padded, padded_words

from .models import Budget, CostCentre, Trip
from .wage_types import OF_SETTLEMENT

# Approved and not settled yet: the estimate is committed.
COMMITTED = ("journey", "change_approval", "checking", "claim_revision", "ordering")
WAITING = ("approval", "change_approval")
DEEPEST = 24  # no line is deeper
Key = tuple[str, int]


@dataclass(frozen=True)
class Figures:
    """What a cost centre may spend on trips in a year, what approved trips are estimated to cost, what was ordered.

    `budget_eur` is None where nobody entered one. An advance is spent when it is set off.
    """

    code: str
    year: int
    budget_eur: Decimal | None
    committed_eur: Decimal
    spent_eur: Decimal

    @property
    def free_eur(self) -> Decimal | None:
        """What is neither committed nor spent; less than nothing when it is overdrawn."""
        return None if self.budget_eur is None else self.budget_eur - self.committed_eur - self.spent_eur


def cost_centre_of(unit_id: int, day: date, function: str = "") -> str:
    """Where a trip is booked unless somebody says otherwise: the cost centre of the body in whose function it is made,
    or else of the nearest unit that has one; empty if there is none.
    """
    if function:
        rows = CostCentre.objects.as_of(day).filter(function=function)
        own: str | None = rows.order_by("id").values_list("code", flat=True).first()
        if own:
            return own
    chain = line.ancestors(unit_id, day)
    known = dict(_codes(day, *padded(chain, DEEPEST)))
    return next((known[unit] for unit in chain if unit in known), "")


_codes = Prepared(
    lambda day, *chain: (
        CostCentre.objects.as_of(day).filter(unit_id__in=chain, function="").values_list("unit_id", "code")
    )
)


def figures(codes: Collection[str], years: Collection[int]) -> dict[Key, Figures]:
    """The figures of cost centres and years for which there is a budget, a trip or a payment."""
    budgets = {(row.code, row.year): row.amount_eur for row in _budgets(codes, years)}
    first, last = _days(years)
    committed, spent = _sums(_committed_in(first, last, codes), years), _sums(_spent_in(first, last, codes), years)
    keys = sorted({*budgets, *committed, *spent})
    return {key: Figures(*key, budgets.get(key), committed.get(key, ZERO), spent.get(key, ZERO)) for key in keys}


def _budgets(codes: Collection[str], years: Collection[int]) -> QuerySet[Budget]:
    return Budget.objects.filter(code__in=codes, year__in=years, superseded_at__isnull=True)


def _committed_in(first_day: date, last_day: date, codes: Collection[str]) -> QuerySet[Any, Any]:
    trips = Trip.objects.filter(
        cost_centre__in=codes,
        starts_on__gte=first_day,
        starts_on__lte=last_day,
        superseded_at__isnull=True,
        case__step__in=COMMITTED,
    ).exclude(cost_centre="")
    return trips.values_list("cost_centre", ExtractYear("starts_on")).annotate(total=Sum("estimate_eur"))


def _spent_in(first_day: date, last_day: date, codes: Collection[str]) -> QuerySet[Any, Any]:
    lines = PayLine.objects.filter(
        cost_centre__in=codes, month__gte=first_day, month__lte=last_day, wage_type__in=OF_SETTLEMENT
    ).exclude(cost_centre="")
    rows = lines.exclude(accepted=False).values_list("cost_centre", ExtractYear("month"))
    return rows.annotate(total=Sum("amount_eur"))


# For the rows of one page of a list: the same questions, built once.
_committed_of_page = Prepared(lambda first, last, *codes: _committed_in(first, last, codes))
_spent_of_page = Prepared(lambda first, last, *codes: _spent_in(first, last, codes))


def _days(years: Collection[int]) -> tuple[date, date]:
    return date(min(years), 1, 1), date(max(years), 12, 31)


def _sums(rows: Iterable[tuple[str, int, Decimal | None]], years: Collection[int]) -> dict[Key, Decimal]:
    return {(code, year): total or ZERO for code, year, total in rows if year in years}


def figures_of_year(year: int) -> list[Figures]:
    """Every cost centre that has a budget, a trip or a payment in a year."""
    codes = {*Budget.objects.filter(year=year, superseded_at__isnull=True).values_list("code", flat=True)}
    trips = Trip.objects.filter(superseded_at__isnull=True, starts_on__year=year).exclude(cost_centre="")
    codes |= {*trips.order_by().values_list("cost_centre", flat=True).distinct()}
    lines = PayLine.objects.filter(month__year=year).exclude(cost_centre="")
    codes |= {*lines.order_by().values_list("cost_centre", flat=True).distinct()}
    return list(figures(sorted(codes), [year]).values()) if codes else []


def _budget_rows(*cases: int) -> QuerySet[Any, Any]:
    known = Budget.objects.filter(
        code=OuterRef("cost_centre"), year=ExtractYear(OuterRef("starts_on")), superseded_at__isnull=True
    )
    trips = Trip.objects.filter(case__in=cases, superseded_at__isnull=True).exclude(cost_centre="")
    rows = trips.annotate(budget=Subquery(known.values("amount_eur"))).filter(budget__isnull=False)
    return rows.values_list("case_id", "cost_centre", "starts_on", "budget")


_budgets_of_page = Prepared(_budget_rows)


def figures_of_cases(cases: list[Case]) -> dict[int, Figures]:
    """The budget of each trip that waits for the line, where somebody entered one: three questions for a page of
    rows.
    """
    found: dict[int, Figures] = {}
    waiting = [case.pk for case in cases if case.step in WAITING]
    for at in range(0, len(waiting), LISTED):
        found |= _figures_of_page(waiting[at : at + LISTED])
    return found


def _figures_of_page(waiting: list[int]) -> dict[int, Figures]:
    rows = _budgets_of_page(*padded(waiting, LISTED))
    found = {case: ((code, day.year), amount) for case, code, day, amount in rows}
    if not found:
        return {}
    years = {year for (_code, year), _ in found.values()}
    first, last = _days(years)
    codes = padded_words(sorted({code for (code, _year), _ in found.values()}), LISTED)
    committed = _sums(_committed_of_page(first, last, *codes), years)
    spent = _sums(_spent_of_page(first, last, *codes), years)
    return {
        case: Figures(*key, amount, committed.get(key, ZERO), spent.get(key, ZERO))
        for case, (key, amount) in found.items()
    }


def cost_centres(day: date) -> QuerySet[CostCentre]:
    """What holds today and what is to come, by unit."""
    rows = CostCentre.objects.current().filter(valid_until__gt=day).select_related("unit")
    return rows.order_by("unit__code", "function", "valid_from")


def budgets_before(year: int) -> QuerySet[Budget]:
    """The budgets of a year that were replaced, latest first."""
    return Budget.objects.filter(year=year, superseded_at__isnull=False).order_by("-superseded_at")
