"""Other ways that a trip goes, on a phone without JavaScript; each page on the way is looked at with axe."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests.browser.test_journey import decide, fill_date, forward, open_from_inbox
from tests.services.dienstreise import factory
from tests.services.dienstreise.test_objection import paid

from meindo.platform.cases.models import Case
from meindo.platform.clock import today

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("without_mouse")]


def test_an_approved_trip_is_changed(office, visit, looked_at) -> None:
    case = factory.make(office, starts_on=today() + timedelta(days=20))
    factory.decide(office, case, "teamleitung", "approve")
    later = today() + timedelta(days=27)

    employee = visit("mitarbeiterin", script=False)
    employee.goto(f"/dienstreise/{case.uuid}/")
    employee.get_by_role("button", name="Reise ändern").click()
    looked_at("mitarbeiterin", employee)
    employee.fill("[name=change_reason]", "Die Tagung wurde um eine Woche verlegt.")
    forward(employee)
    expect(employee.locator("[name=destination]")).to_have_value("Köln")
    forward(employee)
    fill_date(employee, "start_day", later)
    fill_date(employee, "end_day", later)
    for _page in ("when", "why", "how"):
        forward(employee)
    expect(employee.locator("h1")).to_contain_text("Bitte prüfen")
    looked_at("mitarbeiterin", employee)
    forward(employee)
    expect(employee.locator("main")).to_contain_text("Genehmigung der Änderung")

    manager = visit("teamleitung", script=False)
    open_from_inbox(manager, "line_manager", case.number)
    table = manager.locator("main table").first
    expect(table).to_contain_text("Tage")
    expect(table).not_to_contain_text("Köln")
    looked_at("teamleitung", manager, "line_manager")
    decide(manager, "approve_change")
    case.refresh_from_db()
    assert (case.step, case.starts_on) == ("journey", later)
    employee.goto(f"/dienstreise/{case.uuid}/")
    expect(employee.locator("main")).to_contain_text("Frühere Fassung 1")
    looked_at("mitarbeiterin", employee)


def test_a_widerspruch_from_the_notice_to_the_additional_payment(office, visit, looked_at) -> None:
    case = paid(office, "beamter")
    traveller = visit("beamter", script=False)
    traveller.goto(f"/dienstreise/{case.uuid}/")
    expect(traveller.locator("main")).to_contain_text("§ 70 VwGO")
    looked_at("beamter", traveller)
    traveller.get_by_role("button", name="Widerspruch einlegen").click()
    forward(traveller)
    expect(traveller.locator("main")).to_contain_text("Fehler: Bitte füllen Sie dieses Feld aus")
    traveller.fill("[name=objection_reason]", "Der Umweg über Hagen fehlt.")
    forward(traveller)
    traveller.fill("[name=asked_eur]", "100,50")
    looked_at("beamter", traveller)
    forward(traveller)
    forward(traveller)
    expect(traveller.locator("h1")).to_contain_text("angekommen")
    number = Case.objects.get(process="dienstreise_widerspruch").number

    checker = visit("reisestelle2", script=False)
    open_from_inbox(checker, "travel_office", number)
    expect(checker.locator("main")).to_contain_text("Der Umweg über Hagen fehlt.")
    looked_at("reisestelle2", checker, "travel_office")
    decide(checker, "grant_partly", reason="Nur der Hinweg ist belegt.", amount_eur="90")
    cash = visit("anordnung", script=False)
    open_from_inbox(cash, "payment_office", number)
    decide(cash, "order")
    factory.answer()
    factory.settle_down()
    traveller.goto(f"/dienstreise/{case.uuid}/")
    traveller.locator("main a", has_text=number).click()
    expect(traveller.locator("main")).to_contain_text("ganz oder teilweise abgeholfen")
    expect(traveller.locator("main")).to_contain_text("Nur der Hinweg ist belegt.")
    looked_at("beamter", traveller)
    traveller.goto(traveller.locator("a[href^='/akte/']").last.get_attribute("href"))
    expect(traveller.locator("main")).to_contain_text("9,50")
