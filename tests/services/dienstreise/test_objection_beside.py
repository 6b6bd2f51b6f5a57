"""Objecting to a refused or revoked permission and to a recovery: the same process, and what follows from it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.services.dienstreise import factory, money, months
from tests.services.dienstreise.test_permission import shorten
from tests.services.dienstreise.test_recovery import cancelled, decided
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.test_objection import file_by_pages
from tests.web.world import browser_of

from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today
from meindo.platform.files.models import Document
from meindo.platform.payroll.models import PayLine
from meindo.services.dienstreise import commands_objection, queries_advance, queries_objection, queries_permission
from meindo.services.dienstreise.commands_recovery import PlanTerms
from meindo.services.dienstreise.process_objection import CHECKER
from meindo.services.dienstreise.rules_remedy import ASSERTION, WIDERSPRUCH

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def refused(office: Office, who: str = "mitarbeiterin") -> Case:
    case = months.asked(office, who, valid_from=today() + timedelta(days=3))
    months.decide(office, case, "teamleitung", "reject", reason="Kein Außendienst")
    factory.settle_down()
    return Case.objects.get(pk=case.pk)


def revoked(office: Office) -> Case:
    case = months.in_force(office)
    shorten(office, case, "teamleitung", "revoke", days=2)
    factory.settle_down()
    return Case.objects.get(pk=case.pk)


def running(office: Office, who: str = "mitarbeiterin", *, instalments: int = 4, exported: bool = True) -> Case:
    """A recovery of 100 euro that was ordered; the first instalment has been kept back."""
    _trip, case = cancelled(office, who)
    money.decide(office, case, who, "agree")
    money.decide(office, case, "reisestelle", "recover_instalments", terms=PlanTerms(number=instalments))
    money.decide(office, case, "anordnung", "order")
    if exported:
        factory.answer()
    factory.settle_down()
    return Case.objects.get(pk=case.pk)


def objected(office: Office, contested: Case, who: str = "mitarbeiterin") -> Case:
    by = office.actor(who)
    return commands_objection.file_objection(contested=contested, reason="Bitte prüfen", asked_eur=None, by=by)


@pytest.mark.parametrize("made", [refused, revoked, running])
def test_it_is_filed_by_pages_and_another_person_sees_what_it_is_about(office, made) -> None:
    case, browser = made(office), browser_of("mitarbeiterin")
    assert "Anspruch geltend machen" in text_of(browser.get(f"/dienstreise/{case.uuid}/"))
    file_by_pages(browser, case)
    objection = Case.objects.get(process="dienstreise_widerspruch")
    assert (objection.version, objection.step, objection.amount_eur) == (2, "checking", None)
    assert objection.number in text_of(browser.get(f"/dienstreise/{case.uuid}/"))
    assert "Anspruch geltend machen" not in text_of(browser.get(f"/dienstreise/{case.uuid}/")), "one at a time"
    about = text_of(browser_of("reisestelle2", "travel_office").get(f"/dienstreise/{objection.uuid}/"))
    assert case.number in about
    assert ("Die Rückforderung" if made is running else "Die Dauergenehmigung") in about


@pytest.mark.parametrize(("who", "kind"), [("beamter", WIDERSPRUCH), ("mitarbeiterin", ASSERTION)])
def test_the_status_says_which_way(office, who, kind) -> None:
    for case in (refused(office, who), running(office, who)):
        found = queries_objection.contestable(case)
        assert found is not None
        assert found.kind == kind


def test_whoever_decided_on_the_recovery_does_not_decide_on_the_objection(office) -> None:
    objection = objected(office, running(office))
    people = {office.people[name].pk for name in ("reisestelle", "reisestelle2")}
    assert CHECKER.holders(objection, today()) & people == {office.people["reisestelle2"].pk}


def test_a_permission_that_was_refused_holds_once_the_refusal_is_lifted(office) -> None:
    case = refused(office)
    objection = objected(office, case)
    with pytest.raises(MoveRefused, match="nicht ein Betrag"):
        money.decide(office, objection, "reisestelle2", "grant_partly", reason="x", amount_eur=Decimal(5))
    money.decide(office, objection, "reisestelle2", "lift")
    case.refresh_from_db()
    assert case.step == "rejected", "it can still be taken back"
    factory.settle_down()
    case.refresh_from_db()
    assert (case.step, objection.step) == ("in_force", "remedied")
    letter = Document.objects.get(case_id=objection.pk)
    assert "Dauergenehmigung" in letter.title


def test_a_permission_that_was_revoked_holds_as_long_as_before(office) -> None:
    case = revoked(office)
    first, shortened = queries_permission.permissions_in(case)
    assert shortened.valid_until < first.valid_until
    money.decide(office, objected(office, case), "reisestelle2", "lift")
    factory.settle_down()
    case = Case.objects.get(pk=case.pk)
    found = queries_permission.permission_of(case)
    assert (case.step, case.ends_on, found.valid_until) == ("in_force", first.last_day, first.valid_until)
    assert found.number == 3


def test_a_dismissed_one_changes_nothing_and_names_the_court(office) -> None:
    case = running(office, "beamter")
    before = list(PayLine.objects.filter(case=case).values_list("pk", "accepted"))
    objection = objected(office, case, "beamter")
    money.decide(office, objection, "reisestelle2", "dismiss", reason="Der Bescheid ist richtig.")
    factory.settle_down()
    assert list(PayLine.objects.filter(case=case).values_list("pk", "accepted")) == before
    assert Case.objects.get(pk=case.pk).step == "payout"
    assert "Klage" in Document.objects.get(case_id=objection.pk).remedy


def test_what_was_kept_back_is_paid_back_and_the_rest_does_not_leave(office) -> None:
    case = running(office)
    trip = case.recovery.trip_case
    objection = objected(office, case)
    with pytest.raises(MoveRefused, match="schon einbehalten"):
        money.decide(office, objection, "reisestelle2", "lift")
    with pytest.raises(MoveRefused, match="danach neu entschieden"):
        money.decide(office, objection, "reisestelle2", "grant_partly", reason="x", amount_eur=Decimal(5))
    money.decide(office, objection, "reisestelle2", "grant")
    assert objection.amount_eur == Decimal("25.00")
    money.decide(office, objection, "anordnung", "order")
    assert money.lines(objection) == [("6120", Decimal("25.00"))]
    assert not PayLine.objects.filter(case=case, run__isnull=True, answered_at__isnull=True).exists()
    factory.answer()
    factory.settle_down()
    case, objection = Case.objects.get(pk=case.pk), Case.objects.get(pk=objection.pk)
    assert (case.step, case.amount_eur) == ("checking", Decimal("100.00")), "all of it is decided anew"
    assert objection.step == "remedied"
    assert queries_advance.open_eur(trip) == Decimal("100.00")
    assert "Darüber wird neu entschieden" in Document.objects.get(case_id=objection.pk).plain_summary + text_of_letter(
        objection
    )
    money.decide(office, case, "reisestelle", "waive", reason="Billigkeit")
    money.decide(office, case, "anordnung", "order_waiver")
    assert (Case.objects.get(pk=case.pk).step, queries_advance.open_eur(trip)) == ("waived", 0)


def text_of_letter(case: Case) -> str:
    from meindo.services.dienstreise.notice_objection import objection_notice

    return " ".join(objection_notice(case, case.events.get(move="order")).paragraphs)


def test_before_anything_was_kept_back_the_decision_is_lifted_without_money(office) -> None:
    case = running(office, exported=False)
    objection = objected(office, case)
    with pytest.raises(MoveRefused, match="noch nichts einbehalten"):
        money.decide(office, objection, "reisestelle2", "grant")
    money.decide(office, objection, "reisestelle2", "lift")
    factory.settle_down()
    case = Case.objects.get(pk=case.pk)
    assert (case.step, case.amount_eur) == ("checking", Decimal("100.00"))
    decided(office, case, PlanTerms(), "recover")
    money.decide(office, case, "anordnung", "order")
    assert money.lines(case) == [("6120", Decimal("-100.00"))]


def test_an_advance_is_nothing_to_object_to_here(office) -> None:
    advance = money.paid(office, money.trip_ahead(office))
    assert queries_objection.contestable(advance) is None
    with at(today()), pytest.raises(MoveRefused, match="nichts eingelegt"):
        objected(office, advance)


def test_a_pay_back_that_payroll_refuses_late_is_ordered_again_and_the_sums_agree(office) -> None:
    case = running(office)
    trip = case.recovery.trip_case
    objection = objected(office, case)
    money.decide(office, objection, "reisestelle2", "grant")
    money.decide(office, objection, "anordnung", "order")
    factory.settle_down()
    money.decide(office, case, "reisestelle", "waive", reason="Billigkeit")
    money.decide(office, case, "anordnung", "order_waiver")
    assert queries_advance.open_eur(trip) == 0, "all is waived, counting on the pay back"
    factory.answer(rejected=("6120",))
    factory.settle_down()
    objection = Case.objects.get(pk=objection.pk)
    assert (objection.step, queries_advance.open_eur(trip)) == ("checking", Decimal("-25.00")), "it is owed"
    money.decide(office, objection, "reisestelle2", "grant")
    assert objection.amount_eur == Decimal("25.00")
    money.decide(office, objection, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    assert (Case.objects.get(pk=objection.pk).step, queries_advance.open_eur(trip)) == ("remedied", 0)
