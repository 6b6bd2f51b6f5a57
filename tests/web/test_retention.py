"""The pages of keeping and erasing: from the list for the archive to the release by a second person."""

import json
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.services.datenschutz import factory as privacy
from tests.support.office import PASSWORD, Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import Case
from meindo.platform.clock import now, today
from meindo.platform.login.models import User
from meindo.platform.outbox.worker import drain
from meindo.platform.retention.models import Hold, Offer, Run

ASK = "/aufbewahrung/zweck/datenschutz.ask/"
ROLE, DSB = "records_office", "data_protection_office"


def with_office() -> Office:
    """Two who keep the records, a data protection officer, and answered questions of five years ago."""
    office = privacy.with_dsb(build_office())
    for name in ("akten1", "akten2"):
        office.people[name] = office.city.person(name.title(), office.units["11"])
        office.city.responsible(office.people[name], ROLE, office.units["root"])
    office.city.store()
    for name in ("akten1", "akten2"):
        User.objects.create_user(name, PASSWORD, person=office.people[name])
    for who in ("mitarbeiterin", "beamter"):
        privacy.decide(office, privacy.asked(office, who=who), "answer", reason="x")
    Case.objects.update(closed_at=now().replace(year=now().year - 5))
    return office


office, db = built_once("office", with_office)


def test_from_the_list_for_the_archive_to_the_release_by_a_second_person(db, office, settings, tmp_path) -> None:
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    first, second = browser_of("akten1", ROLE), browser_of("akten2", ROLE)
    page = first.get("/aufbewahrung/").content.decode()
    assert "noch nicht angeboten" in page
    assert "2 Vorgänge sind fällig" in first.get(ASK).content.decode()
    first.post(f"{ASK}vorschlagen/")
    assert not Run.objects.exists(), "nothing goes before the archive was asked"
    first.post(f"{ASK}anbieten/")
    offer = Offer.objects.get()
    lines = first.get(f"/aufbewahrung/liste/{offer.uuid}/csv/").content.decode().splitlines()
    assert len(lines) == 3
    data = json.loads(first.get(f"/aufbewahrung/liste/{offer.uuid}/json/").content)
    assert {case["process"] for case in data["cases"]} == {"zugriffsfrage"}
    assert "Yılmaz" not in str(lines) + str(data)
    first.post(f"/aufbewahrung/liste/{offer.uuid}/antwort/", {"answer": "not_wanted"})
    first.post(f"{ASK}vorschlagen/")
    run = Run.objects.get()
    address = f"/aufbewahrung/lauf/{run.uuid}/"
    assert "Endgültig löschen" not in first.get(address).content.decode()
    first.post(f"{address}freigeben/")
    drain()
    assert Case.objects.count() == 2
    assert "Endgültig löschen" in second.get(address).content.decode()
    second.post(f"{address}freigeben/")
    drain()
    assert not Case.objects.exists()
    page = second.get(address).content.decode()
    assert "datenschutz_accessquestion" in page
    assert "gelöscht" in page


def test_the_data_protection_officer_reads_and_does_nothing(db, office) -> None:
    browser = browser_of("ob", DSB)
    for address in ("/aufbewahrung/", ASK):
        page = browser.get(address)
        assert page.status_code == 200
        assert "<form" not in page.content.decode().split("<main")[1]
    for address in (f"{ASK}anbieten/", f"{ASK}vorschlagen/", "/aufbewahrung/anhalten/"):
        assert browser.post(address).status_code == 403


def test_a_hold_names_what_why_and_until_when_and_is_let_go(db, office) -> None:
    browser = browser_of("akten1", ROLE)
    number = office.employment("mitarbeiterin").personnel_no
    day = {"until_day": "31", "until_month": "12", "until_year": str(today().year + 1)}
    wrong = browser.post("/aufbewahrung/anhalten/", {"what": "nichts", "reason": "Klage", **day})
    assert wrong.status_code == 422
    assert browser.post("/aufbewahrung/anhalten/", {"what": number, "reason": "Klage", **day}).status_code == 302
    hold = Hold.objects.get()
    assert hold.person == office.people["mitarbeiterin"]
    page = browser_of("akten2", ROLE).get("/aufbewahrung/").content.decode()
    assert "Klage" in page
    assert AccessRecord.objects.filter(
        subject=hold.person, viewer=office.people["akten2"], purpose="retention"
    ).exists()
    browser.post(f"/aufbewahrung/anhalten/{hold.uuid}/beenden/")
    assert "Klage" not in browser.get("/aufbewahrung/").content.decode()


def test_a_case_is_held_by_its_number(db, office) -> None:
    case = Case.objects.first()
    assert case is not None
    browser = browser_of("akten1", ROLE)
    day = {"until_day": "31", "until_month": "12", "until_year": str(today().year)}
    browser.post("/aufbewahrung/anhalten/", {"what": case.number.lower(), "reason": "Prüfung", **day})
    assert Hold.objects.get().case == case
    assert "1: Die Löschung ist angehalten" in browser.get(ASK).content.decode().replace("<li>", "")


@pytest.mark.parametrize("address", ["/aufbewahrung/", ASK])
def test_the_pages_ask_little(db, office, address: str) -> None:
    browser = browser_of("akten1", ROLE)
    browser.get(address)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    queries = [query["sql"] for query in found]
    assert [sql for sql, times in Counter(queries).items() if times > 1] == []
    assert len(queries) <= 15, queries
