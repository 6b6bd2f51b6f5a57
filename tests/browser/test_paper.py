"""Before its stage, on a phone: printed by the employee, typed in by a clerk, shown when typed again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import assert_accessible
from tests.browser.look import Look, act_as
from tests.browser.test_journey import choose, fill_date, forward
from tests.support.office import PASSWORD, Office
from tests.support.pdf_checks import check
from tests.web.world import ACTORS, World, build_world, running_stage

from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.login.models import User
from meindo.platform.paper.commands import reserve_number
from meindo.platform.paper.models import PrintedForm
from meindo.platform.rollout.commands import take_back_stage

pytestmark = pytest.mark.browser
Axe = Callable[[Page], None]


def passed_by(page: Page) -> None:
    """The page is looked at by the run with script."""


@pytest.fixture
def clerked(office: Office) -> Office:
    """Business trips are live in another Fachbereich only; somebody enters forms for the youth office."""
    office.people["assistenz"] = office.city.person("Assistenz", office.units["51"], given="Ada")
    office.city.responsible(office.people["assistenz"], "travel_assistant", office.units["51"])
    office.city.store()
    User.objects.create_user("assistenz", PASSWORD, person=office.people["assistenz"])
    running_stage(office, "11")
    return office


def print_a_form(page: Page, axe: Axe) -> str:
    """As the employee; the number of the form."""
    page.goto("/dienstreise/neu/")
    expect(page.locator("main")).to_contain_text("noch nicht eingeführt")
    axe(page)
    page.locator("main a", has_text="Formular drucken").click()
    axe(page)
    page.locator("main button", has_text="Mit meinem Namen").first.click()
    expect(page.locator("main")).to_contain_text("Das Formular hat die Nummer")
    axe(page)
    link = page.locator("main a", has_text="(PDF)").first
    number = re.search(r"\w{3}-\w{3}-\w{3}", link.inner_text())
    assert number is not None
    file = page.context.request.get(link.get_attribute("href") or "")
    assert file.headers["content-type"] == "application/pdf"
    assert check(file.body()).passed
    return number[0]


def type_number(page: Page, number: str) -> None:
    """As the clerk."""
    page.goto("/papier/erfassen/")
    page.fill("[name=number]", number)
    forward(page)


def enter(page: Page, number: str, axe: Axe) -> None:
    """The whole form, question by question."""
    type_number(page, number)
    expect(page.locator("main")).to_contain_text("Emma Yılmaz")
    axe(page)
    fill_date(page, "received", today())
    forward(page)
    expect(page.locator("main")).to_contain_text("Sie erfassen für: Emma Yılmaz")
    axe(page)
    page.fill("[name=destination]", "Köln")
    forward(page)
    for name in ("start_day", "end_day"):
        fill_date(page, name, today())
    page.fill("[name=start_time]", "7:30")
    page.fill("[name=end_time]", "18:00")
    forward(page)
    page.fill("[name=purpose_text]", "Fachtagung")
    forward(page)
    choose(page, "means", "train")
    forward(page)
    expect(page.locator("h1")).to_contain_text("Bitte prüfen")
    axe(page)
    forward(page)
    expect(page.locator("h1")).to_contain_text("angekommen")


@pytest.mark.parametrize("script", [False, True], ids=["nojs", "axe"])
def test_printed_by_the_employee_entered_by_the_clerk_entered_again(clerked, visit, script: bool) -> None:
    axe = assert_accessible if script else passed_by  # axe itself is a script
    employee = visit("mitarbeiterin", phone=True, script=script)
    number = print_a_form(employee, axe)
    clerk = visit("assistenz", phone=True, script=script)
    act_as(clerk, "travel_assistant")
    clerk.goto("/dienstreise/fuer-andere/")
    clerk.locator("main a", has_text="Papierformular erfassen").click()
    axe(clerk)
    wrong = number[:-1] + ("3" if number[-1] != "3" else "4")
    type_number(clerk, wrong)
    expect(clerk.locator("main")).to_contain_text("Diese Nummer kann nicht stimmen")
    axe(clerk)
    enter(clerk, number, axe)
    case = Case.objects.get()
    assert PrintedForm.objects.get().case == case
    type_number(clerk, number)
    expect(clerk.locator("h1")).to_contain_text("Köln")
    expect(clerk.locator("main")).to_contain_text(f"(Formular {number}), erfasst von Ada Assistenz")
    axe(clerk)
    assert Case.objects.count() == 1
    employee.goto("/papier/dienstreise/")
    employee.locator("main a", has_text=case.number).click()
    expect(employee.locator("main")).to_contain_text("Auf Papier eingegangen am")
    axe(employee)


@pytest.fixture
def world(transactional_db: None) -> World:
    """The office in full work, after its stage was taken back."""
    world = build_world()
    assert world.stage is not None
    take_back_stage(world.stage, reason="Störung", by=world.office.actor("reisestelle"))
    return world


def looking(visit, actor: str) -> Look:
    """A desktop with script, acting in a role."""
    name, role = ACTORS[actor]
    page = visit(name, phone=False)
    act_as(page, role)
    return Look(page)


def test_the_pages_of_the_paper_way(visit, world) -> None:
    office = world.office
    by, known = office.actor("mitarbeiterin"), {"service": "dienstreise", "form": "dienstreise_antrag"}
    blank = reserve_number(**known, person=None, by=by)
    claim = reserve_number(
        service="dienstreise", form="dienstreise_abrechnung", person=office.people["kollegin"].pk, by=by
    )
    foreign = reserve_number(**known, person=office.people["reisestelle"].pk, by=by)
    homeless = reserve_number(
        service="dienstreise", form="dienstreise_abrechnung", person=office.people["beamter"].pk, by=by
    )
    owner = looking(visit, "owner")
    owner.at("forms", "/papier/dienstreise/")
    owner.at("draft after the stage was taken back", f"/dienstreise/antrag/{world.drafts['request'].uuid}/pruefen/")
    owner.done()
    look = looking(visit, "assistant")
    look.at("number", "/papier/erfassen/")
    look.press()
    look.at("number with error")
    for name, form in {"blank": blank, "claim": claim, "foreign": foreign, "homeless": homeless}.items():
        look.at(name, f"/papier/erfassen/{form.uuid}/")
    look.at("blank, found", f"/papier/erfassen/{blank.uuid}/?q=y")
    look.at("blank, nobody found", f"/papier/erfassen/{blank.uuid}/?q=niemand")
    look.at("claim with errors", f"/papier/erfassen/{claim.uuid}/")
    look.press()
    look.at("claim with errors, sent")
    look.done()


def test_the_pages_on_which_a_stage_is_planned(visit, world) -> None:
    look = looking(visit, "rollout")
    look.at("plan", "/einfuehrung/neu/")
    look.press()
    look.at("plan with errors")
    choose(look.page, "service", "dienstreise")
    look.page.fill("[name=label]", "Jugendamt")
    look.page.fill("[name=units]", "51")
    fill_date(look.page, "starts_on", today())
    look.press()
    look.at("stages with a planned one")
    look.page.locator("main a", has_text="Stufe vorbereiten").click()
    look.at("prepare")
    look.done()
