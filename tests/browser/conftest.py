"""The real browser: one Chromium per worker, one context per test; axe; helpers of a user."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.keyboard import without_mouse  # noqa: F401 (a fixture of the tests)
from tests.support.office import PASSWORD, Office, build_office

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "EN-301-549"]
PHONE, DESKTOP = {"width": 360, "height": 640}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture
def office(transactional_db: None) -> Office:
    """Everybody whom a trip needs."""
    return build_office()


@pytest.fixture
def visit(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody: `visit("name", phone=True, script=False)` logs in and shows the home page."""
    contexts = []

    def open_as(name: str = "", *, phone: bool = True, script: bool = True, **options: object) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            java_script_enabled=script,
            base_url=live_server.url,
            locale="de-DE",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if name:
            log_in(page, name)
        return page

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture
def looked_at(visit: Callable[..., Page]) -> Callable[..., None]:
    """The same address as the same person on a phone with JavaScript, which axe needs."""
    pages: dict[str, Page] = {}

    def look(name: str, page: Page, role: str = "") -> None:
        if name not in pages:
            pages[name] = visit(name)
        if role:
            switch_role(pages[name], role)
        pages[name].goto(page.url)
        assert_accessible(pages[name])

    return look


def switch_role(page: Page, role: str) -> None:
    """By the menu of the header, where there is more than one role."""
    page.goto("/")
    if page.locator("details.menu button[name=role]").count():
        page.locator("details.menu summary").first.click()
        page.locator(f"button[name=role][value={role}]").click()


def log_in(page: Page, name: str) -> None:
    """By user name and password, as printed by the demo."""
    page.goto("/konto/anmelden/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main .form button:not([tabindex])")
    page.wait_for_url("**/")


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds, as readable lines."""
    if not page.evaluate("() => 'axe' in window"):  # once per page: reading it costs as much as asking it
        page.evaluate(AXE)
    options = {"runOnly": {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{found['id']}: {found['help']} {[node['html'][:120] for node in found['nodes'][:3]]}"
        for found in result["violations"]
    ]


def assert_accessible(page: Page) -> None:
    """Styled, without violation, without sideways scrolling."""
    ground = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Fira" in ground, "the style sheet was not applied"
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
