"""Reads of business trips."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from meindo.kernel.message import mark as _
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.cases.queries import LISTED
from meindo.platform.cases.timeline import events_of
from meindo.platform.clock import BERLIN, today
from meindo.platform.prepared import Prepared, padded

from .models import AcceptedRide, Advance, Claim, Trip
from .request import CLAIM_FORM, MONTH_FORM

# A claim counts from its confirmation: for its kilometres, and for other trips on the same day.
SETTLED = ("ordering", "payout", "paid", "reversal", "closed")

REPORTED = "dienstreise_anzeige"  # the process of trips that are notified instead of approved
OBJECTED = "dienstreise_widerspruch"  # the process of an objection to a decision on a trip
PERMITTED = "dienstreise_dauergenehmigung"  # the process of a standing permission
COLLECTIVE = "dienstreise_sammelabrechnung"  # the process of the claim for a month under one
ADVANCED = "dienstreise_abschlag"  # the process of an advance to a trip
RECOVERED = "dienstreise_rueckforderung"  # the process of an advance that was not spent
TRIPS = ("dienstreise", REPORTED)
CLAIMED = (*TRIPS, COLLECTIVE)

OFF = ("rejected", "withdrawn", "not_taken")  # the trip does not take place


@cache
def _steps_with_claim(process: str, version: int) -> frozenset[str]:
    """The steps at which a claim can have been filed: before them nobody need ask for one."""
    declared = catalogue.process_of(process, version)
    if process not in CLAIMED:
        return frozenset()
    filed = declared.start if process == COLLECTIVE else declared.move("file_claim").target
    return declared.reached_from([filed])


def claim_form(case: Case) -> str:
    """The form on which the claim of this case is entered."""
    return MONTH_FORM if case.process == COLLECTIVE else CLAIM_FORM


_claim_in_force = Prepared(
    lambda case: (
        Claim.objects.filter(trip__case=case, superseded_at__isnull=True)
        .annotate(has_advance=Exists(Advance.objects.filter(trip_case=OuterRef("trip__case"))))  # no page need ask
        .select_related("trip__permission")
        .order_by("-number")
    )
)


def current_claim(case: Case) -> Claim | None:
    """The claim in force of a case, if one was filed."""
    if case.step not in _steps_with_claim(case.process, case.version):
        return None
    return _claim_in_force.first(case.pk)


def first_filed_at(case: Case) -> datetime | None:
    """When the claim of a trip was filed for the first time; read once per case object."""
    seen: dict[str, Any] = case.__dict__
    claim = claim_seen(case)
    if claim is not None and claim.number == 1:
        return claim.filed_at
    if "first_filed_at" not in seen:
        filed = Claim.objects.filter(trip__case=case).order_by("number")
        seen["first_filed_at"] = filed.values_list("filed_at", flat=True).first()
    found: datetime | None = seen["first_filed_at"]
    return found


def claimed_on(case: Case) -> date | None:
    """The day on which a claim was filed first: one filed again after a question is in time by that day."""
    filed = Claim.objects.filter(trip__case=case).order_by("number").values_list("filed_at", flat=True).first()
    return filed.astimezone(BERLIN).date() if filed else None


def claims_of(cases: list[int]) -> QuerySet[Claim]:
    """The claims in force of cases that the viewer was already allowed to see."""
    claims = Claim.objects.filter(trip__case__in=cases, superseded_at__isnull=True)
    return claims.select_related("trip").defer("answers", "journey")


def claim_seen(case: Case) -> Claim | None:
    """The claim in force, read once per case object: for pages and checks, not for commands that change it."""
    seen: dict[str, Any] = case.__dict__
    if "claim_seen" not in seen:
        seen["claim_seen"] = current_claim(case)
    claim: Claim | None = seen["claim_seen"]
    return claim


def special_before(case: Case) -> Claim | None:
    """The last claim with a special amount that no longer holds, while the claim is checked anew."""
    now = claim_seen(case)
    if case.step != "checking" or now is None or now.number == 1:
        return None
    claims = Claim.objects.filter(trip__case=case, superseded_at__isnull=False, decided_eur__isnull=False)
    return claims.only("decided_eur").order_by("-number").first()


def trip_of(case: Case) -> Trip:
    """The trip of a case that the viewer was already allowed to open; read once per case object."""
    seen: dict[str, Any] = case.__dict__
    claim: Claim | None = seen.get("claim_seen")  # it brought its trip along
    if claim is None and "trip_seen" not in seen:
        seen["trip_seen"] = Trip.objects.select_related("permission").get(case=case, superseded_at__isnull=True)
    trip: Trip = seen["trip_seen"] if claim is None else claim.trip
    return trip


def requests_of(case: Case) -> list[Trip]:
    """Every request of a case that the viewer was already allowed to open, first to last; the last one holds."""
    if not any(event.move in ("change", "answer_request") for event in events_of(case)):
        return [trip_of(case)]
    return list(Trip.objects.filter(case=case).order_by("number"))


def trips_of(viewer: Viewer) -> QuerySet[Case]:
    """The viewer's own trips and months claimed, latest first."""
    cases = visible(viewer, Case).filter(process__in=CLAIMED, person_id=viewer.person_id)
    return cases.order_by("-starts_on", "-id")


