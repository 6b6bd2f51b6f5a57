"""The travel office by keyboard alone: twenty cases in at most sixty key presses; keys that can be switched off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.look import act_as
from tests.services.dienstreise import factory
from tests.support.office import Office

from meindo.platform.cases.models import Case

pytestmark = [pytest.mark.browser]
CASES, MOST_PRESSES = 20, 60


class Keyboard:
    """Counts what a clerk presses."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1


@pytest.fixture
def clerk(visit: Callable[..., Page]) -> Page:
    page = visit("reisestelle", phone=False)
    act_as(page, "travel_office")
    page.goto("/vorgaenge/")
    return page


def test_twenty_cases_are_decided_with_few_key_presses(visit: Callable[..., Page], office: Office) -> None:
    for _ in range(CASES + 2):
        factory.filed(office)
    Case.objects.filter(step="checking").update(attention=[])
    page = visit("reisestelle", phone=False)
    act_as(page, "travel_office")
    page.goto("/vorgaenge/")
    keyboard = Keyboard(page)
    keyboard.press("j")
    for number in range(CASES):
        with page.expect_navigation():
            keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("erledigt")
        assert Case.objects.filter(step="ordering").count() == number + 1
    assert keyboard.pressed <= MOST_PRESSES


def test_keys_move_search_explain_and_leave_typing_alone(office: Office, clerk: Page) -> None:
    for _ in range(11):
        factory.filed(office)
    clerk.reload()
    focused = "document.activeElement.closest('tr')?.rowIndex || 0"
    for key, row in (("j", 1), ("j", 2), ("k", 1), ("k", 1)):
        clerk.keyboard.press(key)
        assert clerk.evaluate(focused) == row
    clerk.keyboard.press("/")
    clerk.keyboard.type("jk?/")
    assert clerk.locator("#filter-q").input_value() == "jk?/"
    clerk.locator("h1").click()
    clerk.keyboard.press("?")
    expect(clerk.locator("#tasten dl")).to_be_visible()
    clerk.get_by_role("button", name="Tasten ausschalten").click()
    clerk.wait_for_load_state()
    clerk.keyboard.press("j")
    assert clerk.evaluate(focused) == 0
