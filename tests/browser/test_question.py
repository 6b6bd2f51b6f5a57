"""One question at one field in the real browser: asked at the desk, answered on the phone without script, confirmed."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import assert_accessible
from tests.browser.look import Look, act_as
from tests.support import receipts
from tests.support.office import Office
from tests.web.test_questions import filed

from meindo.platform.cases.models import Case
from meindo.platform.outbox.worker import drain

pytestmark = pytest.mark.browser


@pytest.fixture
def case(office: Office, settings: Any, tmp_path: Any) -> Case:
    """A claim that waits for the travel office, beside others that wait longer."""
    settings.DATA = tmp_path
    for _ in range(2):
        filed(office)
    return filed(office)


@pytest.fixture
def desk(visit: Any, office: Office) -> Page:
    """The travel office at its desk."""
    page: Page = visit("reisestelle", phone=False)
    act_as(page, "travel_office")
    return page


def ask(page: Page, case: Case) -> None:
    """Choose the field and prepared words, change them, ask."""
    page.goto(f"/dienstreise/{case.uuid}/?list=1")
    page.select_option("#field", "leg1_km")
    page.select_option("#block", "kilometres")
    page.get_by_role("button", name="Einfügen").click()
    text = page.locator("#reason").input_value()
    assert text.startswith("Die Kilometer weichen deutlich"), text
    page.locator("#reason").fill(f"{text} Bitte mit Foto.")
    with page.expect_navigation():
        page.locator("main button[name=move][value=ask]").click()


def test_from_the_desk_to_the_phone_and_back_on_top(visit: Any, desk: Page, case: Case) -> None:
    ask(desk, case)
    phone = visit("mitarbeiterin", script=False)
    phone.goto(f"/dienstreise/{case.uuid}/")
    expect(phone.locator("main")).to_contain_text("Bitte mit Foto.")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Frage beantworten").click()
    assert phone.locator("main input[name=leg1_km]").input_value() == "190"
    assert phone.locator("main [name^=leg1_]").count() == 1, "exactly this one question"
    phone.fill("[name=leg1_km]", "150")
    phone.fill("[name=text]", "Ich hatte mich vertippt.")
    photo = {"name": "tacho.jpg", "mimeType": "image/jpeg", "buffer": receipts.photo(text="Tacho 150")}
    phone.set_input_files("#id_receipts_camera", photo)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Antwort senden").click()
    expect(phone.locator("main")).to_contain_text("Ihre Antwort ist angekommen.")
    drain()
    desk.goto("/vorgaenge/")
    first = desk.locator("tbody tr").first
    expect(first).to_contain_text(case.number)
    expect(first).to_contain_text("Antwort da")
    with desk.expect_navigation():
        first.get_by_role("link").first.click()
    changed = desk.locator("section.answer")
    for text in ("Ich hatte mich vertippt.", "190", "150", "tacho.jpg"):
        expect(changed).to_contain_text(text)
    assert not desk.get_by_text("Wegstrecke mit dem Auto").is_visible(), "only what changed"
    neighbours, claim = desk.locator("nav.around").bounding_box(), changed.bounding_box()
    receipt = desk.locator(".receipt").first.bounding_box()
    assert neighbours is not None
    assert claim is not None
    assert receipt is not None
    assert neighbours["x"] < claim["x"] < receipt["x"], "list, claim and receipt side by side from 1280 px"
    with desk.expect_navigation():
        desk.locator("main button[name=move][value=confirm]").click()
    case.refresh_from_db()
    assert case.step == "ordering"


def test_the_same_without_script_at_the_desk(visit: Any, office: Office, case: Case) -> None:
    page = visit("reisestelle", phone=False, script=False)
    act_as(page, "travel_office")
    page.goto(f"/dienstreise/{case.uuid}/?list=1")
    page.select_option("#block", "kilometres")
    with page.expect_navigation():
        page.get_by_role("button", name="Einfügen").click()
    assert page.locator("#reason").input_value().startswith("Die Kilometer weichen deutlich")
    case.refresh_from_db()
    assert case.step == "checking"


def test_every_state_of_a_question(visit: Any, desk: Page, case: Case) -> None:
    look = Look(desk)
    look.at("claim with what can be asked", f"/dienstreise/{case.uuid}/?list=1")
    ask(desk, case)
    look.at("asked, at the office", f"/dienstreise/{case.uuid}/")
    own = visit("mitarbeiterin")
    person = Look(own)
    person.at("asked, at the person", f"/dienstreise/{case.uuid}/")
    with own.expect_navigation():
        own.get_by_role("button", name="Frage beantworten").click()
    person.at("answer")
    own.fill("[name=leg1_km]", "viele")
    person.press()
    person.at("answer with error")
    own.fill("[name=leg1_km]", "150")
    person.press()
    person.at("answered, at the person")
    look.at("list with an answer", "/vorgaenge/")
    look.at("answered, at the office", f"/dienstreise/{case.uuid}/?list=1")
    look.at("figures", "/dienstreise/zahlen/")
    look.at("what changed when", "/werte/verlauf/")
    look.at("what changed when, nothing found", "/werte/verlauf/?q=gibtesnicht")
    look.done()
    person.done()


def test_a_colleague_reads_the_mark(visit: Any, desk: Page, case: Case) -> None:
    desk.goto(f"/dienstreise/{case.uuid}/")
    other = visit("reisestelle2", phone=False)
    act_as(other, "travel_office")
    other.goto("/vorgaenge/")
    expect(other.locator("main")).to_contain_text("wird gerade bearbeitet von Rita Reise (seit")
    other.goto(f"/dienstreise/{case.uuid}/")
    expect(other.locator("main")).to_contain_text("wird gerade bearbeitet von Rita Reise (seit")
    assert_accessible(other)
