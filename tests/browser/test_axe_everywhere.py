"""Every address that opens for somebody, as it stands and sent back empty: axe finds nothing.

The addresses come from the matrix, which fails for an address that it does not know (test_roles.py); so a new page is
looked at without being named here, and an address that nobody can open has to say where it is looked at instead.
"""

from typing import Any
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
    "activate_password": "test_activation.py: the third page of a letter",
    "api:trip": "an answer for a program",
    "api:trips": "an answer for a program",
    "berechtigungen_new": "test_axe_identity.py: with a right that was chosen",
    "berechtigungen_new_for": "test_axe_identity.py: with a right that was chosen",
    "beteiligung_decision": "a file: the decision of a body",
    "calendar_feed": "a file: the appointments for a calendar",
    "case": "leads to the page of the service",
    "dienstreise_abrechnung_check": "test_axe.py: a whole claim, question by question",
    "entgeltnachweis_open": "test_axe_pay_statements.py: asks who it is, then a file",
    "hand_in": "test_receipts.py: the link of a draft, on one device",
    "idp:oidc:authorization": "test_axe_provider.py: the question of an application",
    "idp:oidc:userinfo": "an answer for a program",
    "openid_connect_callback": "comes from the city's own log-in",
    "openid_connect_login": "leads to the city's own log-in",
    "rollout_edit": "test_paper.py: a stage that is still planned",
    "scim": "an answer for a program",
    "support_own": "leads to the own requests",
    "terminal": "test_axe_devices.py: the secret address of a terminal",
}
LOG_IN_ELSEWHERE = {
    "account_login": "as the public, above",
    "mfa_authenticate": "test_axe_second_factor.py: the code after the password",
    "mfa_login_webauthn": "an answer for the script of the log-in",
    "mfa_reauthenticate_webauthn": "test_passkeys.py: the passkey once more",
}
WORKPLACES = ("home", "inbox")  # other for everybody
ANSWERED = """days => {
  const main = document.querySelector('main'), day = new Date(Date.now() + days * 86400000);
  const given = e => e.tagName == 'SELECT' ? [...e.options].find(o => o.value)?.value :
    e.name.endsWith('_day') ? day.getDate() : e.name.endsWith('_month') ? day.getMonth() + 1 :
    e.name.endsWith('_year') ? day.getFullYear() : /decimal|numeric/.test(e.inputMode) ? '12' : 'Etwas Text';
  for (const e of main.querySelectorAll('textarea, input[type=text], select'))
    if (!e.value || /_(day|month|year)$/.test(e.name)) e.value = given(e);
  const named = name => [...main.querySelectorAll(`input[name="${name}"]`)];
  for (const e of main.querySelectorAll('input[type=radio], input[type=checkbox]')) {
    const group = named(e.name), no = group.find(o => o.labels[0]?.innerText.trim() == 'Nein');
    if ((e.type == 'radio' || group.length > 1) && !group.some(o => o.checked)) (no || e).checked = true; } }"""
SENT_EMPTY = """url => {
  const form = document.createElement('form'); form.method = 'post'; form.action = url;
  form.append(document.querySelector('[name=csrfmiddlewaretoken]').cloneNode());
  document.body.append(form); form.submit(); }"""


CHECKED = [
    entry for entry in MATRIX if "_check " in entry and not (first_for(entry) or entry.split()[0] in ELSEWHERE)
]  # unfinished drafts
A_PART = 20  # so many pages in one test, so that two workers share the long ones
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


PARTS = [
    (actor, number)
    for actor, entries in LOOKED_AT.items()
    for number in range(max(1, -(-(len(entries) + len(REFUSED[actor])) // A_PART)))
]


@pytest.mark.parametrize(("actor", "part"), PARTS)
def test_every_page_of_an_actor(visit, world: World, actor: str, part: int) -> None:
    name, role = ACTORS.get(actor, ("", ""))
    look, ids = Look(visit(name, phone=False)), world.ids()
    if role:
        act_as(look.page, role)
    shown = list(dict.fromkeys([*(WORKPLACES if role else ()), *LOOKED_AT[actor]]))
    steps = [*((entry, False) for entry in shown), *((entry, True) for entry in REFUSED[actor])]
    for entry, is_sent in steps[part :: len([1 for each, _ in PARTS if each == actor])]:
        if not is_sent and open_page(look.page, address(entry, ids)):
            look.at(entry)
        elif is_sent and send_empty(look.page, entry, ids):
            look.at(f"{entry} sent empty")
    look.done()


def send_empty(page: Page, entry: str, ids: dict[str, Any]) -> bool:
    """As a form with nothing filled in, from the page itself or, where it shows none, from any other one; not where
    there is no form to send.
    """
    url = address(entry, ids)
    shows_itself = page.request.get(url).ok
    page.goto(url if shows_itself else "/hilfe/")
    if not page.locator("[name=csrfmiddlewaretoken]").count():
        return False
    with page.expect_navigation():
        page.evaluate(SENT_EMPTY, url)
    return True


@pytest.mark.parametrize("entry", CHECKED)
def test_every_page_that_checks_the_answers(visit, world: World, entry: str) -> None:
    """Whatever is asked gets an answer on the page with all questions; then the check page shows them."""
    name, role = ACTORS[first_for(entry, ">")]
    look, url = Look(visit(name, phone=False)), address(entry, world.ids())
    act_as(look.page, role)
    look.page.goto(url.replace("/pruefen/", "/alles/"))
    for days in (-40, 1):  # a day that was, or one that comes, as the question wants it
        if urlsplit(look.page.url).path != url:
            look.page.evaluate(ANSWERED, days)
            look.press()
    assert urlsplit(look.page.url).path == url, look.page.inner_text("main")
    look.at(entry)
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
    opened = {entry.split()[0] for entry in [*MATRIX] if first_for(entry) or is_of_the_log_in(entry)}
    opened |= {entry.split()[0] for entry in CHECKED}
    shows_something = {entry.split()[0] for entry in MATRIX if set(letters(entry).values()) - set("5L34")}
    closed = {entry.split()[0] for entry in MATRIX} - shows_something - set(ELSEWHERE)
    assert names(get_resolver().url_patterns) - opened - closed == set(ELSEWHERE)
