"""Business trips at any step, made by the real commands; contract tests find `make` in every service's factory."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from tests.support.office import Office

from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import HOLD
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import at, now, today
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll import commands as payroll
from meindo.platform.payroll.models import PayLine
from meindo.services.dienstreise import commands
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.models import Trip
from meindo.services.dienstreise.request import TripRequest

PAYROLL = Actor.system("payroll")


def make(office: Office, who: str = "mitarbeiterin", by: str = "", **changes: Any) -> Case:
    """A request that waits for the line manager; nobody is on two trips at once, so each begins a day earlier.

    `by`: entered by somebody else.
    """
    employment = office.employment(who)
    earlier = Trip.objects.filter(employment=employment).count()
    start = changes.pop("starts_on", None) or today() - timedelta(days=3 + earlier)
    request = request_for(start, **changes)
    return commands.request_trip(employment=employment, request=request, by=office.actor(by or who))


def request_for(start: date, **changes: Any) -> TripRequest:
    """A request for one day."""
    return TripRequest(
        **{
            "destination": "Köln",
            "purpose_text": "Fachtagung der Jugendämter",
            "starts_on": start,
            "start_time": time(7, 30),
            "ends_on": start,
            "end_time": time(18, 0),
            "means": "car",
            "means_reason": "Material",
            "estimate_eur": Decimal("80.00"),
            **changes,
        }
    )


def journey_of(day: date, km: str = "190", **more: Any) -> Journey:
    """A day trip by car."""
    legs = [{"day": day.isoformat(), "means": "car", "km": km}]
    return Journey.from_data({"start": f"{day} 07:30", "end": f"{day} 18:00", "legs": legs, **more})


def decide(office: Office, case: Case, who: str, move: str, **more: Any) -> CaseEvent:
    """Somebody makes a move on the case as it stands."""
    case.refresh_from_db()
    return commands.decide(case=case, move_name=move, by=office.actor(who), revision=case.revision, **more)


def file_claim(office: Office, case: Case, who: str = "mitarbeiterin", **more: Any) -> None:
    """The traveller files the claim; `more` are parts of its journey."""
    case.refresh_from_db()
    assert case.starts_on is not None
    journey = journey_of(case.starts_on, **more)
    commands.file_claim(case=case, journeys=Journeys.of(journey), answers={}, by=office.actor(who))


def filed(office: Office, **changes: Any) -> Case:
    """A claim that waits for the travel office."""
    case = make(office, **changes)
    decide(office, case, "teamleitung", "approve")
    file_claim(office, case)
    return case


def confirmed(office: Office, **changes: Any) -> Case:
    """A claim that the travel office confirmed: payment can be ordered, by one pay line."""
    case = filed(office, **changes)
    decide(office, case, "reisestelle", "confirm")
    return case


def special(office: Office, amount_eur: Decimal) -> Case:
    """A payment ordered as a special case; more than is tax-free gives two pay lines."""
    case = filed(office)
    decide(office, case, "reisestelle", "confirm_special", reason="Sonderfall", amount_eur=amount_eur)
    decide(office, case, "anordnung", "order")
    return case


def ordered(office: Office, **changes: Any) -> Case:
    """A payment that was ordered and waits for payroll."""
    case = confirmed(office, **changes)
    decide(office, case, "anordnung", "order")
    return case


def answer(*, rejected: tuple[str, ...] = (), rejected_keys: tuple[str, ...] = (), text: str = "") -> None:
    """Hand all waiting lines over and let payroll answer them; `rejected` are wage types that it refuses,
    `rejected_keys` beginnings of keys.
    """
    run = payroll.export_lines(PAYROLL)
    rows = []
    for line in PayLine.objects.filter(run=run).order_by("id"):
        refused = line.wage_type in rejected or line.key.startswith(rejected_keys or ("-",))
        rows.append(f"{line.key};{'rejected' if refused else 'accepted'};{text}")
    payroll.import_receipt("\n".join(["key;status;text", *rows]), PAYROLL)


def settle_down() -> None:
    """Let everything happen that waits until a decision can no longer be taken back."""
    with at(now() + HOLD + timedelta(seconds=1)):
        drain()


def paid(office: Office, **changes: Any) -> Case:
    """A trip that is paid."""
    case = ordered(office, **changes)
    answer()
    drain()
    case.refresh_from_db()
    return case


def old(office: Office, days: int, **changes: Any) -> Case:
    """A request made so many days ago."""
    with at(today() - timedelta(days=days)):
        return make(office, **changes)


def whole_life(office: Office) -> None:
    """Everything that a trip can go through, so that each kind of event happens once."""
    paid(office)
    special(office, Decimal(500))
    answer(rejected=("6110",))
    drain()
