"""Writes of collective claims: the trips of a month, filed together under a standing permission."""

from datetime import date
from typing import Any

from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import open_case
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Employment

from . import queries_permission
from .answers_month import REMOVED
from .attention import SUPPLEMENT, kept_or_drawn, reasons_to_look
from .commands import store_claim
from .journeys import Journeys
from .models import StandingPermission, Trip
from .process import KEY
from .process_collective import MONTH
from .purposes import SETTLE
from .settling import is_late, preview, with_records


def file_month(
    *,
    permission: Case,
    journeys: Journeys,
    answers: dict[str, Any],
    by: Actor,
    draft: Draft | None = None,
    received_on: date | None = None,
) -> Case:
    """File the trips of a month together (LRKG NRW § 3 Abs. 2); returns the case that waits for the travel office.

    What the permission does not name, what comes late or after another claim of the month is marked, not refused.
    """
    journeys = with_records(permission, journeys)
    finding, held = preview(journeys), queries_permission.permission_of(permission)
    with unit_of_work(by, purpose=SETTLE.key) as work:
        Employment.objects.select_for_update(no_key=True).get(pk=permission.employment_id)
        late = is_late(journeys, received_on or today())
        found = reasons_to_look(permission, draft, held, journeys, finding, late=late, answers=answers)
        first = journeys.first_day.replace(day=1)
        found += [SUPPLEMENT] if queries_permission.is_supplement(permission, first) else []
        case = open_case(
            work,
            service=KEY,
            process=MONTH,
            prefix="DS",
            employment=permission.employment,
            first_move="file_month",
            headline=f"{held.area}, {first:%m/%Y}"[:200],
            starts_on=journeys.first_day,
            ends_on=journeys.last_day,
            amount_eur=finding.entitlement_eur,
            summary={"why": held.occasion[:200], "means": journeys.first.legs[0].means, "trips": len(journeys.each)},
            attention=[*found, *kept_or_drawn([])],
        )
        trip = _store_month(case, held, journeys)
        typed = {name: value for name, value in answers.items() if name != REMOVED}
        filed = {"filed_at": work.at, "filed_by_id": work.by.person_id or case.person_id, "is_late": late}
        store_claim(work, trip, journeys, finding, answers=typed, **filed)
    return case


def _store_month(case: Case, held: StandingPermission, journeys: Journeys) -> Trip:
    """The month as one row of trips: the area and the occasion of the permission, its first and its last day."""
    last = max(journeys.each, key=lambda journey: journey.end)
    return Trip.objects.create(
        case=case,
        employment_id=case.employment_id,
        destination=held.area,
        purpose_text=held.occasion,
        starts_on=journeys.first_day,
        start_time=journeys.first.start.time(),
        ends_on=journeys.last_day,
        end_time=last.end.time(),
        means=journeys.first.legs[0].means,
        permission=held,
    )
