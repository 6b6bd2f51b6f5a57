"""The request of a trip as rows: each change is a new one, the one before is superseded and stays."""

from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal
from typing import Any

from meindo.platform.cases.models import Case
from meindo.platform.outbox.work import Work

from .models import Trip


@dataclass(frozen=True)
class TripRequest:
    """What a person asks for: where, when (wall times in Berlin), why, by which means, at which cost."""

    destination: str
    purpose_text: str
    starts_on: date
    start_time: time
    ends_on: date
    end_time: time
    means: str
    means_reason: str = ""
    estimate_eur: Decimal | None = None
    answers: dict[str, Any] | None = None
    function: str = ""

    def headline(self) -> str:
        """What a list shows."""
        return self.destination

    def shown(self) -> dict[str, Any]:
        """What lists show of it, as fields of the case."""
        return {
            "headline": self.destination,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "amount_eur": self.estimate_eur,
            "summary": {"why": self.purpose_text[:200], "means": self.means},
        }


def request_in(trip: Trip) -> TripRequest:
    """What a row asks for."""
    return TripRequest(**{field.name: getattr(trip, field.name) for field in fields(TripRequest)})


def store_request(case: Case, request: TripRequest, number: int = 1) -> Trip:
    """Write down what is asked for."""
    values = {field.name: getattr(request, field.name) for field in fields(TripRequest)}
    values["answers"] = request.answers or {}
    return Trip.objects.create(case=case, employment_id=case.employment_id, number=number, **values)


def supersede(work: Work, case: Case, request: TripRequest) -> Trip:
    """Another request takes the place of the one in force, which stays readable."""
    trip = Trip.objects.get(case=case, superseded_at__isnull=True)
    Trip.objects.filter(pk=trip.pk).update(superseded_at=work.at)
    return store_request(case, request, trip.number + 1)


def hold_again(work: Work, case: Case) -> dict[str, Any]:
    """The request before the one in force holds again, as a row of its own; returns the fields of the case."""
    before = Trip.objects.filter(case=case, superseded_at__isnull=False).order_by("-number")[:1].get()
    request = request_in(before)
    supersede(work, case, request)
    return request.shown()
