"""The room in which bodies are asked and answer: axe finds nothing."""

import pytest
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


def test_the_pages_of_the_office_that_asks(visit, world) -> None:
    look, ids = looking(visit, "bringer"), world.ids()
    look.at("room", "/beteiligung/")
    look.at("what can be brought forward", "/beteiligung/vorlage/")
    look.at("first question", "/beteiligung/vorlage/neu/")
    for key in ("art", "gegenstand", "stellen", "frist", "unterlagen"):
        look.at(key, f"/beteiligung/vorlage/{ids['bringing']}/{key}/")
    look.at("all questions", f"/beteiligung/vorlage/{ids['bringing']}/alles/")
    look.at("matter", f"/beteiligung/{ids['brought']}/")
    look.done()


def test_the_pages_of_a_body(visit, world) -> None:
    look, ids = looking(visit, "council"), world.ids()
    look.at("room", "/beteiligung/")
    look.at("matter", f"/beteiligung/{ids['brought']}/")
    look.page.get_by_text("Zusage notieren").click()
    look.page.get_by_role("button", name="Notieren").click()
    look.at("promise with errors")
    look.at("meetings", "/beteiligung/sitzungen/")
    look.press()
    look.at("meeting with errors")
    look.at("meeting", f"/beteiligung/sitzungen/{ids['meeting']}/")
    look.done()


def test_what_everybody_reads(visit, world) -> None:
    look = looking(visit, "owner")
    look.at("who speaks for me", "/beteiligung/")
    look.done()
