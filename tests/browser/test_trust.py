"""Journeys about the own data and the log-in, on a phone without JavaScript.

Axe looks at their pages in test_axe_*.py.
"""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect
from tests.browser.look import act_as
from tests.browser.test_journey import choose, decide, forward
from tests.support.office import PASSWORD
from tests.web.world import World, build_world

from meindo.platform.cases.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("without_mouse")]
Visit = Callable[..., Page]
QUESTION = "Warum wurde das angesehen?"


@pytest.fixture
def world(transactional_db: None) -> World:
    """The office in full work."""
    return build_world()


def a_second_factor_is_set_up_and_a_spare_code_opens(world: World, visit: Visit) -> None:
    page = visit("beamter")
    page.goto("/konto/zweiter-faktor/app/")
    page.fill("[name=password]", PASSWORD)
    forward(page)
    secret = page.locator("main code").inner_text()
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
    forward(page)
    spare = page.locator("main li code").first.inner_text()
    again = visit()
    again.goto("/konto/anmelden/")
    again.fill("[name=login]", "beamter")
    again.fill("[name=password]", PASSWORD)
    again.click("main .form button:not([tabindex])")
    again.fill("[name=code]", spare)
    forward(again)
    again.wait_for_url("**/")
    expect(again.locator("main")).to_contain_text("Tom")


def a_look_is_asked_about_and_answered(world: World, visit: Visit) -> None:
    page = visit("mitarbeiterin")
    page.goto("/meine-daten/")
    page.locator("main button", has_text="Dazu fragen").first.click()
    page.fill("[name=text]", QUESTION)
    forward(page)
    expect(page.locator("h1")).to_contain_text("Bitte prüfen")
    forward(page)
    case = Case.objects.filter(process="zugriffsfrage").latest("id")
    office = visit("datenschutz")
    act_as(office, "data_protection_office")
    office.goto(f"/datenschutz/{case.uuid}/")
    expect(office.locator("main")).to_contain_text(QUESTION)
    decide(office, "answer", reason="Die Abrechnung wurde geprüft.")
    page.goto(f"/datenschutz/{case.uuid}/")
    expect(page.locator("main")).to_contain_text("Die Abrechnung wurde geprüft.")


def an_application_and_all_other_devices_are_ended(world: World, visit: Visit) -> None:
    elsewhere, page = visit("mitarbeiterin"), visit("mitarbeiterin")
    page.goto("/konto/geraete/")
    page.get_by_role("link", name="Anwendungen").click()
    page.get_by_role("button", name="Beenden Fachverfahren").click()
    expect(page.locator("main")).to_contain_text("Fachverfahren erfährt ab jetzt nichts mehr über Sie.")
    page.goto("/konto/geraete/")
    page.get_by_role("button", name="Auf allen anderen Geräten abmelden").click()
    expect(page.locator("main")).to_contain_text("Auf allen anderen Geräten sind Sie jetzt abgemeldet.")
    elsewhere.goto("/meine-daten/")
    assert "/anmelden/" in elsewhere.url


def the_public_asks_and_everybody_reads_the_answer(world: World, visit: Visit) -> None:
    entry = "/transparenz/algorithmen/eintrag/dienstreise.settlement/"
    public = visit()
    public.goto(entry)
    public.fill("main [name=text]", "Gilt das auch im Ausland?")
    public.get_by_role("button", name="Frage stellen").click()
    expect(public.locator("main")).to_contain_text("Ihre Frage wird gelesen")
    office = visit("oeffentlich")
    act_as(office, "public_office")
    office.goto("/oeffentlichkeit/")
    office.get_by_role("link", name="Gilt das auch im Ausland?").click()
    office.fill("[name=answer]", "Ja, nach einer anderen Tabelle.")
    choose(office, "shown", "public")
    forward(office)
    public.goto(entry)
    expect(public.locator("main")).to_contain_text("Ja, nach einer anderen Tabelle.")


JOURNEYS = (
    a_second_factor_is_set_up_and_a_spare_code_opens,
    a_look_is_asked_about_and_answered,
    an_application_and_all_other_devices_are_ended,
    the_public_asks_and_everybody_reads_the_answer,
)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_on_a_phone_without_script(journey: Callable[[World, Visit], None], world: World, visit: Visit) -> None:
    journey(world, lambda name="": visit(name, script=False))
