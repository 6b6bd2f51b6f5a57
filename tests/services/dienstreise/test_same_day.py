"""Two trips on one day: hours are added up, the per diem is paid once, and the first confirmation gets it."""

from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.parallel import all_at_once, own_database

from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.services.dienstreise import commands, queries, rules, same_day
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.models import Claim

DAY = date(2026, 11, 2)
NEW = "wurde neu berechnet"


@pytest.fixture
def office(db: None) -> Office:
    return build_office()


def trip(office: Office, start: str, end: str, who: str = "mitarbeiterin", last: date = DAY, **parts: Any) -> Case:
    """A claim that waits for the travel office, for a ride as a passenger between two times."""
    times = {"start_time": time.fromisoformat(start), "end_time": time.fromisoformat(end)}
    case = factory.make(office, who, starts_on=DAY, ends_on=last, **times)
    factory.decide(office, case, "leitung51" if who == "teamleitung" else "teamleitung", "approve")
    journey = Journey.from_data({"start": f"{DAY} {start}", "end": f"{last} {end}", **parts})
    commands.file_claim(case=case, journeys=Journeys.of(journey), answers={}, by=office.actor(who))
    return case


def confirm(office: Office, case: Case, move: str = "confirm", **more: Any) -> None:
    factory.decide(office, case, "reisestelle", move, **more)


def amount(case: Case) -> Decimal | None:
    case.refresh_from_db()
    return case.amount_eur


def considered(case: Case) -> list[dict[str, str]]:
    claim = queries.current_claim(case)
    assert claim is not None
    found: list[dict[str, str]] = claim.journey["other_trips"]
    return found


def test_a_settled_trip_counts_when_the_next_claim_is_filed(office) -> None:
    first = trip(office, "06:00", "15:00")
    confirm(office, first)
    second = trip(office, "16:00", "21:00")
    assert amount(first) == 14
    assert amount(second) == 0
    assert considered(second) == [
        {"start": f"{DAY} 06:00", "end": f"{DAY} 15:00", "per_diem_eur": "14.00", "tax_free_eur": "14.00"}
    ]


def test_the_hours_of_a_trip_closed_without_payment_are_added_up(office) -> None:
    first = trip(office, "07:00", "12:00")
    confirm(office, first, "close_unpaid")
    second = trip(office, "13:00", "18:00")
    assert amount(second) == 14


def test_what_is_not_confirmed_or_of_somebody_else_does_not_count(office) -> None:
    trip(office, "06:00", "15:00")
    other = trip(office, "06:00", "15:00", who="beamter")
    confirm(office, other)
    assert considered(trip(office, "16:00", "21:00")) == []


def test_the_confirmation_sees_what_was_settled_since_the_claim_was_filed(office) -> None:
    first, second = trip(office, "06:00", "15:00"), trip(office, "15:30", "23:45")
    assert amount(second) == 14
    confirm(office, first)
    with pytest.raises(MoveRefused, match=NEW):
        confirm(office, second)
    second.refresh_from_db()
    assert (second.step, second.amount_eur) == ("checking", 0)
    assert Claim.objects.filter(trip__case=second).count() == 2
    confirm(office, second, "close_unpaid")
    assert not second.events.filter(move="confirm").exists(), "the move that came too late left nothing behind"


def test_the_special_case_and_the_end_without_payment_see_it_too(office) -> None:
    first, second = trip(office, "06:00", "11:00"), trip(office, "12:00", "17:00")
    assert amount(second) == 0
    confirm(office, first, "close_unpaid")
    with pytest.raises(MoveRefused, match=NEW):
        confirm(office, second, "close_unpaid")
    assert amount(second) == 14
    confirm(office, second, "confirm_special", reason="Sonderfall", amount_eur=Decimal(20))
    assert second.events.get(move="confirm_special").departs


