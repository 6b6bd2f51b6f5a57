"""Everything this service holds about a person, in an open format."""

from collections.abc import Iterator
from typing import Any

from .models import Claim, Trip


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's trips and claims as plain data."""
    for trip in Trip.objects.filter(case__person_id=person_id).select_related("case").order_by("id"):
        claims = Claim.objects.filter(trip=trip).order_by("number")
        yield {
            "number": trip.case.number,
            "step": trip.case.step,
            "destination": trip.destination,
            "purpose": trip.purpose_text,
            "starts_on": trip.starts_on.isoformat(),
            "ends_on": trip.ends_on.isoformat(),
            "claims": [
                {"number": claim.number, "journey": claim.journey, "finding": claim.finding} for claim in claims
            ],
        }
