"""A trip that was never taken, with costs: filed before or after its days, refused by name, set by a person."""

from decimal import Decimal

import pytest
from tests.services.dienstreise import factory, money
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.services.dienstreise import commands, queries
from meindo.services.dienstreise.answers import costs_of
from meindo.services.dienstreise.journeys import Journeys

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")
TYPED = {"cost1_label": "Hotel", "cost1_amount": Decimal("90.00"), "cost1_more": "no"}


def filed(office: Office, **changes: object) -> Case:
    """Costs of a trip of tomorrow."""
    case = money.trip_ahead(office, **changes)
    journey = costs_of(queries.trip_of(case), TYPED)
    by, reason = office.actor("mitarbeiterin"), "Die Tagung fiel aus"
    commands.file_claim(case=case, journeys=Journeys.of(journey), answers={}, by=by, reason=reason)
    return case


def test_it_can_be_filed_before_the_days_of_the_trip_and_says_why(office) -> None:
    case = filed(office)
    assert (case.step, case.amount_eur) == ("checking", Decimal("0.00"))
    event = case.events.get(move="file_costs")
    assert event.reason == "Die Tagung fiel aus"
    claim = queries.current_claim(case)
    assert claim is not None
    assert [refusal.name for refusal in claim.result().refusals] == ["not_taken_costs"]


def test_the_travel_office_sets_the_amount_and_cannot_confirm_it_as_computed(office) -> None:
    case = filed(office)
    for move in ("confirm", "close_unpaid"):
        with pytest.raises(MoveRefused, match="nicht durch Regeln abgedeckt"):
            factory.decide(office, case, "reisestelle", move)
    factory.decide(office, case, "reisestelle", "confirm_special", reason="Beleg", amount_eur=Decimal("90.00"))
    factory.decide(office, case, "anordnung", "order")
    assert money.lines(case) == [("6110", Decimal("90.00"))]
    factory.answer()
    factory.settle_down()
    case.refresh_from_db()
    assert case.step == "paid"


def test_after_a_question_the_costs_come_back_as_costs(office) -> None:
    case = filed(office)
    factory.decide(office, case, "reisestelle", "ask", reason="Welches Hotel?")
    journey = costs_of(queries.trip_of(case), {**TYPED, "cost1_amount": Decimal("70.00")})
    commands.file_claim(case=case, journeys=Journeys.of(journey), answers={}, by=office.actor("mitarbeiterin"))
    case.refresh_from_db()
    assert case.events.latest("revision").move == "refile"
    claim = queries.current_claim(case)
    assert claim is not None
    assert claim.journey["not_taken"] is True


def test_it_is_no_other_trip_on_the_same_day(office) -> None:
    case = filed(office)
    factory.decide(office, case, "reisestelle", "confirm_special", reason="Beleg", amount_eur=Decimal("90.00"))
    other = factory.make(office, starts_on=case.starts_on, ends_on=case.starts_on)
    factory.decide(office, other, "teamleitung", "approve")
    with money.afterwards(other):
        factory.file_claim(office, other)
    claim = queries.current_claim(other)
    assert claim is not None
    assert claim.journey["other_trips"] == []
    assert claim.computed_eur == Decimal("80.50")


def test_an_advance_is_set_off_against_the_costs_and_the_rest_recovered(office) -> None:
    trip = money.trip_ahead(office)
    money.paid(office, trip, "100.00")
    journey = costs_of(queries.trip_of(trip), TYPED)
    commands.file_claim(case=trip, journeys=Journeys.of(journey), answers={}, by=office.actor("mitarbeiterin"))
    factory.decide(office, trip, "reisestelle", "confirm_special", reason="Beleg", amount_eur=Decimal("90.00"))
    factory.decide(office, trip, "anordnung", "order")
    assert money.lines(trip) == [("6110", Decimal("90.00")), ("6120", Decimal("-90.00"))]
    factory.answer()
    factory.settle_down()
    assert money.recovery_of(trip).amount_eur == Decimal("10.00")