def test_a_claim_taken_back_to_the_check_gives_the_day_free(office) -> None:
    first, second = trip(office, "06:00", "15:00"), trip(office, "15:30", "23:45")
    confirm(office, first)
    factory.decide(office, first, "anordnung", "return_to_check", reason="Bitte prüfen.")
    confirm(office, second)
    assert amount(second) == 14
    with pytest.raises(MoveRefused, match=NEW):
        confirm(office, first)
    assert amount(first) == 0


def test_nobody_without_the_right_makes_a_claim_be_computed_anew(office) -> None:
    first, second = trip(office, "06:00", "15:00"), trip(office, "15:30", "23:45")
    confirm(office, first)
    with pytest.raises(MoveRefused) as refused:
        factory.decide(office, second, "mitarbeiterin", "confirm")
    assert NEW not in refused.value.reason.msgid
    assert amount(second) == 14


def test_a_meal_of_the_first_trip_is_not_paid_out_by_the_second(office) -> None:
    first = trip(office, "06:00", "15:00", meals=[{"day": DAY.isoformat(), "lunch": "true"}])
    confirm(office, first)
    second = trip(office, "16:00", "21:00")
    assert (amount(first), amount(second)) == (Decimal("2.80"), 0)


def test_a_third_trip_sees_both(office) -> None:
    for start, end in (("05:00", "14:00"), ("14:30", "18:00")):
        case = trip(office, start, end)
        confirm(office, case, "confirm" if amount(case) else "close_unpaid")
    third = trip(office, "19:00", "22:00")
    assert len(considered(third)) == 2
    assert amount(third) == 0


@pytest.mark.parametrize(
    ("start", "end", "last", "name"),
    [
        ("14:00", "19:00", DAY, "trips_overlap"),
        ("16:00", "12:00", DAY + timedelta(days=1), "second_trip_on_travel_day"),
    ],
)
def test_what_cannot_be_added_up_is_left_to_a_person(office, start: str, end: str, last: date, name: str) -> None:
    confirm(office, trip(office, "06:00", "15:00"))
    second = trip(office, start, end, last=last, nights=[{"day": f"{DAY}", "kind": "free"}] if last > DAY else [])
    claim = queries.current_claim(second)
    assert claim is not None
    assert [refusal.name for refusal in claim.result().refusals] == [name]
    with pytest.raises(MoveRefused, match="besonderen Fall"):
        confirm(office, second)


def test_a_stored_claim_computed_again_gives_the_stored_result(office) -> None:
    confirm(office, trip(office, "06:00", "15:00"))
    second = trip(office, "16:00", "23:00", legs=[{"day": f"{DAY}", "means": "bus", "fare_eur": "9.80"}])
    claim = queries.current_claim(second)
    assert claim is not None
    journey = Journey.from_data(claim.journey)
    again = rules.settlement(journey, rules.law_for(journey))
    assert again.entitlement_eur == claim.computed_eur == Decimal("9.80")
    assert [line.as_data() for line in again.lines] == claim.finding["lines"]


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_at_the_same_time_the_second_sees_the_first(tmp_path: Path) -> None:
    with own_database(tmp_path):
        office = build_office()
        pairs = [trip(office, "06:00", "15:00"), trip(office, "15:30", "23:45")]
        results = all_at_once([lambda case=case: confirm(office, case) for case in pairs])
        refused = [result for result in results if isinstance(result, MoveRefused)]
        assert [NEW in result.reason.msgid for result in refused] == [True], results
        assert sorted(amount(case) or 0 for case in pairs) == [0, 14]


def test_is_outdated_says_so_only_when_something_changed(office) -> None:
    first, second = trip(office, "06:00", "15:00"), trip(office, "15:30", "23:45")
    claim = queries.current_claim(second)
    assert claim is not None
    assert not same_day.is_outdated(second, claim)
    confirm(office, first)
    assert same_day.is_outdated(Case.objects.get(pk=second.pk), claim)
