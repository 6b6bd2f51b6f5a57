"""One business trip from request to payment, in the real browser: by keys without JavaScript, and by mouse with it."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import switch_role
from tests.services.dienstreise import factory

from meindo.platform.audit.actor import Actor
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.payroll import commands as payroll
from meindo.platform.payroll.files import content_of

pytestmark = pytest.mark.browser


def choose(page: Page, name: str, value: str) -> None:
    """Tick a radio or a box as people do: by its row, whose label covers the little square."""
    found = page.locator(f"[name={name}][value='{value}']").get_attribute("id")
    page.locator(f"label[for={found}]").click()


def forward(page: Page) -> None:
    """The one filled button of the page."""
    page.locator("main .kern-btn--primary").last.click()


def fill_date(page: Page, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"[name={name}_{part}]", str(value))


def request_trip(page: Page, start: date) -> str:
    """As the employee; returns the case number."""
    page.goto("/dienstreise/neu/")
    page.fill("[name=destination]", "Köln")
    forward(page)
    fill_date(page, "start_day", start)
    page.fill("[name=start_time]", "7:30")
    fill_date(page, "end_day", start)
    page.fill("[name=end_time]", "18:00")
    forward(page)
    page.fill("[name=purpose_text]", "Fachtagung der Jugendämter")
    forward(page)
    choose(page, "means", "car")
    page.fill("[name=means_reason]", "Material für den Stand")
    forward(page)
    expect(page.locator("h1")).to_contain_text("Bitte prüfen")
    expect(page.locator("main")).to_contain_text("Köln")
    forward(page)
    expect(page.locator("h1")).to_contain_text("angekommen")
    expect(page.locator("main")).to_contain_text("Führungskraft")
    return Case.objects.latest("id").number


def decide(page: Page, move: str, **fields: str) -> None:
    """On the case page."""
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.locator(f"main button[name=move][value={move}]").click()


def open_from_inbox(page: Page, role: str, number: str) -> None:
    switch_role(page, role)
    page.goto("/vorgaenge/")
    page.locator("main tr", has_text=number).locator("a").first.click()


def answer_claim(page: Page, start: date) -> None:
    """One ride of 190 km and a lunch; up to the check page."""
    page.get_by_role("button", name="Reise abrechnen").click()
    forward(page)  # the times are those of the request
    choose(page, "leg1_means", "car")
    page.fill("[name=leg1_km]", "190")
    choose(page, "leg1_more", "no")
    forward(page)
    choose(page, "meals", f"{start.isoformat()}:lunch")
    for _page in ("meals", "other costs", "receipts", "third parties"):
        forward(page)


@pytest.mark.parametrize(("phone", "script"), [(True, False), (False, True)], ids=["phone-keys-nojs", "desktop-js"])
def test_a_trip_from_request_to_payment(office, visit, looked_at, request, phone: bool, script: bool) -> None:
    if not script:
        request.getfixturevalue("without_mouse")
    axe = (lambda *_seen: None) if script else looked_at
    start = today() - timedelta(days=3)
    employee = visit("mitarbeiterin", phone=phone, script=script)
    number = request_trip(employee, start)
    axe("mitarbeiterin", employee)

    manager = visit("teamleitung", phone=phone, script=script)
    open_from_inbox(manager, "line_manager", number)
    expect(manager.locator("main")).to_contain_text("hatte beim Antrag schon begonnen")
    axe("teamleitung", manager, "line_manager")
    decide(manager, "approve")
    expect(manager.locator("main")).to_contain_text("erledigt")
    factory.settle_down()

    case = Case.objects.get(number=number)
    employee.goto(f"/dienstreise/{case.uuid}/")
    answer_claim(employee, start)
    expect(employee.locator("main")).to_contain_text("66,50")  # 190 km at 0.35
    expect(employee.locator("main")).to_contain_text("11,20")  # 40 % of 28.00 withheld
    axe("mitarbeiterin", employee)
    forward(employee)
    expect(employee.locator("h1")).to_contain_text("angekommen")

    office1 = visit("reisestelle", phone=phone, script=script)
    open_from_inbox(office1, "travel_office", number)
    expect(office1.locator("main")).to_contain_text("69,30")
    axe("reisestelle", office1, "travel_office")
    decide(office1, "confirm")

    cash = visit("anordnung", phone=phone, script=script)
    open_from_inbox(cash, "payment_office", number)
    axe("anordnung", cash, "payment_office")
    decide(cash, "order")
    factory.settle_down()

    run = payroll.export_lines(Actor.system("payroll"))
    factory.settle_down()
    keys = [line.split(";")[2] for line in content_of(run).decode().splitlines()[1:]]
    receipt = "key;status;text\n" + "".join(f"{key};accepted;\n" for key in keys)
    assert payroll.import_receipt(receipt, Actor.system("payroll")).accepted == len(keys)
    factory.settle_down()

    employee.goto(f"/dienstreise/{case.uuid}/")
    expect(employee.locator("main")).to_contain_text("ausgezahlt")
    expect(employee.locator("main")).to_contain_text("Abrechnung Ihrer Dienstreise")
    axe("mitarbeiterin", employee)
    read_letter(employee)


def read_letter(page) -> None:
    """From the case to the page of the letter, and to the letter itself."""
    page.goto(page.locator("a[href^='/akte/']").last.get_attribute("href"))
    expect(page.locator(".sheet")).to_contain_text("Das Geld kommt mit Ihrem Lohn")
    letter = page.request.get(page.locator("a[href$='/pdf/']").get_attribute("href"))
    assert letter.body().startswith(b"%PDF")
