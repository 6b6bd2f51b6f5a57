"""The trips of a month claimed together: filed, marked, asked about, confirmed, paid, taken back, objected to."""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from tests.services.dienstreise import factory, months
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases import drafts
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today
from meindo.platform.files.models import Document
from meindo.platform.payroll.models import PayLine
from meindo.services.dienstreise import commands, queries, queries_permission, questions, routes, settling, show
from meindo.services.dienstreise.commands_objection import file_objection
from meindo.services.dienstreise.commands_questions import Answer, answer_question
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.journeys import Journeys
from meindo.services.dienstreise.letters import notice_of
from meindo.services.dienstreise.models import Claim
from meindo.services.dienstreise.queries_figures import trip_facts

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")
FIRST = months.last_month()


def viewer(office: Office, name: str, role: str) -> Viewer:
    return Viewer(office.actor(name), role, "dienstreise.settle", today())


def claim_of(case: Case) -> Claim:
    found = queries.current_claim(Case.objects.get(pk=case.pk))
    assert found is not None
    return found


def test_a_month_is_one_case_with_the_sum_of_its_trips(office) -> None:
    case = months.filed(office)
    claim = claim_of(case)
    assert (case.number[:3], case.step, case.amount_eur, case.attention) == ("DS-", "checking", Decimal("14.00"), [])
    assert (case.starts_on, case.ends_on) == (FIRST.replace(day=3), FIRST.replace(day=10))
    assert len(claim.journey["trips"]) == 2
    assert claim.trip.permission is not None
    assert claim.trip.destination == months.AREA
    assert settling.recomputed(claim).as_data() == claim.finding


def test_it_is_paid_once_and_its_letter_names_every_day(office) -> None:
    case = months.paid(office)
    assert case.step == "paid"
    assert [line.amount_eur for line in PayLine.objects.filter(case=case)] == [Decimal("14.00")]
    letter = notice_of(case, case.events.get(move="order"))
    assert letter.title == "Sammelabrechnung Ihrer Dienstreisen"
    days = [row[0][:10] for row in letter.tables[0].rows]
    assert days == [f"{FIRST.replace(day=day):%d.%m.%Y}" for day in (3, 3, 10, 10)], "days without money are left out"
    assert Document.objects.filter(case_id=case.pk).exists()


def test_four_eyes_and_the_traveller_order_nothing(office) -> None:
    case = months.filed(office)
    months.decide(office, case, "reisestelle2", "confirm")
    with pytest.raises(MoveRefused, match="Vier-Augen"):
        months.decide(office, case, "reisestelle2", "order")
    months.decide(office, case, "anordnung", "order")


def test_the_line_manager_never_sees_what_was_claimed(office) -> None:
    case = months.paid(office)
    seen = {
        role: visible(viewer(office, name, role), Case).filter(pk=case.pk).exists()
        for name, role in (
            ("teamleitung", "line_manager"),
            ("reisestelle", "travel_office"),
            ("anordnung", "payment_office"),
        )
    }
    assert seen == {"line_manager": False, "travel_office": True, "payment_office": True}
    fresh = months.filed(office, Case.objects.get(process=queries.PERMITTED), 20)
    assert not visible(viewer(office, "anordnung", "payment_office"), Case).filter(pk=fresh.pk).exists()


OUTSIDE = [
    ({"outside": "on"}, ["outside_permission"]),
    ({"means": "motorcycle"}, ["means_not_permitted"]),
    ({"means": "passenger", "km": ""}, []),
    ({}, []),
]


@pytest.mark.parametrize(("changes", "marks"), OUTSIDE)
def test_what_the_permission_does_not_name_is_marked_and_not_refused(office, changes, marks) -> None:
    held = months.in_force(office)
    typed = months.typed_month(months.row(FIRST.replace(day=5), **changes))
    assert months.file(office, held, typed).attention == marks


def test_a_day_outside_the_period_is_marked(office) -> None:
    held = months.in_force(office, valid_from=FIRST.replace(day=10))
    typed = months.typed_month(months.row(FIRST.replace(day=9)), months.row(FIRST.replace(day=10)))
    assert months.file(office, held, typed).attention == ["outside_permission"]


def test_a_second_claim_of_the_month_is_a_supplement(office) -> None:
    held = months.in_force(office)
    months.filed(office, held, 3)
    assert months.filed(office, held, 4).attention == ["supplement"]


def test_a_month_that_was_refused_is_claimed_anew_without_the_mark(office) -> None:
    held = months.in_force(office)
    months.decide(office, months.filed(office, held, 3), "reisestelle", "reject_claim", reason="Bitte neu.")
    assert months.filed(office, held, 3).attention == []


def test_the_same_trip_twice_is_seen_when_the_first_is_settled(office) -> None:
    held = months.in_force(office)
    months.decide(office, months.filed(office, held, 3), "reisestelle", "confirm")
    twice = months.filed(office, held, 3)
    assert {"not_covered", "supplement"} <= set(twice.attention)
    assert [refusal.name for refusal in claim_of(twice).result().refusals] == ["trips_overlap"]


def test_one_late_day_marks_the_whole_claim(office) -> None:
    held = months.in_force(office, valid_from=months.last_month(9))
    first = months.last_month(8)
    case = months.file(office, held, months.typed_month(months.row(first), month=first))
    assert case.attention == ["late"]
    assert claim_of(case).is_late
    on_paper = months.file(
        office, held, months.typed_month(months.row(first), month=first), received_on=first + timedelta(days=40)
    )
    assert "late" not in on_paper.attention, "the day counts on which the form came in"


