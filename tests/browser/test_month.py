"""A standing permission and a month of trips, on a phone without JavaScript; each page is looked at with axe."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_journey import choose, decide, fill_date, forward, open_from_inbox
from tests.services.dienstreise import factory, months

from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.services.dienstreise import queries

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("without_mouse")]


def enter(page: Page, day: int, **changes: str) -> None:
    """One trip on the short page."""
    first = months.last_month()
    fill_date(page, f"trip{changes.pop('number')}_day", first.replace(day=day))
    for name, value in changes.items():
        page.fill(f"[name$=_{name}]", value)


def test_a_permission_is_asked_for_and_approved(office, visit, looked_at) -> None:
    employee = visit("mitarbeiterin", script=False)
    employee.goto("/dienstreise/")
    employee.get_by_role("link", name="Dauergenehmigung beantragen").click()
    looked_at("mitarbeiterin", employee)
    employee.fill("[name=area]", months.AREA)
    employee.fill("[name=occasion]", "Hausbesuche")
    forward(employee)
    fill_date(employee, "start_day", today() + timedelta(days=1))
    fill_date(employee, "end_day", today() + timedelta(days=30))
    looked_at("mitarbeiterin", employee)
    forward(employee)
    choose(employee, "means", "car")
    choose(employee, "means", "bicycle")
    forward(employee)
    forward(employee)
    expect(employee.locator("h1")).to_contain_text("Bitte prüfen")
    looked_at("mitarbeiterin", employee)
    forward(employee)
    expect(employee.locator("h1")).to_contain_text("angekommen")
    case = Case.objects.get(process=queries.PERMITTED)

    manager = visit("teamleitung", script=False)
    open_from_inbox(manager, "line_manager", case.number)
    expect(manager.locator("main")).to_contain_text("Hausbesuche")
    looked_at("teamleitung", manager, "line_manager")
    decide(manager, "approve")
    manager.goto("/dienstreise/dauergenehmigungen/")
    expect(manager.locator("main")).to_contain_text(months.AREA)
    looked_at("teamleitung", manager)
    manager.goto(f"/dienstreise/{case.uuid}/dauergenehmigung-beenden/")
    looked_at("teamleitung", manager)
    employee.goto(f"/dienstreise/{case.uuid}/")
    expect(employee.locator("main")).to_contain_text("Dauergenehmigung gilt")
    looked_at("mitarbeiterin", employee)


def test_a_month_from_the_first_trip_to_the_payment(office, visit, looked_at) -> None:
    held = months.in_force(office)
    employee = visit("mitarbeiterin", script=False)
    employee.goto(f"/dienstreise/{held.uuid}/")
    employee.get_by_role("button", name="Fahrten eintragen").nth(1).click()
    looked_at("mitarbeiterin", employee)
    enter(employee, 5, number="1", start="9", end="11", to="Hörde")
    employee.locator("[name=trip1_means]").select_option("car")
    forward(employee)
    expect(employee.locator("main")).to_contain_text("Fehler: Bitte geben Sie die gefahrenen Kilometer an")
    looked_at("mitarbeiterin", employee)
    employee.fill("[name=trip1_km]", "10")
    employee.locator("label[for=id_trip1_back]").click()
    forward(employee)
    expect(employee.locator("main")).to_contain_text("7,00")
    looked_at("mitarbeiterin", employee)
    employee.get_by_role("link", name="Noch eine Fahrt").click()
    expect(employee.locator("[name=trip2_to]")).to_have_value("Hörde")
    enter(employee, 6, number="2", to="Eving")
    forward(employee)
    employee.get_by_role("button", name="Entfernen").last.click()
    expect(employee.locator("main")).to_contain_text("Entfernt")
    looked_at("mitarbeiterin", employee)
    employee.get_by_role("button", name="Rückgängig").click()
    expect(employee.locator("main")).to_contain_text("Eving")
    employee.get_by_role("link", name="Alles auf einer Seite").click()
    looked_at("mitarbeiterin", employee)
    employee.fill("[name=trip3_day_day]", "7")
    forward(employee)
    expect(employee.locator("main")).to_contain_text("Zeile 3")
    looked_at("mitarbeiterin", employee)
    employee.fill("[name=trip3_day_day]", "")
    forward(employee)
    employee.get_by_role("link", name="Abrechnung prüfen").click()
    expect(employee.locator("main")).to_contain_text("14,00")
    looked_at("mitarbeiterin", employee)
    forward(employee)
    expect(employee.locator("h1")).to_contain_text("angekommen")
    looked_at("mitarbeiterin", employee)
    check_and_pay(visit, looked_at)
    employee.goto(f"/dienstreise/{Case.objects.get(process=queries.COLLECTIVE).uuid}/")
    expect(employee.locator("main")).to_contain_text("ausgezahlt")
    looked_at("mitarbeiterin", employee)


def check_and_pay(visit, look) -> None:
    """By two offices."""
    case = Case.objects.get(process=queries.COLLECTIVE)
    checker = visit("reisestelle", script=False)
    open_from_inbox(checker, "travel_office", case.number)
    expect(checker.locator("main")).to_contain_text("2 Fahrten")
    look("reisestelle", checker, "travel_office")
    decide(checker, "confirm")
    cash = visit("anordnung", script=False)
    open_from_inbox(cash, "payment_office", case.number)
    decide(cash, "order")
    factory.answer()
    factory.settle_down()
