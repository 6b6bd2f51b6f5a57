"""The pages of Widerspruch and assertion: offered with the time, filed late all the same, decided by somebody else."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.services.dienstreise.test_objection import objected, paid, rejected
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.world import browser_of

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import at, today

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def page_of(browser: Client, case: Case) -> str:
    return text_of(browser.get(f"/dienstreise/{case.uuid}/"))


def file_by_pages(browser: Client, case: Case, **answers: str) -> str:
    """From the trip to the confirmation; returns the text of the check page."""
    start = browser.post(f"/dienstreise/{case.uuid}/widerspruch/")
    assert start.status_code == 302
    address = f"/dienstreise/widerspruch/{Draft.objects.get(case=case).uuid}/"
    assert start["Location"] == f"{address}warum/"
    assert browser.post(f"{address}warum/", {"objection_reason": " "}).status_code == 422
    following = browser.post(f"{address}warum/", {"objection_reason": "Der Umweg fehlt"})["Location"]
    if following.endswith("betrag/"):
        assert browser.post(f"{address}betrag/", {"asked_eur": "viel"}).status_code == 422
        following = browser.post(f"{address}betrag/", answers)["Location"]
    check = text_of(browser.get(following))
    done = browser.post(following)
    assert done.status_code == 302
    assert "Ihr Schreiben ist angekommen" in text_of(browser.get(done["Location"]))
    return check


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("beamter", ("Widerspruch einlegen", "§ 70 VwGO")),
        ("mitarbeiterin", ("Anspruch geltend machen", "§ 37 Abs. 1 TVöD")),
    ],
)
def test_the_page_of_the_trip_names_the_way_of_the_person_and_until_when(office, who, words) -> None:
    case = paid(office, who)
    page = page_of(browser_of(who), case)
    assert "Nicht einverstanden?" in page
    assert all(word in page for word in words)
    for name, role in (("teamleitung", "line_manager"), ("reisestelle", "travel_office")):
        assert "Nicht einverstanden?" not in page_of(browser_of(name, role), case)


def test_while_nothing_is_decided_there_is_nothing_to_object_to(office) -> None:
    case, browser = factory.filed(office), browser_of("mitarbeiterin")
    assert "Nicht einverstanden?" not in page_of(browser, case)
    assert browser.post(f"/dienstreise/{case.uuid}/widerspruch/")["Location"] == f"/dienstreise/{case.uuid}/"
    assert not Draft.objects.filter(case=case).exists()


def test_filed_by_pages_it_is_linked_from_both_sides_and_listed(office) -> None:
    case, browser = paid(office), browser_of("mitarbeiterin")
    check = file_by_pages(browser, case, asked_eur="100,50")
    assert "Trotzdem" not in check
    objection = Case.objects.get(process="dienstreise_widerspruch")
    assert objection.amount_eur == Decimal("100.50")
    assert objection.number in page_of(browser, case)
    assert "Anspruch geltend machen" not in page_of(browser, case), "one at a time"
    own = page_of(browser, objection)
    for text in (case.number, "Der Umweg fehlt", "Prüfung durch eine andere Person", "Zurückziehen"):
        assert text in own
    assert objection.number in text_of(browser.get("/dienstreise/"))


def test_a_late_one_says_who_decides_and_can_be_sent(office) -> None:
    case = paid(office, "beamter")
    with at(today() + timedelta(days=50)):
        browser = browser_of("beamter")
        assert "abgelaufen" in page_of(browser, case)
        check = file_by_pages(browser, case)
    assert "entscheidet eine Person" in check
    assert "Trotzdem absenden" in check


def test_against_a_refused_trip_no_amount_is_asked_for(office) -> None:
    case, browser = rejected(office), browser_of("mitarbeiterin")
    assert "Welcher Betrag" not in file_by_pages(browser, case)


def test_the_other_checker_reads_both_sides_and_decides(office) -> None:
    objection = objected(office, paid(office))
    first, second = (browser_of(name, "travel_office") for name in ("reisestelle", "reisestelle2"))
    assert first.get(f"/dienstreise/{objection.uuid}/").status_code == 404, "who confirmed the first time"
    assert objection.number in text_of(second.get("/vorgaenge/"))
    page = page_of(second, objection)
    for text in (
        "Ein Umweg fehlt",
        "80,50",
        "100,50",
        "Bisher angeordnet",
        "die Entscheidung aufheben:",
        "nicht um die Genehmigung",
    ):
        assert text in page, text
    contested = objection.objection.contested_id
    assert set(AccessRecord.objects.values_list("case_id", flat=True)) >= {objection.pk, contested}
    address = f"/vorgang/{objection.uuid}/entscheiden/"
    refused = second.post(address, {"move": "grant_partly", "revision": 0, "reason": "Teils", "amount_eur": "10"})
    assert refused.status_code == 422
    assert "Gezahlt sind schon 80,50" in text_of(refused)
    assert second.post(address, {"move": "dismiss", "revision": 0, "reason": ""}).status_code == 422
    done = second.post(address, {"move": "grant_partly", "revision": 0, "reason": "Teils", "amount_eur": "90,00"})
    assert done.status_code == 302
    objection.refresh_from_db()
    assert (objection.step, objection.amount_eur) == ("ordering", Decimal("90.00"))
    assert "zurückholen" in page_of(second, objection)


@pytest.mark.parametrize(
    ("name", "role"), [("teamleitung", "line_manager"), ("beamter", ""), ("anordnung", "payment_office")]
)
def test_nobody_else_sees_it(office, name: str, role: str) -> None:
    objection = objected(office, paid(office))
    assert browser_of(name, *([role] if role else [])).get(f"/dienstreise/{objection.uuid}/").status_code == 404


def test_the_list_is_empty_without_one(office) -> None:
    assert "Widerspr" not in text_of(browser_of("mitarbeiterin").get("/dienstreise/"))
