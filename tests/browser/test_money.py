"""Money before a trip, on a phone without JavaScript: an advance, paid, not spent, heard, kept back in instalments."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import assert_accessible
from tests.browser.test_journey import choose, decide, forward, open_from_inbox, switch_role
from tests.services.dienstreise import factory, money

from meindo.platform.cases.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("without_mouse")]


@pytest.fixture
def looked_at(visit):
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


def ask(employee: Page, trip: Case, looked_at) -> Case:
    """The advance as proposed, from the page of the trip."""
    employee.goto(f"/dienstreise/{trip.uuid}/")
    looked_at("mitarbeiterin", employee)
    employee.get_by_role("button", name="Abschlag beantragen").click()
    expect(employee.locator("h1")).to_contain_text("Bitte prüfen")
    expect(employee.locator("main")).to_contain_text("80 % der geschätzten Kosten")
    looked_at("mitarbeiterin", employee)
    employee.get_by_role("link", name="Ändern Welchen Betrag").click()
    looked_at("mitarbeiterin", employee)
    forward(employee)
    forward(employee)
    expect(employee.locator("main")).to_contain_text("Prüfung des Abschlags")
    return Case.objects.get(process="dienstreise_abschlag")


def test_an_advance_from_the_request_to_the_last_instalment(office, visit, looked_at) -> None:
    trip = money.trip_ahead(office)
    employee = visit("mitarbeiterin", script=False)
    advance = ask(employee, trip, looked_at)

    travel = visit("reisestelle", script=False)
    open_from_inbox(travel, "travel_office", advance.number)
    expect(travel.locator("main")).to_contain_text("80 % der geschätzten Kosten")
    looked_at("reisestelle", travel, "travel_office")
    decide(travel, "confirm")
    payment = visit("anordnung", script=False)
    open_from_inbox(payment, "payment_office", advance.number)
    looked_at("anordnung", payment, "payment_office")
    decide(payment, "order")
    factory.answer()
    factory.settle_down()

    employee.goto(f"/dienstreise/{trip.uuid}/")
    expect(employee.locator("main")).to_contain_text("als Abschlag ausgezahlt")
    decide(employee, "cancel")
    factory.settle_down()
    recovery = money.recovery_of(trip)
    employee.goto(f"/dienstreise/{recovery.uuid}/")
    expect(employee.locator("main")).to_contain_text("Die Reise fand nicht statt.")
    looked_at("mitarbeiterin", employee)
    employee.fill("[name=reason]", "Bitte in Raten, das Hotel hat nichts erstattet.")
    decide(employee, "state_views")

    open_from_inbox(travel, "travel_office", recovery.number)
    choose(travel, "way", "recover_instalments")
    looked_at("reisestelle", travel, "travel_office")
    travel.get_by_role("button", name="Entscheidung festhalten").click()
    expect(travel.locator("main")).to_contain_text("Anzahl der Raten oder den Betrag je Monat")
    travel.get_by_label("Anzahl der Raten").fill("4")
    travel.get_by_role("button", name="Entscheidung festhalten").click()
    open_from_inbox(payment, "payment_office", recovery.number)
    decide(payment, "order")
    factory.answer()
    factory.settle_down()
    employee.goto(f"/dienstreise/{recovery.uuid}/")
    expect(employee.locator("main table")).to_contain_text("48,00")
    looked_at("mitarbeiterin", employee)
    travel.goto("/dienstreise/budget/")
    looked_at("reisestelle", travel, "travel_office")
    travel.get_by_role("link", name="Kostenstelle einer Einheit").click()
    looked_at("reisestelle", travel, "travel_office")
