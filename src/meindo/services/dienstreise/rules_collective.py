"""The settlement of a month: each trip by the law of its own day, the hours of a day counted together, one result."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from meindo.kernel.finding import Finding, Line, total
from meindo.kernel.law import Law
from meindo.kernel.money import ZERO
from meindo.kernel.refusal import NotCovered
from meindo.services.dienstreise.absence import days_between
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.journeys import Journeys, touching
from meindo.services.dienstreise.legs import OtherTrip
from meindo.services.dienstreise.rules import is_late, settlement

T = TypeVar("T")
LawOf = Callable[[Journey], Law]
WITHHELD = ".meal_withheld_percent@"
NOT_MEALS = ".travel_costs_tax_free@"


def collective_settlement(journeys: Journeys, law_of: LawOf) -> Finding:
    """Settle the journeys of a claim one after the other, and give one result with the lines of all.

    `law_of` gives the law of a journey: that of its own first day. The absences of a day add up and its Tagegeld is
    due once, whichever trips of the month share it (LRKG NRW § 6 Abs. 1). One journey gives what `settlement` gives.
    """
    done: list[tuple[Journey, Finding]] = []
    for journey in journeys.each:
        beside = [
            other
            for before, finding in done
            for other in counted([before], finding, journey.first_day, journey.last_day)
        ]
        whole = replace(journey, other_trips=(*journey.other_trips, *beside))
        done.append((journey, settlement(whole, law_of(journey))))
    if not journeys.collective:
        return done[0][1]
    return merged([(journey.first_day, finding) for journey, finding in done])


def counted(journeys: Iterable[Journey], finding: Finding, first_day: date, last_day: date) -> Iterator[OtherTrip]:
    """What journeys settled together by `finding` count for a trip on these days: times, and the Tagegeld of the days
    shared. What was due for a day counts once, with the first of them on that day.
    """
    wanted, meals = frozenset(days_between(first_day, last_day)), _meal_lines(finding)
    seen: set[date] = set()
    for one in touching(journeys, first_day, last_day):
        days = (wanted & frozenset(days_between(one.first_day, one.last_day))) - seen
        seen |= days
        yield OtherTrip(
            start=one.start,
            end=one.end,
            per_diem_eur=_sum(line for line in meals if line.kind == "entitlement" and line.day in days),
            tax_free_eur=_sum(line for line in meals if line.kind == "tax" and line.day in days),
        )


def merged(findings: Sequence[tuple[date, Finding]]) -> Finding:
    """Give one result of several, each with the day to which its undated lines belong; nothing is dropped."""
    rows = tuple(
        replace(line, day=line.day or day)
        for kind in ("entitlement", "tax")
        for day, found in findings
        for line in found.lines
        if line.kind == kind
    )
    results = [found for _day, found in findings]
    entitlement, tax_free = total(rows, "entitlement"), total(rows, "tax")
    return Finding(
        rows,
        entitlement,
        tax_free,
        entitlement - tax_free,
        refs=tuple({ref.id: ref for found in results for ref in found.refs}.values()),
        trial_reasons=_each_once(found.trial_reasons for found in results),
        hints=_each_once(found.hints for found in results),
        refusals=_each_once(found.refusals for found in results),
    )


def any_late(journeys: Journeys, came_on: date, law_of: LawOf) -> bool:
    """Say whether the months of one of the trips were over on the day on which the claim came in.

    A trip whose law sets no deadline here is not late; the travel office looks at every such claim.
    """
    return any(_is_late(journey, came_on, law_of(journey)) for journey in journeys.each)


def _is_late(journey: Journey, came_on: date, law: Law) -> bool:
    try:
        return is_late(journey.last_day, came_on, law)
    except NotCovered:
        return False


def _meal_lines(finding: Finding) -> list[Line]:
    """The Tagegeld of each day as it was due before meals provided and payments of others came off, and its tax lines.

    What was given as a meal is settled too: without this, a second trip would pay out the meals of the first.
    """
    return [
        line
        for line in finding.lines
        if (line.kind == "entitlement" and line.group == "meals" and not _rests_on(line, WITHHELD))
        or (line.kind == "tax" and not _rests_on(line, NOT_MEALS))
    ]


def _rests_on(line: Line, part: str) -> bool:
    return any(part in ref for ref in line.refs)


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount_eur for line in lines), ZERO)


def _each_once(groups: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """Without what says the same again; such things need not be hashable."""
    found: list[T] = []
    for group in groups:
        found += [item for item in group if item not in found]
    return tuple(found)
