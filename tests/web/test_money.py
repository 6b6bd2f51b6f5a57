"""The pages of advances, recoveries, costs of no trip and budgets, with and without mistakes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.services.dienstreise import factory, money
from tests.services.dienstreise.test_recovery import cancelled
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.world import browser_of, dates

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.platform.people.models import OrgUnit
from meindo.services.dienstreise.models import Budget, CostCentre, RecoveryPlan
from meindo.services.dienstreise.queries_budget import cost_centre_of

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def page_of(browser: Client, case: Case) -> str:
    return text_of(browser.get(f"/dienstreise/{case.uuid}/"))


def begun(browser: Client, trip: Case, what: str) -> str:
    """Press the button on the page of the trip; returns the address of the wizard."""
    start = browser.post(f"/dienstreise/{trip.uuid}/{what}/")
    assert start.status_code == 302
    return f"/dienstreise/{what}/{Draft.objects.filter(case=trip).latest('id').uuid}/"


def test_the_proposal_is_asked_for_by_pages_and_linked_from_both_sides(office) -> None:
    trip, browser = money.trip_ahead(office), browser_of("mitarbeiterin")
    assert "Abschlag beantragen" in page_of(browser, trip)
    address = begun(browser, trip, "abschlag")
    assert "64,00 € (80 % der geschätzten Kosten von 80,00 €)" in text_of(browser.get(f"{address}betrag/"))
    following = browser.post(f"{address}betrag/", {"advance_eur": "64,00"})["Location"]
    assert following.endswith("pruefen/"), "no reason is asked for what was proposed"
    done = browser.post(following)
    case = Case.objects.get(process="dienstreise_abschlag")
    assert (case.amount_eur, case.step) == (Decimal("64.00"), "checking")
    assert "Ihr Antrag ist angekommen" in text_of(browser.get(done["Location"]))
    assert "In den Kalender" not in text_of(browser.get(done["Location"]))
    assert case.number in page_of(browser, trip)
    assert "Abschlag beantragen" not in page_of(browser, trip), "one at a time"
    assert trip.number in page_of(browser, case)
    assert case.number in text_of(browser.get("/dienstreise/"))


def test_another_amount_asks_why(office) -> None:
    trip, browser = money.trip_ahead(office), browser_of("mitarbeiterin")
    address = begun(browser, trip, "abschlag")
    for bad in ("viel", "-3", "0", "1,234", ""):
        assert browser.post(f"{address}betrag/", {"advance_eur": bad}).status_code == 422, bad
    assert browser.post(f"{address}betrag/", {"advance_eur": "100"})["Location"].endswith("warum/")
    assert browser.post(f"{address}warum/", {"advance_reason": " "}).status_code == 422
    following = browser.post(f"{address}warum/", {"advance_reason": "Hotel"})["Location"]
    assert browser.post(following).status_code == 302
    assert Case.objects.get(process="dienstreise_abschlag").attention == ["advance_other"]


def test_a_trip_that_ended_meanwhile_is_refused_with_a_sentence(office) -> None:
    trip, browser = money.trip_ahead(office), browser_of("mitarbeiterin")
    address = begun(browser, trip, "abschlag")
    browser.post(f"{address}betrag/", {"advance_eur": "64,00"})
    factory.decide(office, trip, "mitarbeiterin", "cancel")
    answer = browser.post(f"{address}pruefen/")
    assert answer.status_code == 409
    assert "genehmigten Reise" in text_of(answer)


def test_the_offices_decide_in_the_list_and_on_the_page(office) -> None:
    case = money.asked(office, money.trip_ahead(office))
    travel, payment = browser_of("reisestelle", "travel_office"), browser_of("anordnung", "payment_office")
    assert case.number in text_of(travel.get("/vorgaenge/"))
    assert "80 % der geschätzten Kosten" in page_of(travel, case)
    sent = {"move": "confirm", "revision": "0", "list": "row"}
    assert travel.post(f"/vorgang/{case.uuid}/entscheiden/", sent).status_code == 302
    assert case.number in text_of(payment.get("/vorgaenge/"))
    payment.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "order", "revision": "1"})
    case.refresh_from_db()
    assert case.step == "payout"
    assert AccessRecord.objects.filter(case_id=case.pk, viewer=office.people["reisestelle"]).exists()


def test_the_settlement_shows_due_already_paid_and_what_remains(office) -> None:
    trip = money.trip_ahead(office)
    money.paid(office, trip)
    with money.afterwards(trip):
        factory.file_claim(office, trip)
        page = page_of(browser_of("reisestelle", "travel_office"), trip)
        for text in ("Steht zu", "80,50", "Schon als Abschlag angeordnet, wird verrechnet", "64,00", "16,50"):
            assert text in page
        factory.decide(office, trip, "reisestelle", "confirm")
        factory.decide(office, trip, "anordnung", "order")
        assert "Mit dem Abschlag verrechnet" in page_of(browser_of("mitarbeiterin"), trip)
    assert "Abschlag" not in page_of(browser_of("teamleitung", "line_manager"), trip)


def decision(case: Case, **typed: str) -> dict[str, str]:
    """What the form of a recovery sends."""
    case.refresh_from_db()
    return {"revision": str(case.revision), "way": "recover", **typed}


def test_a_recovery_is_heard_decided_by_its_form_and_shown_by_month(office) -> None:
    _trip, case = cancelled(office)
    own, travel = browser_of("mitarbeiterin"), browser_of("reisestelle", "travel_office")
    page = page_of(own, case)
    for text in ("Die Reise fand nicht statt.", "100,00", "Äußerung senden", "besondere Härte"):
        assert text in page
    assert "Wie entscheiden Sie?" not in page_of(travel, case)
    for browser in (own, travel):
        assert "Anhörung: Rückzahlung Ihres Abschlags" in page_of(browser, case), "the letter is there"
    own.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "state_views", "revision": "0", "reason": "Bitte Raten"})
    page = page_of(travel, case)
    assert "Bitte Raten" in page
    assert "Wie entscheiden Sie?" in page
    answer = travel.post(
        f"/dienstreise/{case.uuid}/rueckforderung/", decision(case, way="recover_instalments", number="4")
    )
    assert answer["Location"] == "/vorgaenge/"
    payment = browser_of("anordnung", "payment_office")
    case.refresh_from_db()
    sent = {"move": "order", "revision": str(case.revision)}
    assert payment.post(f"/vorgang/{case.uuid}/entscheiden/", sent).status_code == 302
    factory.answer()
    factory.settle_down()
    page = page_of(own, case)
    assert page.count("25,00") >= 4
    for text in ("einbehalten", "kommt noch", "75,00", "50,00"):
        assert text in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"way": ""}, "Wie entscheiden Sie?"),
        ({"way": "nothing"}, "Wie entscheiden Sie?"),
        ({"way": "recover_instalments"}, "Anzahl der Raten oder den Betrag je Monat"),
        ({"way": "recover_instalments", "number": "3", "monthly_eur": "5"}, "entweder die Anzahl"),
        ({"way": "recover_instalments", "number": "61"}, "höchstens"),
        ({"way": "recover_instalments", "number": "1,5"}, "ganze Zahl"),
        ({"way": "recover_instalments", "monthly_eur": "0,01"}, "keinen Plan"),
        ({"way": "waive_partly", "why": "Härte"}, "welcher Betrag"),
        ({"way": "waive_partly", "recovered_eur": "500", "why": "Härte"}, "Offen sind 100,00"),
        ({"way": "waive_partly", "recovered_eur": "50"}, "begründen Sie den Verzicht"),
        ({"way": "waive"}, "begründen Sie den Verzicht"),
        ({"revision": "77"}, "Inzwischen hat sich der Vorgang geändert"),
        ({"revision": "x"}, "Inzwischen hat sich der Vorgang geändert"),
    ],
)
def test_a_decision_that_cannot_be_is_said_at_its_place(office, typed, words) -> None:
    _trip, case = cancelled(office)
    money.decide(office, case, "mitarbeiterin", "agree")
    travel = browser_of("reisestelle", "travel_office")
    answer = travel.post(f"/dienstreise/{case.uuid}/rueckforderung/", decision(case) | typed)
    assert answer.status_code in (409, 422)
    assert words in text_of(answer)
    assert not RecoveryPlan.objects.exists()


def test_only_the_travel_office_decides_and_only_on_a_recovery(office) -> None:
    trip, case = cancelled(office)
    address = f"/dienstreise/{case.uuid}/rueckforderung/"
    for name, role in (("mitarbeiterin", "applicant"), ("anordnung", "payment_office")):
        assert browser_of(name, role).post(address, decision(case)).status_code == 403
    assert browser_of("teamleitung", "line_manager").get(f"/dienstreise/{case.uuid}/").status_code == 404
    assert trip.pk


def test_costs_of_a_trip_that_was_not_taken_are_filed_by_pages(office) -> None:
    trip, browser = money.trip_ahead(office), browser_of("mitarbeiterin")
    assert "Stornokosten abrechnen" in page_of(browser, trip)
    address = begun(browser, trip, "stornokosten")
    assert browser.post(f"{address}grund/", {"not_taken_reason": ""}).status_code == 422
    browser.post(f"{address}grund/", {"not_taken_reason": "Die Tagung fiel aus"})
    assert browser.post(f"{address}kosten-1/", {"cost1_label": "Hotel"}).status_code == 422
    browser.post(f"{address}kosten-1/", {"cost1_more": ""})
    browser.post(f"{address}belege/", {})
    assert "mindestens eine Ausgabe" in text_of(browser.post(f"{address}pruefen/"))
    browser.post(f"{address}kosten-1/", {"cost1_label": "Hotel", "cost1_amount": "89", "cost1_more": "no"})
    check = text_of(browser.get(f"{address}pruefen/"))
    assert "Stornokosten (Hotel)" in check
    assert browser.post(f"{address}pruefen/").status_code == 302
    trip.refresh_from_db()
    assert trip.step == "checking"
    page = page_of(browser_of("reisestelle", "travel_office"), trip)
    for text in ("nur Stornokosten", "89,00", "Die Tagung fiel aus", "Besonderer Fall"):
        assert text in page


def test_costs_that_come_back_with_a_question_are_filed_again_as_costs(office) -> None:
    from tests.services.dienstreise.test_costs_of_no_trip import filed

    trip, browser = filed(office), browser_of("mitarbeiterin")
    factory.decide(office, trip, "reisestelle", "ask", reason="Welches Hotel?")
    assert "/stornokosten/" in browser.post(f"/dienstreise/{trip.uuid}/abrechnen/")["Location"]


def test_a_cost_centre_is_entered_and_ended_on_a_page(office) -> None:
    travel, url = browser_of("reisestelle", "travel_office"), "/dienstreise/budget/kostenstelle/"
    unit, day = OrgUnit.objects.get(pk=office.units["51"].pk), today()
    typed = {"way": "set", "unit": unit.code, "code": "5100", **dates(start=day)}
    for wrong in ({"way": ""}, {"unit": "nirgends"}, {"code": ""}, {"code": "a b"}, dates(end=day - timedelta(days=1))):
        assert travel.post(url, {**typed, **wrong}).status_code == 422, wrong
    assert not CostCentre.objects.exists()
    assert "5100" in text_of(travel.post(url, typed, follow=True))
    assert "Das galt schon" in text_of(travel.post(url, typed, follow=True))
    for_council = {**typed, "code": "0101", "function": "personalrat", **dates(end=day + timedelta(days=30))}
    assert "0101" in text_of(travel.post(url, for_council, follow=True))
    assert (cost_centre_of(unit.pk, day), cost_centre_of(unit.pk, day, "personalrat")) == ("5100", "0101")
    after = day + timedelta(days=31)
    assert cost_centre_of(unit.pk, after, "personalrat") == "5100"
    travel.post(url, {**typed, "way": "none", **dates(start=after)})
    assert (cost_centre_of(unit.pk, day), cost_centre_of(unit.pk, after)) == ("5100", "")
    assert CostCentre.objects.filter(superseded_at__isnull=False).count() == 1, "what was said before is kept"


def test_the_budget_page_enters_reads_and_gives_out(office) -> None:
    travel, year = browser_of("reisestelle", "travel_office"), today().year
    for bad in ({}, {"code": "5 1", "year": "2026", "amount": "1"}, {"code": "51", "year": "26", "amount": "1"}):
        assert travel.post("/dienstreise/budget/", bad).status_code == 422
    assert travel.post("/dienstreise/budget/", {"code": "51", "year": str(year), "amount": "-1"}).status_code == 422
    travel.post("/dienstreise/budget/", {"code": "5100", "year": str(year), "amount": "1.200,50"})
    assert Budget.objects.get().amount_eur == Decimal("1200.50")
    file = SimpleUploadedFile("b.csv", f"kostenstelle;jahr;betrag\n5110;{year};800\nx;y;z\n".encode())
    page = text_of(travel.post("/dienstreise/budget/einlesen/", {"file": file}, follow=True))
    for text in ("1 Zeilen eingetragen", "Zeile 3", "5110", "800,00"):
        assert text in page
    centres = SimpleUploadedFile("k.csv", b"einheit;aufgabe;kostenstelle;gueltig_ab\n51;;5100;01.01.2020\n")
    assert "5100" in text_of(travel.post("/dienstreise/budget/kostenstellen/", {"file": centres}, follow=True))
    for nothing in ({}, {"file": SimpleUploadedFile("x.csv", b"")}):
        assert "CSV-Datei" in text_of(travel.post("/dienstreise/budget/einlesen/", nothing, follow=True))
    content = travel.get(f"/dienstreise/budget/datei/?jahr={year}").content.decode()
    assert f"5100,{year},1200.50,0.00,0.00,1200.50" in content
    for odd in ("?jahr=x", "?jahr=9999", "?jahr="):
        assert travel.get(f"/dienstreise/budget/{odd}").status_code == 200


def test_the_request_offers_the_cost_centre_of_the_unit(office) -> None:
    from tests.services.dienstreise.test_budget import booked

    booked(office, "51;;5100;01.01.2020\n")
    browser = browser_of("mitarbeiterin")
    browser.post("/dienstreise/neu/", {"destination": "Köln"})
    draft = Draft.objects.latest("id")
    assert 'value="5100"' in text_of(browser.get(f"/dienstreise/antrag/{draft.uuid}/womit/"))


def test_money_beside_a_trip_costs_its_page_few_questions(office) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    trip = money.trip_ahead(office)
    money.paid(office, trip)
    with money.afterwards(trip):
        factory.file_claim(office, trip)
        browser = browser_of("reisestelle", "travel_office")
        browser.get(f"/dienstreise/{trip.uuid}/")
        with CaptureQueriesContext(connection) as found:
            browser.get(f"/dienstreise/{trip.uuid}/")
    assert len(found) <= 19
