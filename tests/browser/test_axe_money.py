"""Advances, costs of a trip that did not take place and recoveries: axe finds nothing on any page and state."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.browser.look import Look, act_as
from tests.web.world import ACTORS, World, build_world

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None) -> World:
    """The office in full work."""
    return build_world()


def looking(visit, actor: str) -> Look:
    """The browser of somebody in their role."""
    name, role = ACTORS[actor]
    page = visit(name, phone=False)
    act_as(page, role)
    return Look(page)


WIZARDS = [("abschlag", "advance", "betrag"), ("storno", "costs", "grund")]


def test_the_wizards_of_the_person(visit, world) -> None:
    look, ids = looking(visit, "owner"), world.ids()
    for form, draft, question in WIZARDS:
        look.at(f"{form}, one question", reverse(f"dienstreise_{form}_question", args=[ids[draft], question]))
        look.at(f"{form}, check", reverse(f"dienstreise_{form}_check", args=[ids[draft]]))
        look.at(f"{form}, all on one page", reverse(f"dienstreise_{form}_all", args=[ids[draft]]))
        look.page.locator("main input[inputmode=decimal]").first.fill("viel")
        look.press()
        expect(look.page.locator("#fehler").first).to_be_visible()
        look.at(f"{form}, with a mistake")
    for name in ("advance_case", "recovery_case"):
        look.at(name, f"/dienstreise/{ids[name]}/")
    look.done()


def test_the_cases_as_the_office_sees_them(visit, world) -> None:
    look, ids = looking(visit, "travel"), world.ids()
    for name in ("advance_case", "recovery_case"):
        look.at(name, f"/dienstreise/{ids[name]}/")
        look.at(f"{name} beside the list", f"/dienstreise/{ids[name]}/?list=1")
    look.done()
