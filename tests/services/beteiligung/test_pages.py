"""The room through its pages: bring forward with papers, read, answer, agenda and resolution; few questions each."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.services.beteiligung import factory
from tests.support.office import Office, build_office
from tests.support.pdf_checks import check
from tests.support.pdf_tools import run_tool
from tests.support.receipts import photo
from tests.web.test_queries import MOST, asked
from tests.web.world import browser_of, dates

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.services.beteiligung.bodies import OFFICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return factory.with_bodies(build_office())


def clerk() -> Client:
    return browser_of("reisestelle", OFFICE)


def council() -> Client:
    return browser_of("beamter", "personalrat")


def words_of(content: bytes, folder: Path) -> str:
    path = folder / "file.pdf"
    path.write_bytes(content)
    return " ".join(run_tool("pdftotext", "-raw", path, "-").split())


def bring_stage(browser: Client, **changes: object) -> Case:
    """A stage from the list of what waits, with one paper, sent."""
    page = browser.get("/beteiligung/vorlage/").content.decode()
    subject = page.split('name="subject" value="stage:')[1].split('"')[0]
    browser.post("/beteiligung/vorlage/beginnen/", {"subject": f"stage:{subject}"})
    address = f"/beteiligung/vorlage/{Draft.objects.get(form='beteiligung_vorlage').uuid}/"
    paper = SimpleUploadedFile("konzept.jpg", photo(), "image/jpeg")
    browser.post(f"{address}unterlagen/", {"papers": paper, "papers_keep": "1", "seen_unterlagen": "1"})
    typed = {
        "title": "Zweite Stufe",
        "text": "Ohne Papier.",
        "bodies": ["personalrat", "sbv"],
        "urgent": "no",
        "seen_unterlagen": "1",
        **changes,
    }
    browser.post(f"{address}alles/", typed)
    assert browser.post(f"{address}pruefen/").status_code == 302
    return Case.objects.get(process="beteiligung_personalrat")


def test_a_stage_goes_through_the_room_and_can_start(office) -> None:
    stage = factory.stage(office)
    case = bring_stage(clerk())
    browser = council()
    assert case.number in browser.get("/vorgaenge/").content.decode()
    page = browser.get(f"/beteiligung/{case.uuid}/").content.decode()
    assert "konzept" in page
    assert "Schwerbehindertenvertretung" not in page, "what another body is asked is not for this one"
    url = page.split(f"/beteiligung/{case.uuid}/unterlage/")[1].split('"')[0]
    paper = browser.get(f"/beteiligung/{case.uuid}/unterlage/{url}")
    assert paper.status_code == 200
    assert "sandbox" in paper["Content-Security-Policy"]
    answered = browser.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "consent", "revision": case.revision})
    assert answered.status_code == 302
    stage.refresh_from_db()
    assert stage.participation == "zustimmung"
    assert "zugestimmt" in clerk().get(f"/beteiligung/{case.uuid}/").content.decode()


def test_every_body_reads_the_papers_and_nobody_else_does(office) -> None:
    factory.stage(office)
    case = bring_stage(clerk())
    other = factory.cases_of(case)["sbv"]
    page = browser_of("leitung51", "sbv").get(f"/beteiligung/{other.uuid}/").content.decode()
    tail = page.split(f"/beteiligung/{other.uuid}/unterlage/")[1].split('"')[0]
    assert browser_of("leitung51", "sbv").get(f"/beteiligung/{other.uuid}/unterlage/{tail}").status_code == 200
    assert browser_of("leitung51", "sbv").get(f"/beteiligung/{case.uuid}/unterlage/{tail}").status_code == 404
    assert browser_of("anordnung", "gleichstellung").get(f"/beteiligung/{other.uuid}/").status_code == 404
    assert (
        browser_of("anordnung", "payment_office").get(f"/beteiligung/{other.uuid}/unterlage/{tail}").status_code == 403
    )


def test_something_free_is_brought_forward_with_a_shorter_time_and_its_reason(office) -> None:
    browser = clerk()
    first = browser.post("/beteiligung/vorlage/neu/", {"kind": "other"})
    address = first["Location"].rsplit("/", 2)[0] + "/"
    typed = {
        "kind": "other",
        "title": "Umzug",
        "text": "Zwei Teams ziehen um.",
        "bodies": ["personalrat"],
        "urgent": "yes",
        "urgent_because": "Der Mietvertrag endet.",
        "seen_unterlagen": "1",
    }
    browser.post(f"{address}alles/", typed)
    assert "Der Mietvertrag endet." in browser.get(f"{address}pruefen/").content.decode()
    browser.post(f"{address}pruefen/")
    case = Case.objects.get()
    assert (case.due_on - today()).days <= 10
    assert "Der Mietvertrag endet." in council().get(f"/beteiligung/{case.uuid}/").content.decode()


def test_a_draft_of_the_office_is_none_of_the_own_matters(office) -> None:
    clerk().post("/beteiligung/vorlage/neu/", {"kind": "other"})
    assert Draft.objects.count() == 1
    assert "/beteiligung/vorlage/" not in browser_of("reisestelle").get("/").content.decode()
    assert "/beteiligung/vorlage/" in clerk().get("/beteiligung/").content.decode()


def test_a_look_at_a_measure_is_recorded_for_its_person(office) -> None:
    measure = factory.measure(office, "personalrat")
    case = factory.brought_measure(office, measure, "personalrat")["personalrat"]
    page = council().get(f"/beteiligung/{case.uuid}/").content.decode()
    assert "Emma Yılmaz" in page
    looked = AccessRecord.objects.filter(viewer=office.people["beamter"], subject=office.people["mitarbeiterin"])
    assert looked.get().role == "personalrat"


def test_a_promise_is_noted_by_the_body_and_kept_by_the_office(office) -> None:
    case = factory.brought(office)
    url = f"/beteiligung/{case.uuid}/zusage/"
    wrong = council().post(url, {"text": "Schulung"})
    assert wrong.status_code == 422
    council().post(url, {"text": "Schulung", "by_whom": "11/1", **dates(due_on=today())})
    assert "Schulung" in clerk().get("/beteiligung/").content.decode()
    promise = case.participation.promises.get()
    assert council().post(f"/beteiligung/zusage/{promise.uuid}/erledigt/", {"note": "x"}).status_code == 403
    clerk().post(f"/beteiligung/zusage/{promise.uuid}/erledigt/", {"note": "fand statt"})
    assert "fand statt" in council().get(f"/beteiligung/{case.uuid}/").content.decode()


def test_agenda_and_resolution_are_accessible_files(office, tmp_path) -> None:
    case = factory.brought(office, title="Neue Prüfung")
    browser = council()
    sent = {"place": "Rathaus", "points": [str(case.uuid)], **dates(held_on=today())}
    meeting = browser.post("/beteiligung/sitzungen/", sent)["Location"]
    assert "Auf die Tagesordnung" not in browser.get(f"/beteiligung/{case.uuid}/").content.decode(), "it stands there"
    other = factory.brought(office)
    assert "Auf die Tagesordnung" in browser.get(f"/beteiligung/{other.uuid}/").content.decode()
    agenda = browser.get(f"{meeting}tagesordnung.pdf").content
    assert check(agenda).failed == ()
    assert "Neue Prüfung" in words_of(agenda, tmp_path)
    assert browser.get(f"/beteiligung/{case.uuid}/beschluss.pdf").status_code == 404, "not decided yet"
    factory.decide(office, case, "object", reason="Sie überwacht.")
    resolution = browser.get(f"/beteiligung/{case.uuid}/beschluss.pdf").content
    assert check(resolution).failed == ()
    text = words_of(resolution, tmp_path)
    for said in ("Zustimmung verweigert", "Sie überwacht.", case.number, "Rathaus"):
        assert said in text, said
    assert browser_of("leitung51", "sbv").get(f"{meeting}").status_code == 404, "the meetings of another body"


def test_the_public_register_tells_result_and_date_and_neither_text_nor_measures(office) -> None:
    measure = factory.measure(office, "personalrat")
    factory.decide(office, factory.brought_measure(office, measure, "personalrat")["personalrat"], "consent")
    case = factory.brought(office, title="Neues Verfahren", text="geheim")
    factory.decide(office, case, "consent")
    data = Client().get("/transparenz/beteiligungen/register.json").json()["entries"]
    found = [entry for entry in data if entry["id"].startswith("part-")]
    assert [(entry["title"], entry["result"]) for entry in found] == [("Neues Verfahren", "zugestimmt")]
    assert "geheim" not in str(data)


def test_everybody_reads_who_speaks_for_them(office) -> None:
    page = browser_of("mitarbeiterin").get("/beteiligung/").content.decode()
    assert "Wer spricht für mich?" in page
    assert "Tom Krüger" in page


LISTS = [
    ("reisestelle", OFFICE, "/beteiligung/"),
    ("beamter", "personalrat", "/beteiligung/"),
    ("teamleitung", OFFICE, "/beteiligung/vorlage/"),
    ("beamter", "personalrat", "/beteiligung/sitzungen/"),
]


@pytest.mark.parametrize(("name", "role", "url"), LISTS)
def test_the_room_asks_as_much_for_thirty_matters_as_for_three(office, name, role, url) -> None:
    factory.stage(office)
    factory.measure(office, "personalrat", "sbv")
    counts = []
    for more in (3, 27):
        for number in range(more):
            factory.brought(office, title=f"Nr. {number}", bodies=("personalrat", "sbv"))
        queries = asked(browser_of(name, role), url)
        counts.append(len(queries))
        assert [sql for sql, times in Counter(queries).items() if times > 1] == []
    assert counts[0] == counts[1] <= MOST, counts


def test_one_matter_asks_little(office) -> None:
    case = factory.brought(office, bodies=("personalrat", "sbv"))
    for name, role in (("reisestelle", OFFICE), ("teamleitung", OFFICE), ("beamter", "personalrat")):
        queries = asked(browser_of(name, role), f"/beteiligung/{case.uuid}/")
        assert [sql for sql, times in Counter(queries).items() if times > 1] == []
        assert len(queries) <= MOST, queries
