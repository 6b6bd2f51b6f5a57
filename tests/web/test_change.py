"""The pages on which an approved trip is changed, and on which the manager reads first what is different."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.world import browser_of, dates

from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def approved(office: Office, days: int = 20) -> Case:
    case = factory.make(office, starts_on=today() + timedelta(days=days))
    factory.decide(office, case, "teamleitung", "approve")
    return case


def begun(browser: Client, case: Case) -> str:
    """The address of the draft of a change."""
    page = browser.post(f"/dienstreise/{case.uuid}/aendern/")
    assert page["Location"].endswith("/aenderung/"), "the one open question comes first"
    return f"/dienstreise/aenderung/{Draft.objects.get(case=case).uuid}/"


def changed(office: Office) -> Case:
    """A trip whose change to Bonn, one day later, waits for the manager."""
    case, browser = approved(office), browser_of("mitarbeiterin")
    address, later = begun(browser, case), today() + timedelta(days=21)
    browser.post(f"{address}aenderung/", {"change_reason": "Die Tagung wurde verlegt."})
    browser.post(f"{address}wohin/?check=1", {"destination": "Bonn"})
    times = {"start_time": "07:30", "end_time": "18:00"}
    browser.post(f"{address}wann/?check=1", times | dates(start_day=later, end_day=later))
    sent = browser.post(f"{address}pruefen/")
    assert sent.status_code == 302
    case.refresh_from_db()
    assert case.step == "change_approval"
    return case


def test_everything_is_filled_in_and_something_must_change(office) -> None:
    case, browser = approved(office), browser_of("mitarbeiterin")
    address = begun(browser, case)
    assert browser.post(f"{address}aenderung/", {"change_reason": " "}).status_code == 422
    browser.post(f"{address}aenderung/", {"change_reason": "Kürzer"})
    check = text_of(browser.get(f"{address}pruefen/"))
    for known in ("Köln", "07:30", "18:00", "Fachtagung der Jugendämter", "eigenes Auto", "Material", "80,00"):
        assert known in check, known
    refused = browser.post(f"{address}pruefen/")
    assert refused.status_code == 422
    assert "nichts geändert" in text_of(refused)
    case.refresh_from_db()
    assert case.step == "journey"


def test_the_manager_reads_first_what_is_different_and_only_that(office) -> None:
    case = changed(office)
    manager = browser_of("teamleitung", "line_manager")
    row = text_of(manager.get("/vorgaenge/"))
    assert "Änderung einer genehmigten Reise" in row
    page = text_of(manager.get(f"/dienstreise/{case.uuid}/"))
    table = page[page.index("Was sich ändert") : page.index("</table>")]
    assert "Köln" in table
    assert "Bonn" in table
    for same in ("Anlass", "Verkehrsmittel", "Uhrzeiten"):
        assert same not in table, same
    assert page.index("Was sich ändert") < page.index("Angaben")
    assert "Die Tagung wurde verlegt." in page
    assert "Frühere Fassung 1" in page
    answer = manager.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "approve_change", "revision": case.revision})
    assert answer.status_code == 302
    after = text_of(browser_of("mitarbeiterin").get(f"/dienstreise/{case.uuid}/"))
    assert "Was sich ändert" not in after
    assert "Frühere Fassung 1" in after
    assert "Reise ändern" in after


def test_only_the_traveller_before_the_trip(office) -> None:
    case, over = approved(office), approved(office, days=-3)
    for name, role in (("teamleitung", "line_manager"), ("reisestelle", "travel_office")):
        assert browser_of(name, role).post(f"/dienstreise/{case.uuid}/aendern/").status_code == 403
    assert browser_of("beamter").post(f"/dienstreise/{case.uuid}/aendern/").status_code == 404
    own = browser_of("mitarbeiterin")
    page = text_of(own.get(f"/dienstreise/{over.uuid}/"))
    assert "aendern/" not in page
    assert "bis zum Tag davor" in page, "says why not"
    assert own.post(f"/dienstreise/{over.uuid}/aendern/")["Location"] == f"/dienstreise/{over.uuid}/"
    assert not Draft.objects.filter(case=over).exists()


def test_a_change_that_somebody_else_made_impossible_is_said_plainly(office) -> None:
    case, browser = approved(office), browser_of("mitarbeiterin")
    address = begun(browser, case)
    browser.post(f"{address}aenderung/", {"change_reason": "Kürzer"})
    browser.post(f"{address}wohin/?check=1", {"destination": "Bonn"})
    factory.decide(office, case, "mitarbeiterin", "cancel")
    refused = browser.post(f"{address}pruefen/")
    assert refused.status_code == 409
    assert "Inzwischen hat sich der Vorgang geändert" in text_of(refused)
