"""Both ways of the support in the real browser, on a phone without JavaScript: agreed to and ended; in an emergency."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import switch_role
from tests.browser.test_journey import choose, decide, fill_date, open_from_inbox
from tests.services.dienstreise import factory as trips
from tests.services.unterstuetzung import factory
from tests.services.unterstuetzung.factory import DSB, HELPER, WHO

from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.outbox.worker import drain

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("without_mouse")]


@pytest.fixture
def trip(office) -> Case:
    """A case of somebody, in an office with a support."""
    factory.with_support(office)
    return trips.make(office)


def fill(page: Page, office, service: str) -> None:
    """The form of the support."""
    switch_role(page, "support_office")
    page.goto("/unterstuetzung/")
    page.fill("[name=number]", office.employment(WHO).personnel_no)
    choose(page, "service", service)
    page.fill("[name=reason]", "Störung 4711")


def test_the_person_agrees_from_the_home_page_and_ends_it(office, visit, trip) -> None:
    helper = visit(HELPER, script=False)
    fill(helper, office, "all")
    fill_date(helper, "until", today() + timedelta(days=2))
    helper.get_by_role("button", name="Um Zugriff bitten").click()
    expect(helper.locator("main")).to_contain_text("Die Person ist gefragt")
    assert helper.goto(f"/dienstreise/{trip.uuid}/").status == 404

    person = visit(WHO, script=False)
    person.locator("main a", has_text="Zugriff der Unterstützung").first.click()
    expect(person.locator("main")).to_contain_text("Störung 4711")
    decide(person, "grant")
    expect(person.locator("main")).to_contain_text("Zugriff ist offen")

    number = Case.objects.get(process="zugriffsbitte").number
    helper.goto("/vorgaenge/")
    expect(helper.locator("main")).to_contain_text(number)
    helper.goto("/unterstuetzung/")
    helper.locator("main .files a").first.click()
    helper.locator("main a", has_text="Köln").click()
    expect(helper.locator("main")).to_contain_text(trip.number)
    expect(helper.locator("button[name=move]")).to_have_count(0)

    decide(person, "end")
    expect(person.locator("main")).to_contain_text("Zugriff beendet")
    assert helper.goto(f"/dienstreise/{trip.uuid}/").status == 404


def test_an_emergency_opens_at_once_and_is_reviewed_from_the_inbox(office, visit, trip) -> None:
    helper = visit(HELPER, script=False)
    fill(helper, office, "dienstreise")
    helper.get_by_role("button", name="Notfall: sofort zugreifen").click()
    expect(helper.locator("main")).to_contain_text("Der Zugriff ist offen")
    assert helper.goto(f"/dienstreise/{trip.uuid}/").status == 200
    case = Case.objects.get(process="notfallzugriff")
    fill(helper, office, "dienstreise")
    helper.get_by_role("button", name="Notfall: sofort zugreifen").click()
    expect(helper.locator("main")).to_contain_text(f"{case.number} auf diesen Dienst ist noch nicht geprüft")

    drain()
    person = visit(WHO, script=False)
    expect(person.locator("main")).to_contain_text("Zugriff sofort geöffnet")

    reviewer = visit(DSB, script=False)
    open_from_inbox(reviewer, "data_protection_office", case.number)
    decide(reviewer, "confirm")
    expect(reviewer.locator("main")).to_contain_text("Bitte begründen Sie")
    decide(reviewer, "confirm", reason="Die Störung war dringend.")
    expect(reviewer.locator("main")).to_contain_text("erledigt")
    assert helper.goto(f"/dienstreise/{trip.uuid}/").status == 404
    person.goto(f"/vorgang/{case.uuid}/")
    expect(person.locator("main")).to_contain_text("Die Störung war dringend.")


def test_a_call_for_help_from_two_questions(office, visit, trip) -> None:
    person = visit(WHO, script=False)
    person.goto("/unterstuetzung/meine/")
    person.locator("main a", has_text="Um Hilfe bitten").click()
    choose(person, "service", "dienstreise")
    person.fill("[name=reason]", "Senden geht nicht")
    person.locator("main .kern-btn--primary").last.click()
    fill_date(person, "until", today() + timedelta(days=2))
    person.locator("main .kern-btn--primary").last.click()
    expect(person.locator("main")).to_contain_text("Senden geht nicht")
    person.locator("main .kern-btn--primary").last.click()
    expect(person.locator("main")).to_contain_text("Hilfe der Unterstützung")

    helper = visit(HELPER, script=False)
    open_from_inbox(helper, "support_office", Case.objects.get(process="hilfebitte").number)
    decide(helper, "take")
    assert helper.goto(f"/dienstreise/{trip.uuid}/").status == 200
