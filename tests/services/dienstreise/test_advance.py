"""An advance: asked for before the trip, paid under its own wage type, set off against the claim, never below zero."""

from decimal import Decimal

import pytest
from tests.services.dienstreise import factory, money
from tests.support.office import build_office
from tests.support.once import built_once

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.files.models import Document
from meindo.services.dienstreise import deciding, queries_advance
from meindo.services.dienstreise.notice import notice_of

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def test_what_is_proposed_is_confirmed_ordered_by_another_person_and_paid(office) -> None:
    trip = money.trip_ahead(office)
    case = money.asked(office, trip)
    assert (case.number[:3], case.step, case.amount_eur) == ("DV-", "checking", Decimal("64.00"))
    money.decide(office, case, "reisestelle2", "confirm")
    with pytest.raises(MoveRefused, match="Vier-Augen"):
        money.decide(office, case, "reisestelle2", "order")
    money.decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    case.refresh_from_db()
    assert case.step == "paid"
    assert money.lines(case) == [("6120", Decimal("64.00"))]


def test_the_claim_sets_it_off_by_a_line_of_its_own(office) -> None:
    trip = money.trip_ahead(office)
    advance = money.paid(office, trip)
    money.claim_ordered(office, trip)
    assert money.lines(trip) == [("6100", Decimal("80.50")), ("6120", Decimal("-64.00"))]
    money.answered(trip)
    assert trip.step == "paid"
    assert queries_advance.open_eur(trip) == 0
    assert not Case.objects.filter(recovery__trip_case=trip).exists()
    assert sum(eur for _type, eur in money.lines(trip, advance)) == Decimal("80.50")


def test_never_more_than_is_due_and_the_rest_begins_a_hearing_when_payroll_has_taken_the_lines(office) -> None:
    trip = money.trip_ahead(office)
    money.paid(office, trip, "100.00")
    money.claim_ordered(office, trip)
    assert money.lines(trip) == [("6100", Decimal("80.50")), ("6120", Decimal("-80.50"))]
    assert not Case.objects.filter(recovery__trip_case=trip).exists()
    money.answered(trip)
    case = money.recovery_of(trip)
    assert (case.number[:3], case.step, case.amount_eur) == ("DZ-", "hearing", Decimal("19.50"))
    assert case.recovery.cause == "less"


def test_the_letter_says_what_is_due_what_was_paid_and_what_remains(office) -> None:
    trip = money.trip_ahead(office)
    money.paid(office, trip)
    money.claim_ordered(office, trip)
    letter = notice_of(trip, trip.events.get(move="order"))
    assert "16,50" in letter.plain_summary
    assert [row[1].replace("\xa0", " ") for row in letter.tables[1].rows] == ["80,50 €", "-64,00 €"]
    assert letter.tables[1].total[1].startswith("16,50")


def test_another_amount_needs_a_reason_and_more_than_proposed_is_a_special_case(office) -> None:
    trip = money.trip_ahead(office)
    with pytest.raises(MoveRefused, match="warum"):
        money.asked(office, trip, "100.00")
    case = money.asked(office, trip, "100.00", "Das Hotel will vorab Geld")
    assert case.attention == ["advance_other"]
    with pytest.raises(MoveRefused, match="besonderen Fall"):
        money.decide(office, case, "reisestelle", "confirm")
    money.decide(office, case, "reisestelle", "confirm_special", reason="belegt", amount_eur=Decimal("90.00"))
    assert (case.step, case.amount_eur) == ("ordering", Decimal("90.00"))
    assert case.events.get(move="confirm_special").departs


def test_less_than_proposed_is_confirmed_as_it_stands(office) -> None:
    case = money.asked(office, money.trip_ahead(office), "20.00", "Mehr brauche ich nicht")
    money.decide(office, case, "reisestelle", "confirm")
    assert case.amount_eur == Decimal("20.00")


def test_without_an_estimate_a_person_sets_the_amount(office) -> None:
    trip = money.trip_ahead(office, estimate=None)
    with pytest.raises(MoveRefused, match="welchen Betrag"):
        money.asked(office, trip)
    case = money.asked(office, trip, "50.00", "Fahrkarte")
    with pytest.raises(MoveRefused, match="Ohne geschätzte Kosten"):
        money.decide(office, case, "reisestelle", "confirm")


def test_one_advance_at_a_time_and_again_after_a_refusal(office) -> None:
    trip = money.trip_ahead(office)
    first = money.asked(office, trip)
    with pytest.raises(MoveRefused, match="schon einen Abschlag"):
        money.asked(office, trip)
    money.decide(office, first, "reisestelle", "reject", reason="Zu wenig")
    assert money.asked(office, trip).step == "checking"


def test_only_to_an_approved_trip_that_is_not_over(office) -> None:
    waiting = factory.make(office, starts_on=today())
    over = factory.make(office)
    factory.decide(office, over, "teamleitung", "approve")
    for trip in (waiting, over):
        with pytest.raises(MoveRefused):
            money.asked(office, trip)


def test_nobody_asks_for_somebody_else_without_the_role(office) -> None:
    trip = money.trip_ahead(office)
    for who in ("beamter", "teamleitung", "reisestelle"):
        with pytest.raises(MoveRefused):
            money.asked(office, trip, by=who)


