"""What each role does with identities and rights, from its start page on, by keyboard; axe looks at every page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser.look import Look, act_as
from tests.web.world import ACTORS, World, build_world

from meindo.identity.models import Application, Plan, Review, RuleVersion
from meindo.identity.plan_models import PlanState
from meindo.identity.rule_models import RuleState
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.outbox.worker import drain
from meindo.platform.people.measure_models import Measure, MeasureState
from meindo.platform.people.models import Holding, Post, PostDescription

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("without_mouse")]
SOON = today() + timedelta(days=20)


@pytest.fixture
def world(transactional_db: None) -> World:
    """The office in full work."""
    return build_world()


@pytest.fixture
def at_work(visit: Callable[..., Page]) -> Callable[[str], Look]:
    """The browser of somebody in their role, on the start page."""

    def begin(actor: str) -> Look:
        name, role = ACTORS[actor]
        page = visit(name, phone=False)
        act_as(page, role)
        page.goto("/")
        return Look(page)

    return begin


def follow(look: Look, *links: str) -> None:
    """One link after the other, each page looked at."""
    for text in links:
        with look.page.expect_navigation():
            look.page.locator("main a, nav a").filter(has_text=text).first.click()
        look.at(text)


def press(look: Look, text: str) -> None:
    """A button that leads to a page."""
    with look.page.expect_navigation():
        look.page.get_by_role("button", name=text, exact=True).first.click()
    look.at(text)


def fill_day(page: Page, name: str, day) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"[name={name}_{part}]", str(value))


def test_the_personnel_office_records_a_transfer_and_sees_what_it_does(world, at_work) -> None:
    post = Post.objects.create(key="frei-1")
    unit = world.office.units["11"].pk
    world.office.city.say(PostDescription, {"post_id": post.pk}, unit_id=unit, title="Planung", is_lead=False)
    world.office.city.store()
    look = at_work("hr")
    follow(look, "Maßnahmen", "Maßnahme anlegen")
    look.page.fill("main [name=q]", "Yılmaz")
    press(look, "Person suchen")
    follow(look, "Emma Yılmaz", "Umsetzung")
    press(look, "Ansehen, was sich ändert")
    expect(look.page.locator("main")).to_contain_text("Bitte füllen Sie dieses Feld aus: Neue Stelle")
    fill_day(look.page, "start", SOON)
    look.page.fill("[name=post]", "frei-1")
    look.page.locator("[name=bodies][value=gleichstellung]").click()
    press(look, "Ansehen, was sich ändert")
    expect(look.page.locator("main")).to_contain_text("Was sich an den Zugängen ändert")
    press(look, "Maßnahme anlegen")
    expect(look.page.locator("main")).to_contain_text("Wartet auf Personalrat")
    with look.page.expect_navigation():
        look.page.locator("button[name=action][value^='zustimmung:']").click()
    press(look, "Maßnahme verfügen")
    assert Measure.objects.latest("pk").state == MeasureState.ORDERED
    assert Holding.objects.as_of(SOON).filter(post=post).exists()
    look.done()


def test_the_it_house_drafts_a_rule_and_starts_a_plan(world, at_work) -> None:
    look = at_work("it")
    follow(look, "Rechte", "Regeln", "Regel entwerfen")
    look.page.fill("[name=rule]", "jugendamt")
    planning = look.page.locator("select[name=role] option", has_text="Planung").get_attribute("value")
    look.page.select_option("select[name=role]", planning)
    look.page.fill("[name=unit]", "51")
    look.page.fill("[name=reason]", "Alle im Jugendamt planen.")
    press(look, "Speichern")
    drafted = RuleVersion.objects.get(rule="jugendamt")
    assert drafted.state == RuleState.DRAFT
    follow(look, "Probe rechnen")
    look.page.goto(f"/berechtigungen/plaene/{world.room['plan']}/")
    press(look, "Ausführen")
    drain()
    assert Plan.objects.get(uuid=world.room["plan"]).state != PlanState.READY
    look.done()


def test_an_owner_signs_a_stage_and_confirms_what_somebody_needs(world, at_work) -> None:
    look = at_work("keeper")
    follow(look, "Rechte", "Anwendungen und ihre Rechte", "Karten")
    press(look, "Stufe „vorschlagen“ zeichnen")
    assert Application.objects.get(key="geo").stage == "propose"
    look.page.goto("/berechtigungen/")
    look.page.goto(f"/berechtigungen/pruefungen/{world.room['review']}/")
    look.at("review")
    look.press()
    assert Review.objects.get(uuid=world.room["review"]).decided_at
    look.done()


def test_an_auditor_reads_who_changed_what_and_changes_nothing(world, at_work) -> None:
    look = at_work("auditor")
    follow(look, "Rechte", "Wer hat was geändert?")
    look.page.goto("/berechtigungen/")
    follow(look, "Grundschutz: Was abgedeckt ist")
    look.page.goto("/berechtigungen/personen/?q=Yılmaz")
    follow(look, "Emma Yılmaz")
    expect(look.page.locator("main form[method=post]")).to_have_count(0)
    look.done()


def decide(look: Look, move: str) -> None:
    """One decision on the case that is open."""
    with look.page.expect_navigation():
        look.page.locator(f"button[name=move][value={move}]").first.click()


def test_a_right_goes_from_the_wish_over_the_line_to_the_owner(world, at_work) -> None:
    person = at_work("colleague")
    person.page.goto("/zugaenge-beantragen/")
    person.page.goto("/zugaenge-beantragen/katalog/?q=zeichnen")
    follow(person, "Pläne zeichnen")
    person.page.locator("[name=what]").first.check()
    person.press()
    person.at("until when")
    person.press()
    person.page.fill("[name=reason]", "Der neue Plan")
    person.press()
    person.at("check")
    person.press()
    expect(person.page.locator("main")).to_contain_text("Antrag gestellt")
    case = Case.objects.filter(process="zugangsantrag").latest("pk")
    line = at_work("manager")
    line.at("request of somebody", f"/vorgang/{case.uuid}/")
    decide(line, "endorse")
    owner = at_work("keeper")
    owner.at("request for the own application", f"/vorgang/{case.uuid}/")
    decide(owner, "grant")
    case.refresh_from_db()
    assert case.step == "requests_granted"
    person.at("granted", f"/vorgang/{case.uuid}/")
    for look in (person, line, owner):
        look.done()


def test_a_manager_sees_the_team_with_every_reason(world, at_work) -> None:
    look = at_work("manager")
    follow(look, "Vertretung", "Zugänge meines Teams")
    expect(look.page.locator("main")).to_contain_text("Emma Yılmaz")
    expect(look.page.locator("main")).to_contain_text("Karten")
    look.done()


def test_an_employee_reads_why_and_how_it_was_before(world, at_work) -> None:
    look = at_work("owner")
    look.page.goto("/meine-zugaenge/")
    look.at("my access")
    why = look.page.locator("main details", has_text="Karten nutzen")
    why.locator("summary").click()
    expect(why).to_contain_text("„Planung“")
    look.at("with reasons")
    fill_day(look.page, "day", today() - timedelta(days=1))
    press(look, "Anzeigen")
    look.done()