_beside_trips = Prepared(
    lambda person: Case.objects.filter(
        person_id=person, process__in=(OBJECTED, PERMITTED, ADVANCED, RECOVERED)
    ).order_by("-starts_on", "-id")
)


def own_beside(viewer: Viewer, *processes: str) -> list[Case]:
    """What the viewer has of their own beside trips, of these processes, latest first: one question for all of them."""
    if "beside_trips" not in viewer.asked:
        viewer.asked["beside_trips"] = _beside_trips(viewer.person_id)
    found: list[Case] = viewer.asked["beside_trips"]
    return [case for case in found if case.process in processes]


def days_of_trips(employment_id: int) -> list[tuple[date, date]]:
    """First and last day of every request of an employment."""
    return list(Trip.objects.filter(employment_id=employment_id).values_list("starts_on", "ends_on"))


def trips_from(person_id: int, since: date) -> QuerySet[Trip]:
    """A person's own trips that end on a day or later, each with its case; not those of a month, which are over."""
    trips = Trip.objects.filter(case__person_id=person_id, ends_on__gte=since, superseded_at__isnull=True)
    return trips.filter(permission__isnull=True).select_related("case")


def not_ended_yet(case: Case) -> Reason | None:
    """A claim comes after the trip; until then one sentence says when."""
    if case.ends_on is not None and case.ends_on > today():
        return Reason(_("Abrechnen können Sie nach der Reise, ab dem {day}."), {"day": case.ends_on})
    return None


def can_end_early(case: Case) -> bool:
    """Whether a trip is on its way: the person can say that it is over before the day planned."""
    return not_ended_yet(case) is not None and begun_already(case) is not None


def ended_early(case: Case, last_day: date) -> bool:
    """Whether a claim says that an approved trip was over before the day planned, which is still to come."""
    return case.step == "journey" and can_end_early(case) and last_day <= today()


def begun_already(case: Case) -> Reason | None:
    """From its first day on a trip is not changed any more: the claim says what really happened."""
    if case.starts_on is not None and case.starts_on > today():
        return None
    return Reason(
        _("Ändern können Sie eine Reise bis zum Tag davor. Was wirklich war, geben Sie in der Abrechnung an.")
    )


def clashes(case: Case, *, own: bool = False) -> QuerySet[Case]:
    """Other open or approved trips of the same person on the same days: a hint, not an error.

    That somebody travels for a representative body is nobody else's business: such trips only the person finds here.
    """
    if case.starts_on is None or case.ends_on is None:
        return Case.objects.none()
    same = (taken_trips if own else asked_trips)([case.person_id]).exclude(pk=case.pk)
    return same.filter(starts_on__lte=case.ends_on, ends_on__gte=case.starts_on)


def taken_trips(persons: list[int]) -> QuerySet[Case]:
    """Trips of these people that take place as far as is known."""
    trips = Case.objects.filter(process__in=TRIPS, person_id__in=persons)
    return trips.exclude(step__in=OFF)


