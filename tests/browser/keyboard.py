"""Somebody without a mouse: what a test clicks is reached with the tabulator and pressed, what it fills is typed.

`without_mouse` takes the place of Playwright's mouse for a whole test, so that a journey written once is walked both
ways. The focus has to be seen wherever a key is pressed.
"""

from typing import Any

import pytest
from playwright.sync_api import ElementHandle, Error, Locator, Page

MOST_TABS = 300
CONTROL = """e => e.tagName === 'LABEL' ? e.control
  : e.closest('a[href], button, summary, input, select, textarea') || e"""
HERE = "e => document.activeElement === e"
SAME_GROUP = (
    "e => e.type === 'radio' && document.activeElement?.type === 'radio' && document.activeElement.name === e.name"
)
SEEN = """e => [getComputedStyle(e), getComputedStyle(e, '::after'), getComputedStyle(e, '::before')]
  .some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none')"""
LEADS_ON = "e => (e.tagName === 'A' && !e.download) || (e.tagName === 'BUTTON' && e.type === 'submit')"
KIND = "e => ['radio', 'checkbox'].includes(e.type) ? e.type : e.tagName"


def reached(page: Page, element: ElementHandle) -> ElementHandle:
    """The control that a click would work on, focused by keys alone."""
    target = element.evaluate_handle(CONTROL).as_element()
    assert target is not None, "nothing to press"
    for _ in range(MOST_TABS):
        if target.evaluate(HERE):
            assert target.evaluate(SEEN), f"the focus is not seen: {html(target)}"
            return target
        page.keyboard.press("ArrowDown" if target.evaluate(SAME_GROUP) else "Tab")
    raise AssertionError(f"not reached by the keyboard: {html(target)}")


def html(element: ElementHandle) -> str:
    return str(element.evaluate("e => e.outerHTML"))[:150]


def press(page: Page, element: ElementHandle) -> None:
    """Reach it and press the key that works on it."""
    target = reached(page, element)
    kind = target.evaluate(KIND)
    if kind == "radio" and target.evaluate("e => e.checked"):
        return  # the arrow chose it
    leads_on = target.evaluate(LEADS_ON)
    page.evaluate("() => { window.before = true }")
    page.keyboard.press("Space" if kind in ("radio", "checkbox") else "Enter")
    if leads_on:
        wait_for_next(page)


def wait_for_next(page: Page) -> None:
    """Until another page stands there, as a click waits by itself; a script may also have kept the one that was."""
    for _ in range(60):
        page.wait_for_timeout(50)
        try:
            if not page.evaluate("() => window.before"):
                break
        except Error:  # just between two pages
            continue
    page.wait_for_load_state()


def type_over(page: Page, element: ElementHandle, text: str) -> None:
    """Reach a box and type over what stands there."""
    reached(page, element)
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


@pytest.fixture
def without_mouse(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From now on clicks and fills of this test are made with keys; counts them."""
    made: list[str] = []

    def found(page: Page, selector: str) -> ElementHandle:
        return page.wait_for_selector(selector, state="attached") or pytest.fail(selector)

    def handle(locator: Locator) -> ElementHandle:
        return locator.element_handle() or pytest.fail(str(locator))

    def click_in_page(page: Page, selector: str, **_more: Any) -> None:
        made.append(selector)
        press(page, found(page, selector))

    def click(locator: Locator, **_more: Any) -> None:
        made.append(str(locator))
        press(locator.page, handle(locator))

    def fill_in_page(page: Page, selector: str, value: str, **_more: Any) -> None:
        made.append(selector)
        type_over(page, found(page, selector), value)

    def fill(locator: Locator, value: str, **_more: Any) -> None:
        made.append(str(locator))
        type_over(locator.page, handle(locator), value)

    monkeypatch.setattr(Page, "click", click_in_page)
    monkeypatch.setattr(Page, "fill", fill_in_page)
    monkeypatch.setattr(Locator, "click", click)
    monkeypatch.setattr(Locator, "fill", fill)
    return made
