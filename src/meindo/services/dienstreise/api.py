"""The read API of business trips: the own ones, with their results."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from meindo.platform.cases.queries import case_for
from meindo.ui.api import Problem, viewer_of

from . import queries
from .purposes import SETTLE

router = Router(tags=["dienstreise"])
MOST = 200


class TripOut(Schema):
    """A trip in a list."""

    uuid: UUID
    number: str
    headline: str
    step: str
    starts_on: date | None
    ends_on: date | None
    amount_eur: Decimal | None


class LineOut(Schema):
    """One line of a settlement."""

    text: str
    amount_eur: Decimal
    norm: str


class TripDetail(TripOut):
    """A trip with its settlement."""

    is_trial: bool | None = None
    lines: list[LineOut] = []


@router.get(
    "/trips", response={200: list[TripOut], 401: Problem, 422: Problem}, summary="Own business trips, latest first"
)
def trips(request: HttpRequest, offset: int = 0) -> list[TripOut]:
    """At most 200 at a time; go on with `offset`."""
    start = max(0, min(offset, 1_000_000))
    rows = queries.trips_of(viewer_of(request, SETTLE.key))[start : start + MOST]
    return [TripOut.from_orm(case) for case in rows]


@router.get(
    "/trips/{uuid}",
    response={200: TripDetail, 401: Problem, 404: Problem, 422: Problem},
    summary="One own business trip",
)
def trip(request: HttpRequest, uuid: UUID) -> TripDetail:
    """With the settlement in force, line by line."""
    case = case_for(viewer_of(request, SETTLE.key), uuid)
    found = TripDetail.from_orm(case)
    claim = queries.current_claim(case)
    if claim is not None:
        finding = claim.result()
        found.is_trial = finding.trial
        found.lines = [
            LineOut(text=line.message.render(), amount_eur=line.amount_eur, norm=str(line.norm))
            for line in finding.lines
            if line.kind == "entitlement"
        ]
    return found