def test_a_single_trip_and_a_month_share_the_hours_of_a_day(office) -> None:
    day = FIRST.replace(day=5)
    single = factory.make(office, starts_on=day, start_time=time(6), end_time=time(11))
    factory.decide(office, single, "teamleitung", "approve")
    journey = Journey.from_data({"start": f"{day} 06:00", "end": f"{day} 11:00"})
    commands.file_claim(case=single, journeys=Journeys.of(journey), answers={}, by=office.actor("mitarbeiterin"))
    factory.decide(office, single, "reisestelle", "close_unpaid")
    row = months.row(day, start="12:00", end="16:00", means="passenger", km="")
    month = months.file(office, months.in_force(office), months.typed_month(row))
    assert month.amount_eur == 14, "nine hours together"


def test_a_month_settled_meanwhile_makes_a_single_trip_be_computed_anew(office) -> None:
    held, day = months.in_force(office), FIRST.replace(day=5)
    rows = [
        months.row(day, start="06:00", end="10:00", means="passenger", km=""),
        months.row(day, start="10:30", end="15:30", means="passenger", km=""),
    ]
    month = months.file(office, held, months.typed_month(*rows))
    single = factory.make(office, starts_on=day, start_time=time(16), end_time=time(21))
    factory.decide(office, single, "teamleitung", "approve")
    journey = Journey.from_data({"start": f"{day} 16:00", "end": f"{day} 21:00"})
    commands.file_claim(case=single, journeys=Journeys.of(journey), answers={}, by=office.actor("mitarbeiterin"))
    assert month.amount_eur == 14
    months.decide(office, month, "reisestelle", "confirm")
    with pytest.raises(MoveRefused, match="wurde neu berechnet"):
        factory.decide(office, single, "reisestelle", "close_unpaid")
    single.refresh_from_db()
    assert single.amount_eur == 0, "the Tagegeld of the day is paid with the month"
    assert len(claim_of(single).journey["other_trips"]) == 2


def test_a_question_about_one_ride_is_answered_there(office) -> None:
    case = months.filed(office)
    months.decide(office, case, "reisestelle", "ask", reason="Wirklich 10 km?", field="trip1_km")
    typed = questions.typed_of(Case.objects.get(pk=case.pk))
    assert questions.label_of(case, "trip1_km") == "Fahrt 1: Kilometer für eine Strecke"
    who = office.people["mitarbeiterin"].pk
    draft = drafts.start_draft(person_id=who, service="dienstreise", form="dienstreise_antwort", title="x", case=case)
    said = Answer("", {**typed, "trip1_km": "6"}, {"trip1_km": "10"}, {"trip1_km": "6"})
    answer_question(case=Case.objects.get(pk=case.pk), answer=said, by=office.actor("mitarbeiterin"), draft=draft)
    case = Case.objects.get(pk=case.pk)
    assert (case.step, case.amount_eur, case.returned) == ("checking", Decimal("11.20"), True)
    assert Claim.objects.filter(trip__case=case).count() == 2


def test_a_special_case_a_reversal_and_an_objection_work_as_for_a_trip(office) -> None:
    case = months.filed(office)
    months.decide(office, case, "reisestelle", "confirm_special", reason="Fähre", amount_eur=Decimal(20))
    months.decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    case = Case.objects.get(pk=case.pk)
    against = file_objection(contested=case, reason="Mehr", asked_eur=Decimal(30), by=office.actor("mitarbeiterin"))
    assert against.step == "checking"
    months.decide(office, case, "reisestelle", "request_reversal", reason="Doppelt")
    months.decide(office, case, "anordnung", "order_reversal")
    assert sum(line.amount_eur for line in PayLine.objects.filter(case=case)) == 0


def test_its_kilometres_are_offered_again_in_both_directions(office) -> None:
    case = months.paid(office)
    found = routes.routes_of(case)
    assert {(ride.origin, ride.destination, ride.km) for ride in found.rides} == {
        ("Büro", "Hörde", Decimal("10.0")),
        ("Hörde", "Büro", Decimal("10.0")),
    }


def test_it_is_no_trip_that_overlaps_and_none_in_the_calendar(office) -> None:
    case = months.filed(office, None, 3, 20)
    other = factory.make(office, starts_on=FIRST.replace(day=10))
    assert show.row_notes([case]) == {}
    assert show.row_notes([other]) == {other.pk: ["nachträglich beantragt"]}
    assert list(queries.clashes(other, own=True)) == []
    person = office.people["mitarbeiterin"].pk
    assert [entry.title for entry in show.appointments(person, FIRST)] == ["Dienstreise nach Köln"]


def test_figures_count_every_trip(office) -> None:
    months.filed(office, None, 3, 10, 17)
    facts = trip_facts(viewer(office, "reisestelle", "travel_office"), FIRST.year)
    assert [(fact.trips, fact.amount_eur) for fact in facts] == [(3, Decimal("21.00"))]


def test_the_months_of_a_permission_are_claimed_open_or_late(office) -> None:
    held = months.in_force(office, valid_from=months.last_month(8), valid_until=today() + timedelta(days=40))
    claimed = months.filed(office, held)
    held = Case.objects.get(pk=held.pk)
    rows = queries_permission.month_rows(held, queries_permission.claimed_months([held])[held.pk], [], today())
    assert [row.first for row in rows] == [months.last_month(back) for back in range(9)]
    assert [row.state for row in rows] == ["open", "claimed", *["open"] * 5, "late", "late"]
    assert rows[1].cases == (claimed,)
    assert [row.is_due for row in rows[:3]] == [False, False, True]


def test_a_permission_that_ended_in_between_still_takes_its_months(office) -> None:
    held = months.in_force(office, valid_until=FIRST.replace(day=20))
    with at(today()):
        assert months.filed(office, held, 3).attention == []
