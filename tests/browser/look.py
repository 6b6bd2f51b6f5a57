"""Look at a page as axe does: whole, then dark, with forced colours, and narrow, by the rules that depend on it.

With `MEINDO_AXE=full` (under `make soak`) every rule is asked at every width, in light, dark and forced colours.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import ConsoleMessage, Page
from tests.browser.conftest import violations

COLOURS = ["color-contrast", "link-in-text-block"]
NARROW = ["target-size", "scrollable-region-focusable", "meta-viewport", "css-orientation-lock"]
WIDTHS = (320, 360)  # the header has one item more on the wider one
FULL = os.environ.get("MEINDO_AXE") == "full"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT_OFF = """() => [...document.querySelectorAll('main *, header *')]
  .filter(e => e.offsetParent && !e.closest('.table-wrap') && !e.closest('.sr-only'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"""


class Look:
    """Collects what is wrong over many pages and states, so that one run names everything."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[str] = []
        self.problems: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium reports every page with an error status of its own; that status is meant.
        own_status = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not own_status:
            self.problems.append(f"{self.page.url}: console: {message.text}")

    def _is_styled(self) -> bool:
        """Whether the style sheet is applied; a page that is still loading gets the time that it needs."""
        for _ in range(100):
            if "Fira" in self.page.evaluate("getComputedStyle(document.body).fontFamily"):
                return True
            self.page.wait_for_timeout(100)
        return False

    def at(self, name: str, url: str = "") -> None:
        """Look at the page as it stands, or at an address."""
        if url:
            self.page.goto(url)
        self.seen.append(name)
        assert self._is_styled(), "no style sheet"
        self._note(name, violations(self.page))
        self._note(f"{name}, wide", [f"{n} px too wide" for n in [self.page.evaluate(TOO_WIDE)] if n > 0])
        self._in_other_colours(name, None if FULL else COLOURS)
        for width in WIDTHS:
            with self._narrow(width):
                if FULL:
                    self._note(f"{name}, {width} px", violations(self.page))
                    self._in_other_colours(f"{name}, {width} px", None)
                elif width == WIDTHS[0]:
                    self._note(f"{name}, {width} px", violations(self.page, NARROW))
                self._note(f"{name}, {width} px", [f"{n} px too wide" for n in [self.page.evaluate(TOO_WIDE)] if n > 0])
                self._note(f"{name}, {width} px, cut off", self.page.evaluate(CUT_OFF))

    def _in_other_colours(self, name: str, rules: list[str] | None) -> None:
        self.page.emulate_media(color_scheme="dark")
        self._note(f"{name}, dark", violations(self.page, rules))
        self.page.emulate_media(color_scheme="light", forced_colors="active")
        self._note(f"{name}, forced colours", violations(self.page, rules))
        self.page.emulate_media(color_scheme="light", forced_colors="none")

    @contextmanager
    def _narrow(self, width: int) -> Iterator[None]:
        before = self.page.viewport_size
        assert before is not None
        self.page.set_viewport_size({"width": width, "height": 640})
        yield
        self.page.set_viewport_size(before)

    def _note(self, where: str, found: list[str]) -> None:
        self.problems += [f"{where}: {problem}" for problem in found]

    def press(self) -> None:
        """The one filled button of the page; waits for the page that it brings."""
        with self.page.expect_navigation():
            self.page.locator("main .kern-btn--primary").last.click()

    def done(self) -> None:
        """Nothing was wrong anywhere."""
        assert self.seen
        assert self.problems == [], "\n".join(self.problems)


def act_as(page: Page, role: str) -> None:
    """Switch the role of the session."""
    key = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "meindo_session")
    session = SessionStore(key)
    session["role"] = role
    session.save()
