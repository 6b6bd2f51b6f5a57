"""Widerspruch and § 37 TVöD: a case of its own, decided by somebody else, paid by lines of its own, never an edit."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_inbox import inbox
from meindo.platform.clock import at, now, today
from meindo.platform.files.models import Document
from meindo.platform.payroll.models import PayLine
from meindo.services.dienstreise import commands_objection, deciding, queries, queries_objection
from meindo.services.dienstreise.models import Claim
from meindo.services.dienstreise.notice_objection import ACTION_BEAMTE, ACTION_TARIF, objection_notice
from meindo.services.dienstreise.process_objection import CHECKER
from meindo.services.dienstreise.rules_remedy import ASSERTION, WIDERSPRUCH

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def paid(office: Office, who: str = "mitarbeiterin") -> Case:
    """66.50 for 190 km and 14.00 Tagegeld were paid, and the letter is there."""
    case = factory.make(office, who)
    factory.decide(office, case, "teamleitung", "approve")
    factory.file_claim(office, case, who)
    factory.decide(office, case, "reisestelle", "confirm")
    factory.decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    case.refresh_from_db()
    assert (case.step, case.amount_eur) == ("paid", Decimal("80.50"))
    return case


def rejected(office: Office) -> Case:
    """A trip in three weeks that was refused."""
    case = factory.make(office, starts_on=today() + timedelta(days=21))
    factory.decide(office, case, "teamleitung", "reject", reason="Kein Platz")
    factory.settle_down()
    return Case.objects.get(pk=case.pk)


def objected(office: Office, case: Case, who: str = "mitarbeiterin", asked: str | None = "100.50") -> Case:
    amount = None if asked is None else Decimal(asked)
    by = office.actor(who)
    return commands_objection.file_objection(contested=case, reason="Ein Umweg fehlt", asked_eur=amount, by=by)


def decide(office: Office, case: Case, who: str, move: str, **more: Any) -> None:
    fresh = Case.objects.get(pk=case.pk)
    deciding.decide(case=fresh, move_name=move, by=office.actor(who), revision=fresh.revision, **more)
    case.refresh_from_db()


def lines_of(*cases: Case) -> dict[str, list[Decimal]]:
    found: dict[str, list[Decimal]] = {}
    for line in PayLine.objects.filter(case__in=cases).order_by("id"):
        found.setdefault(line.wage_type, []).append(line.amount_eur)
    return found


@pytest.mark.parametrize(("who", "kind"), [("beamter", WIDERSPRUCH), ("mitarbeiterin", ASSERTION)])
def test_the_status_on_the_day_of_the_decision_says_which_way_and_how_long(office, who, kind) -> None:
    case = paid(office, who)
    found = queries_objection.contestable(case)
    assert found is not None
    assert (found.kind, found.given_on, found.is_late) == (kind, today(), False)
    months = {WIDERSPRUCH: 1, ASSERTION: 6}[kind]
    assert (found.until.month - today().month) % 12 == months


def test_it_is_a_case_of_its_own_with_its_own_number_linked_to_the_first(office) -> None:
    case = paid(office)
    objection = objected(office, case)
    assert objection.number.startswith("DW-")
    assert (objection.process, objection.step) == ("dienstreise_widerspruch", "checking")
    found = queries_objection.objection_of(objection)
    assert (found.contested, found.asked_eur) == (case, Decimal("100.50"))
    case.refresh_from_db()
    assert (case.step, case.amount_eur) == ("paid", Decimal("80.50")), "the first decision stands until then"


def test_only_one_at_a_time_and_again_after_it_was_withdrawn(office) -> None:
    case = paid(office)
    first = objected(office, case)
    with pytest.raises(MoveRefused):
        objected(office, case)
    decide(office, first, "mitarbeiterin", "withdraw")
    assert objected(office, case).step == "checking"


def test_a_late_one_is_marked_and_can_be_filed_all_the_same(office) -> None:
    case = paid(office, "beamter")
    with at(today() + timedelta(days=60)):
        late = objected(office, case, "beamter")
    assert late.attention == ["objection_late"]
    assert objected(office, paid(office)).attention == []


@pytest.mark.parametrize("who", ["beamter", "teamleitung", "reisestelle"])
def test_nobody_objects_for_somebody_else(office, who) -> None:
    with pytest.raises(MoveRefused):
        objected(office, paid(office), who)


def test_nothing_can_be_objected_to_before_a_letter_says_what_was_decided(office) -> None:
    case = factory.filed(office)
    assert queries_objection.contestable(case) is None
    factory.decide(office, case, "reisestelle", "reject_claim", reason="Doppelt")
    assert queries_objection.contestable(Case.objects.get(pk=case.pk)) is None, "it can still be taken back"
    factory.settle_down()
    assert queries_objection.contestable(Case.objects.get(pk=case.pk)) is not None


def test_who_decided_before_neither_sees_it_nor_decides_on_it(office) -> None:
    case = objected(office, paid(office))
    people = {name: office.people[name].pk for name in ("reisestelle", "reisestelle2")}
    assert CHECKER.holders(case, today()) & set(people.values()) == {people["reisestelle2"]}
    for name, sees in (("reisestelle", False), ("reisestelle2", True)):
        viewer = Viewer(office.actor(name), "travel_office", "dienstreise.object", today())
        assert visible(viewer, Case).filter(pk=case.pk).exists() is sees
        assert inbox(viewer).filter(pk=case.pk).exists() is sees
    with pytest.raises(MoveRefused):
        decide(office, case, "reisestelle", "dismiss", reason="Nein")
    decide(office, case, "reisestelle2", "dismiss", reason="Der Umweg war privat")
    assert case.step == "dismissed"


def test_what_was_asked_for_is_paid_by_lines_of_the_difference(office) -> None:
    first = paid(office)
    before = list(PayLine.objects.filter(case=first).values())
    claims = list(Claim.objects.filter(trip__case=first).values())
    case = objected(office, first)
    decide(office, case, "reisestelle2", "grant")
    assert (case.step, case.amount_eur) == ("ordering", Decimal("100.50"))
    with pytest.raises(MoveRefused, match="Vier-Augen"):
        decide(office, case, "reisestelle2", "order")
    decide(office, case, "anordnung", "order")
    assert lines_of(case) == {"6110": [Decimal("20.00")]}, "80.50 of it was free of tax already"
    assert list(PayLine.objects.filter(case=first).values()) == before
    assert list(Claim.objects.filter(trip__case=first).values()) == claims
    factory.answer()
    factory.settle_down()
    case.refresh_from_db()
    assert case.step == "remedied"
    assert Document.objects.filter(case_id=case.pk).count() == 1


def test_a_part_is_set_with_reasons_and_must_be_more_than_was_paid(office) -> None:
    case = objected(office, paid(office), asked=None)
    with pytest.raises(MoveRefused, match="keinen Betrag genannt"):
        decide(office, case, "reisestelle2", "grant")
    for amount in ("80.50", "10.00"):
        with pytest.raises(MoveRefused, match="muss höher sein"):
            decide(office, case, "reisestelle2", "grant_partly", reason="Teils", amount_eur=Decimal(amount))
    decide(office, case, "reisestelle2", "grant_partly", reason="Der Rückweg", amount_eur=Decimal("90.00"))
    decide(office, case, "anordnung", "order")
    assert lines_of(case) == {"6110": [Decimal("9.50")]}
    letter = objection_notice(case, case.events.get(move="order"))
    assert letter.remedy == ACTION_TARIF
    assert "90,00" in " ".join(letter.paragraphs)
    assert "Der Rückweg" in " ".join(letter.paragraphs)


def test_a_rejected_claim_gets_its_tax_free_part_back(office) -> None:
    first = factory.filed(office)
    factory.decide(office, first, "reisestelle", "reject_claim", reason="Doppelt")
    factory.settle_down()
    case = objected(office, Case.objects.get(pk=first.pk), asked="80.50")
    decide(office, case, "reisestelle2", "grant")
    decide(office, case, "anordnung", "order")
    assert lines_of(first, case) == {"6100": [Decimal("80.50")]}


def test_a_reversal_afterwards_takes_everything_back(office) -> None:
    first = paid(office)
    case = objected(office, first)
    decide(office, case, "reisestelle2", "grant")
    decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    factory.decide(office, first, "reisestelle", "request_reversal", reason="Nie gereist")
    factory.decide(office, first, "anordnung", "order_reversal")
    assert sum(sum(amounts) for amounts in lines_of(first, case).values()) == 0


def test_a_line_that_payroll_refuses_comes_back_to_the_check_and_is_not_counted(office) -> None:
    case = objected(office, paid(office))
    decide(office, case, "reisestelle2", "grant")
    decide(office, case, "anordnung", "order")
    factory.answer(rejected=("6110",), text="Lohnart gesperrt")
    factory.settle_down()
    case.refresh_from_db()
    assert case.step == "checking"
    assert queries_objection.paid_so_far(queries_objection.objection_of(case)) == Decimal("80.50")
    decide(office, case, "reisestelle2", "grant")
    decide(office, case, "anordnung", "order")
    assert lines_of(case) == {"6110": [Decimal("20.00"), Decimal("20.00")]}


def test_while_the_claim_is_checked_anew_nothing_is_granted(office) -> None:
    first = paid(office)
    case = objected(office, first)
    factory.decide(office, first, "reisestelle", "request_reversal", reason="Doppelt")
    with pytest.raises(MoveRefused, match="gerade noch bearbeitet"):
        decide(office, case, "reisestelle2", "grant")


def test_a_lifted_refusal_lets_the_trip_go_on_when_it_can_no_longer_be_taken_back(office) -> None:
    first = rejected(office)
    case = objected(office, first, asked=None)
    with pytest.raises(MoveRefused, match="nicht ein Betrag"):
        decide(office, case, "reisestelle2", "grant_partly", reason="x", amount_eur=Decimal(5))
    decide(office, case, "reisestelle2", "lift")
    factory.drain()
    first.refresh_from_db()
    assert (case.step, first.step) == ("remedied", "rejected"), "it can still be taken back"
    factory.settle_down()
    first.refresh_from_db()
    assert first.step == "journey"
    assert first.due_on is not None
    assert first.events.latest("revision").reason == case.number


def test_a_lifting_that_is_taken_back_changes_nothing(office) -> None:
    first = rejected(office)
    case = objected(office, first, asked=None)
    decide(office, case, "reisestelle2", "lift")
    deciding.take_back(case=case, by=office.actor("reisestelle2"), revision=case.revision)
    factory.settle_down()
    first.refresh_from_db()
    assert (case.step, first.step) == ("checking", "rejected")


@pytest.mark.parametrize(
    ("make", "move", "more"),
    [(rejected, "lift", {}), (paid, "dismiss", {"reason": "Der Umweg war privat"})],
    ids=["lift", "dismiss"],
)
def test_the_letter_names_the_action_unless_everything_was_granted(
    office, make: Callable[[Office], Case], move: str, more: dict[str, str]
) -> None:
    case = objected(office, make(office), asked=None)
    decide(office, case, "reisestelle2", move, **more)
    letter = objection_notice(case, case.events.get(move=move))
    assert (letter.remedy is None) is (move == "lift")
    with at(now() + timedelta(minutes=5)):
        factory.drain()
    assert not Document.objects.filter(case_id=case.pk).exists(), "not while it can be taken back"
    factory.settle_down()
    assert Document.objects.filter(case_id=case.pk).count() == 1


def test_a_widerspruch_ends_with_a_bescheid_and_the_court(office) -> None:
    case = objected(office, paid(office, "beamter"), "beamter")
    decide(office, case, "reisestelle2", "dismiss", reason="Der Umweg war privat")
    letter = objection_notice(case, case.events.get(move="dismiss"))
    assert letter.title.startswith("Widerspruchsbescheid")
    assert letter.remedy == ACTION_BEAMTE
    assert "Der Umweg war privat" in letter.paragraphs[0]


def test_an_objection_is_no_trip(office) -> None:
    first = paid(office)
    case = objected(office, first)
    viewer = Viewer(office.actor("mitarbeiterin"), "applicant", "dienstreise.settle", today())
    assert case not in queries.trips_of(viewer)
    assert queries.own_beside(viewer, queries.OBJECTED) == [case]
    assert not queries.clashes(first, own=True).exists()
    assert case.number in str(list(queries_objection.rows_of(case.person_id)))
