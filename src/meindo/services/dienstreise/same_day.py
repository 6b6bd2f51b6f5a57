"""Other trips on the same day: the absence of a day counts together, and its Tagegeld is paid once.

**The confirmation by the travel office decides.** A trip counts for others from the moment at which its claim was
confirmed (or closed without payment). A claim is computed with what was settled when it was filed, and the other
trips that were considered are stored in its journey, so that it can be computed again years later with the same
result. When the travel office confirms, the claim is compared with what is settled by then. If another trip came in
between, nothing is confirmed: the claim is computed anew, and the office sees the new result before it confirms.
Confirmations for one employment wait for each other (a lock on its row), therefore of two at the same time the second
always sees the first. What was settled is never computed again on its own: if the first trip is taken back later, a
person decides about the second.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from meindo.kernel.finding import Finding, Line
from meindo.platform.cases.models import Case

from .absence import days_between
from .journey import Journey
from .legs import OtherTrip
from .models import Claim
from .queries import settled_claims


@dataclass(frozen=True)
class SettledTrip:
    """A settled trip that shares a day with another one."""

    number: str
    trip: OtherTrip


def settled_beside(case: Case, journey: Journey) -> tuple[SettledTrip, ...]:
    """The settled trips of the same employment on the days of a journey; read once per case object and days."""
    seen = case.__dict__.setdefault("settled_seen", {})
    key = journey.first_day, journey.last_day
    if key not in seen:
        seen[key] = _settled(case, *key)
    found: tuple[SettledTrip, ...] = seen[key]
    return found


def with_settled(case: Case, journey: Journey) -> Journey:
    """The journey with the other trips that count today."""
    return replace(journey, other_trips=tuple(row.trip for row in settled_beside(case, journey)))


def is_outdated(case: Case, claim: Claim) -> bool:
    """Whether another trip on the same day was settled, or taken back, since the claim was computed."""
    journey = Journey.from_data(claim.journey)
    return with_settled(case, journey) != journey


def forget(case: Case) -> None:
    """Read again next time."""
    case.__dict__.pop("settled_seen", None)


def _settled(case: Case, first_day: date, last_day: date) -> tuple[SettledTrip, ...]:
    days, rows = days_between(first_day, last_day), settled_claims(case, first_day, last_day)
    return tuple(SettledTrip(claim.trip.case.number, _other_trip(claim, days)) for claim in rows)


def _other_trip(claim: Claim, days: Iterable[date]) -> OtherTrip:
    journey, finding, shared = Journey.from_data(claim.journey), claim.result(), frozenset(days)
    return OtherTrip(
        start=journey.start,
        end=journey.end,
        per_diem_eur=_sum(line for line in _meal_lines(finding) if line.day in shared),
        tax_free_eur=_sum(line for line in finding.lines if line.kind == "tax" and line.day in shared),
    )


def _meal_lines(finding: Finding) -> list[Line]:
    """The Tagegeld of each day as it was due before meals provided and payments of others came off.

    What was given as a meal is settled too: without this, a second trip would pay out the meals of the first.
    """
    lines = [line for line in finding.lines if line.kind == "entitlement" and line.group == "meals"]
    return [line for line in lines if not any(".meal_withheld_percent@" in ref for ref in line.refs)]


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount_eur for line in lines), Decimal("0.00"))
