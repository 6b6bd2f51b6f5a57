"""Receipts in the real browser: every state of their pages, and the way from the desk over the phone to the office."""

from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import PHONE
from tests.browser.look import Look, act_as
from tests.support import receipts
from tests.web.world import ACTORS, World, build_world

from meindo.platform.cases.models import Attachment
from meindo.platform.outbox.worker import drain

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def chosen(content: bytes, name: str) -> Any:
    """A file as a person chooses it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def press(page: Page, text: str) -> None:
    """A button by its words."""
    with page.expect_navigation():
        page.get_by_role("button", name=text, exact=True).first.click()


def test_every_state_of_the_receipts_of_a_claim(visit, world) -> None:
    page = visit("mitarbeiterin", phone=False)
    look, draft = Look(page), f"/dienstreise/abrechnung/{world.drafts['claim'].uuid}/"
    look.at("no receipts, some on the shelf", f"{draft}belege/")
    page.set_input_files("[name=receipts] >> nth=0", [chosen(b"", "leer.jpg"), chosen(receipts.zipped(), "x.pdf")])
    press(page, "Hochladen")
    look.at("refused")
    page.set_input_files(
        "[name=receipts] >> nth=0", [chosen(receipts.photo(text="a"), "a.jpg"), chosen(receipts.broken_pdf(), "b.pdf")]
    )
    press(page, "Hochladen")
    look.at("two receipts")
    page.locator(".files__more summary").first.click()
    look.at("to be replaced")
    page.set_input_files("[name=receipts] >> nth=0", [chosen(receipts.photo(text="a"), "noch einmal.jpg")])
    press(page, "Hochladen")
    look.at("the same again")
    look.at("all on one page", f"{draft}alles/")
    look.at("before the code", f"{draft}handy/")
    press(page, "Code zeigen")
    look.at("the code")
    look.done()


def test_every_state_of_the_shelf(visit, world) -> None:
    page = visit("mitarbeiterin", phone=False)
    look = Look(page)
    look.at("shelf", "/belege/")
    press(page, "Beleg aufheben")
    look.at("shelf with error")
    page.set_input_files("#files", chosen(receipts.photo(text="neu"), "neu.jpg"))
    press(page, "Beleg aufheben")
    look.at("shelf with one more")
    look.done()


def test_the_office_sees_receipts_beside_the_claim_and_below_it_on_a_phone(visit, world) -> None:
    page = visit(ACTORS["travel"][0], phone=False)
    act_as(page, ACTORS["travel"][1])
    look = Look(page)
    look.at("claim with a receipt", f"/dienstreise/{world.cases['checking'].uuid}/")
    image = page.locator(".receipt__page").first
    image.scroll_into_view_if_needed()
    assert image.evaluate("i => i.decode().then(() => i.naturalWidth)") > 800
    claim, receipt = page.locator(".sum").first.bounding_box(), page.locator(".receipt").first.bounding_box()
    assert claim is not None
    assert receipt is not None
    assert receipt["x"] > claim["x"] + claim["width"] / 2, "side by side from 1280 px"
    page.set_viewport_size(PHONE)
    claim, receipt = page.locator(".sum").first.bounding_box(), page.locator(".receipt").first.bounding_box()
    assert claim is not None
    assert receipt is not None
    assert receipt["y"] > claim["y"]
    look.done()


def test_from_the_desk_over_the_phone_to_the_claim_without_script(visit, world, browser, live_server, settings) -> None:
    settings.PUBLIC_URL = live_server.url
    desk = visit("mitarbeiterin", phone=False)
    draft = f"/dienstreise/abrechnung/{world.drafts['claim'].uuid}/"
    desk.goto(f"{draft}handy/")
    press(desk, "Code zeigen")
    address = desk.locator(".copyable input").input_value()
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="de-DE")
    phone = context.new_page()
    phone.goto(address)
    phone.set_input_files("#camera", chosen(receipts.HEIC.read_bytes(), "IMG_1.heic"))
    press(phone, "Abgeben")
    assert "1 Datei ist angekommen." in phone.locator("main").inner_text()
    desk.get_by_role("link", name="Neu laden").click()
    assert "IMG_1.heic" in desk.locator("main").inner_text()
    other = browser.new_context(java_script_enabled=False, locale="de-DE").new_page()
    other.goto(address)
    assert "Dieser Link gilt nicht" in other.locator("main").inner_text()
    other.context.close()
    context.close()
    drain()
    assert Attachment.objects.get(draft=world.drafts["claim"]).document.pages.count() == 1


def test_the_phone_s_page_in_every_state(visit, world, live_server) -> None:
    from django.test import Client
    from tests.web.test_hand_in import shown_link
    from tests.web.world import browser_of

    draft = f"/dienstreise/abrechnung/{world.drafts['claim'].uuid}/"
    link = shown_link(browser_of("mitarbeiterin"), draft)
    page = visit("", phone=False)
    look = Look(page)
    look.at("hand in", link)
    page.set_input_files("#files", chosen(b"", "leer.jpg"))
    press(page, "Abgeben")
    look.at("hand in with error")
    page.set_input_files("#files", chosen(receipts.photo(text="p"), "p.jpg"))
    press(page, "Abgeben")
    look.at("handed in")
    assert Client().get(link).status_code == 404
    look.at("a link that is not valid", "/abgeben/x/")
    look.done()
