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

from dataclasses import dataclass, replace
from datetime import date

from meindo.kernel.finding import Finding
from meindo.platform.cases.models import Case

from .journey import Journey
from .journeys import Journeys
from .legs import OtherTrip
from .models import Claim
from .queries import settled_claims
from .rules_collective import counted


@dataclass(frozen=True)
class SettledTrip:
    """A settled trip that shares a day with another one."""

    number: str
    trip: OtherTrip


@dataclass(frozen=True)
class SettledClaim:
    """A settled claim: the number of its case, its journeys and its result."""

    number: str
    journeys: Journeys
    finding: Finding

    def beside(self, first_day: date, last_day: date) -> tuple[SettledTrip, ...]:
        """Its trips that share these days."""
        trips = counted(self.journeys.each, self.finding, first_day, last_day)
        return tuple(SettledTrip(self.number, trip) for trip in trips)


def settled_beside(case: Case, journeys: Journeys) -> tuple[SettledTrip, ...]:
    """The settled trips of the same employment on the days of journeys, each once for each journey."""
    return tuple(row for journey in journeys.each for row in _beside(case, journeys, journey))


def with_settled(case: Case, journeys: Journeys) -> Journeys:
    """The journeys, each with the other trips that count today."""
    return journeys.changed(
        lambda journey: replace(journey, other_trips=tuple(row.trip for row in _beside(case, journeys, journey)))
    )


def is_outdated(case: Case, claim: Claim) -> bool:
    """Whether another trip on the same day was settled, or taken back, since the claim was computed."""
    journeys = Journeys.from_data(claim.journey)
    return with_settled(case, journeys) != journeys


def forget(case: Case) -> None:
    """Read again next time."""
    case.__dict__.pop("settled_seen", None)


def _beside(case: Case, journeys: Journeys, journey: Journey) -> list[SettledTrip]:
    days = journey.first_day, journey.last_day
    return [row for claim in _settled(case, journeys) for row in claim.beside(*days)]


def _settled(case: Case, journeys: Journeys) -> tuple[SettledClaim, ...]:
    """The settled claims that touch the days of the journeys; read once per case object and days."""
    seen = case.__dict__.setdefault("settled_seen", {})
    key = journeys.first_day, journeys.last_day
    if key not in seen:
        rows = [claim for claim in settled_claims(case, *key) if not claim.journey.get("not_taken")]
        seen[key] = tuple(
            SettledClaim(claim.trip.case.number, Journeys.from_data(claim.journey), claim.result()) for claim in rows
        )
    found: tuple[SettledClaim, ...] = seen[key]
    return found