def test_the_line_manager_never_sees_it(office) -> None:
    case = money.paid(office, money.trip_ahead(office))
    for who, role, sees in (
        ("teamleitung", "line_manager", False),
        ("reisestelle", "travel_office", True),
        ("anordnung", "payment_office", True),
        ("beamter", "applicant", False),
    ):
        viewer = Viewer(office.actor(who), role, "dienstreise.advance", today())
        assert visible(viewer, Case).filter(pk=case.pk).exists() is sees, who


def test_a_trial_run_is_never_paid(office) -> None:
    from meindo.platform.law.models import ValueRelease

    trip = money.trip_ahead(office)
    ValueRelease.objects.all().delete()
    case = money.asked(office, trip)
    assert "trial" in case.attention
    for move in ("confirm", "confirm_special"):
        with pytest.raises(MoveRefused, match="Probelauf"):
            money.decide(office, case, "reisestelle", move, reason="x", amount_eur=Decimal(1))


def test_a_confirmation_can_be_taken_back_an_order_cannot(office) -> None:
    case = money.asked(office, money.trip_ahead(office))
    money.decide(office, case, "reisestelle", "confirm")
    deciding.take_back(case=case, by=office.actor("reisestelle"), revision=case.revision)
    assert case.step == "checking"
    money.decide(office, case, "reisestelle", "confirm")
    money.decide(office, case, "anordnung", "order")
    with pytest.raises(MoveRefused):
        deciding.take_back(case=case, by=office.actor("anordnung"), revision=case.revision)


@pytest.mark.parametrize("step", ["checking", "revision", "ordering"])
def test_one_that_nobody_ordered_is_overtaken_by_the_claim(office, step) -> None:
    trip = money.trip_ahead(office)
    waiting = money.asked(office, trip)
    if step != "checking":
        more = {"reason": "Wofür?"} if step == "revision" else {}
        money.decide(office, waiting, "reisestelle", "ask" if step == "revision" else "confirm", **more)
    money.claim_ordered(office, trip)
    if step == "ordering":
        with pytest.raises(MoveRefused, match="schon abgerechnet"):
            money.decide(office, waiting, "anordnung", "order")
    with money.afterwards(trip):
        factory.settle_down()
    waiting.refresh_from_db()
    assert waiting.step == "overtaken"
    assert money.lines(trip, waiting) == [("6100", Decimal("80.50"))]


def test_one_ordered_but_not_answered_yet_is_set_off_all_the_same(office) -> None:
    trip = money.trip_ahead(office)
    advance = money.ordered(office, trip)
    money.claim_ordered(office, trip)
    assert money.lines(trip)[-1] == ("6120", Decimal("-64.00"))
    money.answered(trip)
    advance.refresh_from_db()
    assert (advance.step, trip.step) == ("paid", "paid")
    assert sum(eur for _type, eur in money.lines(trip, advance)) == Decimal("80.50")


def test_one_that_payroll_refuses_after_it_was_set_off_is_owed_again(office) -> None:
    trip = money.trip_ahead(office)
    advance = money.ordered(office, trip)
    money.claim_ordered(office, trip)
    with money.afterwards(trip):
        factory.answer(rejected_keys=(f"{advance.number}:",), text="Konto fehlt")
        factory.settle_down()
        advance.refresh_from_db()
        assert advance.step == "checking"
        assert queries_advance.open_eur(trip) == Decimal("-64.00")
        for move in ("reject", "confirm_special"):
            with pytest.raises(MoveRefused, match="schon verrechnet"):
                money.decide(office, advance, "reisestelle", move, reason="x", amount_eur=Decimal(1))
        with pytest.raises(MoveRefused, match="schon verrechnet"):
            money.decide(office, advance, "mitarbeiterin", "withdraw")
        money.decide(office, advance, "reisestelle", "confirm")
        assert advance.amount_eur == Decimal("64.00")
        money.decide(office, advance, "anordnung", "order")
        factory.answer()
        factory.settle_down()
    advance.refresh_from_db()
    assert (advance.step, queries_advance.open_eur(trip)) == ("paid", 0)
    assert sum(eur for _type, eur in money.lines(trip, advance)) == Decimal("80.50")


def test_a_set_off_that_payroll_refuses_is_ordered_anew_with_the_claim(office) -> None:
    trip = money.trip_ahead(office)
    advance = money.paid(office, trip)
    money.claim_ordered(office, trip)
    money.answered(trip, rejected=("6120",), text="Lohnart gesperrt")
    assert trip.step == "checking"
    assert queries_advance.open_eur(trip) == Decimal("64.00")
    assert not Case.objects.filter(recovery__trip_case=trip).exists()
    with money.afterwards(trip):
        factory.decide(office, trip, "reisestelle", "confirm")
        factory.decide(office, trip, "anordnung", "order")
    money.answered(trip)
    assert (trip.step, queries_advance.open_eur(trip)) == ("paid", 0)
    assert sum(eur for _type, eur in money.lines(trip, advance)) == Decimal("80.50")


def test_who_gets_a_letter_about_it(office) -> None:
    case = money.paid(office, money.trip_ahead(office))
    assert Document.objects.filter(case_id=case.pk).count() == 1
    other = money.asked(office, money.trip_ahead(office, "beamter"), by="beamter")
    money.decide(office, other, "reisestelle", "reject", reason="Zu wenig")
    factory.settle_down()
    assert Document.objects.get(case_id=other.pk).remedy


def test_the_own_rows_name_it(office) -> None:
    from meindo.services.dienstreise.service import rows_of

    case = money.asked(office, money.trip_ahead(office))
    assert case.number in str(list(rows_of(case.person_id)))
