"""Somebody without a mouse: what a test clicks is reached with the tabulator and pressed, what it fills is typed.

`without_mouse` takes the place of Playwright's mouse for a whole test, so that a journey written once is walked both
ways. The focus has to be seen wherever a key is pressed.
"""

from collections.abc import Callable
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


def _handle(locator: Locator) -> ElementHandle:
    return locator.element_handle() or pytest.fail(str(locator))


def _found(page: Page, selector: str) -> ElementHandle:
    return page.wait_for_selector(selector, state="attached") or pytest.fail(selector)


_select, _set_files = Locator.select_option, Locator.set_input_files


def _choose(locator: Locator, value: str, **_more: Any) -> list[str]:
    reached(locator.page, _handle(locator))
    return _select(locator, value)  # how a list opens and types ahead is the browser's own


def _hand_over(locator: Locator, files: Any, **_more: Any) -> None:
    reached(locator.page, _handle(locator))
    _set_files(locator, files)


ON_LOCATORS: dict[str, Callable[..., Any]] = {
    "click": lambda locator, **_more: press(locator.page, _handle(locator)),
    "fill": lambda locator, value, **_more: type_over(locator.page, _handle(locator), value),
    "check": lambda locator, **_more: locator.is_checked() or press(locator.page, _handle(locator)),
    "select_option": _choose,
    "set_input_files": _hand_over,
}
ON_PAGES: dict[str, Callable[..., Any]] = {
    "click": lambda page, selector, **_more: press(page, _found(page, selector)),
    "fill": lambda page, selector, value, **_more: type_over(page, _found(page, selector), value),
    "select_option": lambda page, selector, value, **_more: _choose(page.locator(selector), value),
    "set_input_files": lambda page, selector, files, **_more: _hand_over(page.locator(selector), files),
}


@pytest.fixture
def without_mouse(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From now on clicks and fills of this test are made with keys; notes them."""
    made: list[str] = []

    def noted(function: Callable[..., Any]) -> Callable[..., Any]:
        def with_keys(where: Any, *rest: Any, **more: Any) -> Any:
            made.append(f"{where} {rest}")
            return function(where, *rest, **more)

        return with_keys

    for kind, ways in ((Locator, ON_LOCATORS), (Page, ON_PAGES)):
        for name, function in ways.items():
            monkeypatch.setattr(kind, name, noted(function))
    return made
