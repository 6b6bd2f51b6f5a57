"""Every address that opens for somebody, as it stands and sent back empty: axe finds nothing.

The addresses come from the matrix, which fails for an address that it does not know (test_roles.py); so a new page is
looked at without being named here, and an address that nobody can open has to say where it is looked at instead.
"""

from urllib.parse import urlsplit

import pytest
from django.urls import get_resolver
from playwright.sync_api import Page, Response
from tests.browser.look import Look, act_as
from tests.browser.test_axe_second_factor import code_of
from tests.support.office import PASSWORD
from tests.web.matrix import MATRIX, first_for, letters
from tests.web.test_roles import address, names
from tests.web.world import ACTORS, World, build_world

pytestmark = pytest.mark.browser

# No address of the world opens them by itself; the tests named here bring them about.
ELSEWHERE = {
    "hand_in": "test_receipts.py: the link of a draft, on one device",
    "terminal": "test_axe_devices.py: the secret address of a terminal",
    "calendar_feed": "test_calendar.py: a file, no page",
    "openid_connect_login": "test_upstream.py: leads to the city's own log-in",
    "openid_connect_callback": "test_upstream.py: comes from the city's own log-in",
    "idp:oidc:authorization": "test_axe_provider.py: the question of an application",
    "idp:oidc:userinfo": "test_provider.py: an answer for a program",
}
LOG_IN_ELSEWHERE = {
    "account_login": "as the public, above",
}
WORKPLACES = ("home", "inbox")  # other for everybody
SENT_EMPTY = """() => {
  const form = document.createElement('form'); form.method = 'post';
  form.append(document.querySelector('[name=csrfmiddlewaretoken]').cloneNode());
  document.body.append(form); form.submit(); }"""


LOOKED_AT = {actor: [entry for entry in MATRIX if first_for(entry) == actor] for actor in ("anonymous", *ACTORS)}
REFUSED = {actor: [entry for entry in MATRIX if first_for(entry, "!", 1) == actor] for actor in ("anonymous", *ACTORS)}


@pytest.fixture
def world(transactional_db: None) -> World:
    """The office in full work."""
    return build_world()


def open_page(page: Page, url: str) -> Response | None:
    """Go there; None where it is a file, which the browser keeps instead of showing it."""
    answer = page.request.get(url)
    is_page = answer.headers.get("content-type", "").startswith("text/html") and not answer.headers.get(
        "content-disposition"
    )
    return page.goto(url) if is_page else None


@pytest.mark.parametrize("actor", LOOKED_AT)
def test_every_page_of_an_actor(visit, world: World, actor: str) -> None:
    name, role = ACTORS.get(actor, ("", ""))
    look = Look(visit(name, phone=False))
    if role:
        act_as(look.page, role)
    ids = world.ids()
    for entry in dict.fromkeys([*LOOKED_AT[actor], *(WORKPLACES if role else ())]):
        if open_page(look.page, address(entry, ids)):
            look.at(entry)
    for entry in REFUSED[actor]:
        opened = look.page.goto(address(entry, ids) if first_for(entry) else "/hilfe/")
        assert opened is not None
        if opened.status == 200 and look.page.locator("[name=csrfmiddlewaretoken]").count():
            with look.page.expect_navigation():
                look.page.evaluate(SENT_EMPTY)
            look.at(f"{entry} sent empty")
    look.done()


def test_every_page_of_the_log_in(visit, world: World) -> None:
    """What asks first who it is opens for somebody who has just said so; with a second factor there is more."""
    look, entries = Look(visit("mitarbeiterin", phone=False)), [entry for entry in MATRIX if is_of_the_log_in(entry)]
    shown = look_at_all(look, entries)
    for step in (confirm, set_up):
        step(look.page)
        shown |= look_at_all(look, [entry for entry in entries if entry not in shown])
    look.done()
    assert set(entries) - shown == set(LOG_IN_ELSEWHERE)


def is_of_the_log_in(entry: str) -> bool:
    return entry.startswith(("mfa_", "account_")) or entry == "password"


def look_at_all(look: Look, entries: list[str]) -> set[str]:
    """Those that show a page of their own and lead nowhere else."""
    shown = set()
    for entry in entries:
        url = address(entry, {})
        if open_page(look.page, url) and urlsplit(look.page.url).path == url and "404" not in look.page.title():
            look.at(entry)
            shown.add(entry)
    return shown


def confirm(page: Page) -> None:
    """Who it is, once more."""
    page.goto("/konto/bestaetigen/")
    page.fill("[name=password]", PASSWORD)
    page.locator("main .kern-btn--primary").last.click()
    page.wait_for_load_state()


def set_up(page: Page) -> None:
    """An app for codes."""
    page.goto("/konto/zweiter-faktor/app/")
    page.fill("[name=code]", code_of(page.locator("main code").inner_text()))
    page.locator("main .kern-btn--primary").last.click()
    page.wait_for_url("**/ersatzcodes/**")


def test_every_address_is_looked_at_or_says_where() -> None:
    opened = {entry.split()[0] for entry in MATRIX if first_for(entry) or is_of_the_log_in(entry)}
    elsewhere = {
        entry.split()[0]
        for entry in MATRIX
        if entry.split()[0] not in opened and set(letters(entry, 0).values()) - set("5L")
    }
    leads_on = {name for name in elsewhere if all(leads(entry) for entry in MATRIX if entry.split()[0] == name)}
    assert elsewhere - leads_on == set(ELSEWHERE)
    assert names(get_resolver().url_patterns) == {entry.split()[0] for entry in MATRIX}


def leads(entry: str) -> bool:
    """Whether an address only leads to another one for those for whom it exists."""
    return set(letters(entry, 0).values()) <= set(">L345")