def asked_trips(persons: list[int]) -> QuerySet[Case]:
    """Those of them that the line decides on."""
    return taken_trips(persons).exclude(process=REPORTED)


class Around(NamedTuple):
    """A trip beside others: its case, person and days."""

    pk: int
    number: str
    person_id: int
    starts_on: date | None
    ends_on: date | None


_near = Prepared(
    lambda first, last, *persons: (
        asked_trips(list(persons)).filter(ends_on__gte=first, starts_on__lte=last).values_list(*Around._fields)
    )
)


def trips_around(cases: list[Case]) -> list[Around]:
    """The trips that the line decides on, of the people of these cases, on days on which one of them could touch."""
    persons = sorted({case.person_id for case in cases})
    firsts = [case.starts_on for case in cases if case.starts_on]
    lasts = [case.ends_on for case in cases if case.ends_on]
    if not firsts or not lasts:
        return []
    pages = (persons[at : at + LISTED] for at in range(0, len(persons), LISTED))
    return [Around(*row) for page in pages for row in _near(min(firsts), max(lasts), *padded(page, LISTED))]


def reversals_asked(cases: list[int]) -> dict[int, list[str]]:
    """Why the money of these cases is to be taken back, in the words of who asked for it last."""
    if not cases:
        return {}
    events = CaseEvent.objects.filter(case__in=cases, move="request_reversal").order_by("revision")
    return {case: [reason] for case, reason in events.values_list("case_id", "reason")}


def settled_claims(case: Case, first_day: date, last_day: date) -> QuerySet[Claim]:
    """The claims in force of other settled trips of the same employment that touch these days."""
    claims = Claim.objects.filter(
        trip__employment_id=case.employment_id,
        trip__case__step__in=SETTLED,
        trip__case__starts_on__lte=last_day,
        trip__case__ends_on__gte=first_day,
        superseded_at__isnull=True,
    )
    claims = claims.exclude(trip__case=case)
    return claims.select_related("trip__case").order_by("trip__case__starts_on", "id")


def accepted_rides(person_id: int) -> QuerySet[AcceptedRide]:
    """The person's own accepted rides, latest first; a claim that came back to the check offers none."""
    rides = AcceptedRide.objects.filter(employment__person_id=person_id, trip__case__step__in=SETTLED)
    return rides.order_by("-accepted_at", "-id")


def earlier_trip(viewer: Viewer, number: str) -> Trip | None:
    """An own earlier trip by its case number, to start a new one like it."""
    own = Trip.objects.filter(case__number=number, case__person_id=viewer.person_id, superseded_at__isnull=True)
    return own.select_related("case").first()


def earlier_claims(viewer: Viewer, before: Case) -> QuerySet[Claim]:
    """The viewer's own other claims, latest first, to file the next one like the last."""
    own = Claim.objects.filter(trip__case__person_id=viewer.person_id, superseded_at__isnull=True)
    own = own.filter(trip__permission__isnull=True)
    return own.exclude(trip__case=before).order_by("-filed_at")


def latest_claim(viewer: Viewer, before: Case) -> Claim | None:
    """The viewer's own last claim."""
    return earlier_claims(viewer, before).first()


def latest_claim_number(viewer: Viewer, before: Case) -> str | None:
    """The case number of the viewer's own last claim: all that a button needs to say."""
    return earlier_claims(viewer, before).values_list("trip__case__number", flat=True).first()


def claim_due(case: Case) -> date | None:
    """Until when the claim is in time."""
    return case.due_on if case.step == "journey" else None


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's trips and claims as plain data."""
    for trip in Trip.objects.filter(case__person_id=person_id).select_related("case").order_by("id"):
        claims = Claim.objects.filter(trip=trip).order_by("number")
        yield {
            "number": trip.case.number,
            "step": trip.case.step,
            "destination": trip.destination,
            "purpose": trip.purpose_text,
            "request": trip.number,
            "superseded": trip.superseded_at is not None,
            "starts_on": trip.starts_on.isoformat(),
            "ends_on": trip.ends_on.isoformat(),
            "claims": [
                {"number": claim.number, "journey": claim.journey, "finding": claim.finding} for claim in claims
            ],
        }
