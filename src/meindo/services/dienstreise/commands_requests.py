"""The request of a trip as rows: each change is a new one, the one before is superseded and stays."""

from dataclasses import fields, replace
from typing import Any

from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work

from .models import Trip
from .queries_budget import cost_centre_of
from .request import TripRequest


def request_in(trip: Trip) -> TripRequest:
    """What a row asks for."""
    return TripRequest(**{field.name: getattr(trip, field.name) for field in fields(TripRequest)})


def store_request(case: Case, request: TripRequest, number: int = 1) -> Trip:
    """Write down what is asked for; booked where the unit books its trips, unless somebody named another place."""
    case.__dict__.pop("trip_seen", None)
    if not request.cost_centre:
        booked = cost_centre_of(case.unit_id, min(today(), request.starts_on), request.function)
        request = replace(request, cost_centre=booked)
    return Trip.objects.create(case=case, employment_id=case.employment_id, number=number, **request.stored())


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
    return request.shown(today())
