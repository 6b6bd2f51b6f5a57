"""The projection of accepted rides: written when the payment of a claim is ordered as it was computed."""

from meindo.platform.cases.models import Case
from meindo.platform.outbox.work import Work

from . import queries
from .journeys import Journeys
from .models import AcceptedRide
from .routes import pair_of


def note_rides(work: Work, case: Case) -> None:
    """Keep the kilometres that were just confirmed; the latest of a pair replaces the one before."""
    claim = queries.current_claim(case)
    if claim is None or claim.decided_eur is not None:
        return
    for leg in Journeys.from_data(claim.journey).legs:
        if leg.km and leg.origin and leg.destination:
            AcceptedRide.objects.update_or_create(
                employment_id=case.employment_id,
                means=leg.means,
                pair=pair_of(leg.origin, leg.destination),
                defaults={
                    "trip_id": claim.trip_id,
                    "origin": leg.origin,
                    "destination": leg.destination,
                    "km": leg.km,
                    "accepted_at": work.at,
                },
            )
