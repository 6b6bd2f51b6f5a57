"""Advances and recoveries at any step, made by the real commands."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.services.dienstreise import factory
from tests.support.office import Office

from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today
from meindo.platform.payroll.models import PayLine
from meindo.services.dienstreise import commands_advance, deciding


def decide(office: Office, case: Case, who: str, move: str, **more: Any) -> None:
    """Somebody makes a move on a case of any process as it stands."""
    fresh = Case.objects.get(pk=case.pk)
    deciding.decide(case=fresh, move_name=move, by=office.actor(who), revision=fresh.revision, **more)
    case.refresh_from_db()


def trip_ahead(office: Office, who: str = "mitarbeiterin", estimate: str | None = "80.00", **changes: Any) -> Case:
    """An approved trip that begins tomorrow."""
    day = today() + timedelta(days=1)
    eur = None if estimate is None else Decimal(estimate)
    case = factory.make(office, who, starts_on=day, ends_on=day, estimate_eur=eur, **changes)
    factory.decide(office, case, "teamleitung", "approve")
    return case


def asked(office: Office, trip: Case, eur: str | None = None, reason: str = "", by: str = "mitarbeiterin") -> Case:
    """An advance that waits for the travel office."""
    amount = None if eur is None else Decimal(eur)
    trip.refresh_from_db()
    return commands_advance.request_advance(trip_case=trip, asked_eur=amount, reason=reason, by=office.actor(by))


def ordered(office: Office, trip: Case, eur: str | None = None, **more: Any) -> Case:
    """An advance that waits for payroll; 64.00 unless another amount is set."""
    case = asked(office, trip, **more)
    special = {"reason": "Anzahlung", "amount_eur": Decimal(eur)} if eur else {}
    decide(office, case, "reisestelle", "confirm_special" if eur else "confirm", **special)
    decide(office, case, "anordnung", "order")
    return case


def paid(office: Office, trip: Case, eur: str | None = None, **more: Any) -> Case:
    """An advance that was paid."""
    case = ordered(office, trip, eur, **more)
    factory.answer()
    factory.settle_down()
    case.refresh_from_db()
    assert case.step == "paid"
    return case


def afterwards(trip: Case) -> Any:
    """The day after the trip."""
    assert trip.ends_on is not None
    return at(trip.ends_on + timedelta(days=1))


def claim_ordered(office: Office, trip: Case, who: str = "mitarbeiterin", **more: Any) -> Case:
    """The claim of the trip is ordered, on the day after it; 80.50 unless `more` says otherwise."""
    with afterwards(trip):
        factory.file_claim(office, trip, who, **more)
        factory.decide(office, trip, "reisestelle", "confirm")
        factory.decide(office, trip, "anordnung", "order")
    return trip


def answered(trip: Case, day: date | None = None, **more: Any) -> None:
    """Payroll answers, and everything follows."""
    assert trip.ends_on is not None
    with at(day or trip.ends_on + timedelta(days=1)):
        factory.answer(**more)
        factory.settle_down()
    trip.refresh_from_db()


def recovery_of(trip: Case) -> Case:
    """The one recovery that runs for a trip."""
    return Case.objects.get(recovery__trip_case=trip, is_open=True)


def lines(*cases: Case) -> list[tuple[str, Decimal]]:
    """Wage type and amount of all lines that payroll did not refuse."""
    rows = PayLine.objects.filter(case__in=cases).exclude(accepted=False).order_by("id")
    return list(rows.values_list("wage_type", "amount_eur"))
