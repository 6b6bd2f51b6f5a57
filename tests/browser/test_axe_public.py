"""The public face and the office behind it: axe finds nothing."""

import pytest
from tests.browser.look import Look, act_as
from tests.web.world import ACTORS, World, build_world

from meindo.web.registers import REGISTERS

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None) -> World:
    """The office in full work."""
    return build_world()


@pytest.fixture
def look_as(visit, world):
    """Log in as somebody and look; at the end nothing may have been wrong."""
    looks = []

    def look(actor: str = "") -> Look:
        name, role = ACTORS.get(actor, ("", ""))
        page = visit(name, phone=False)
        if role:
            act_as(page, role)
        looks.append(Look(page))
        return looks[-1]

    return look


def test_the_public_face(look_as, world) -> None:
    look = look_as()
    look.at("transparency", "/transparenz/")
    for key in REGISTERS:
        look.at(f"register {key}", f"/transparenz/{key}/")
    look.at("nothing found", "/transparenz/algorithmen/?q=gibt-es-nicht")
    look.at("algorithm", "/transparenz/algorithmen/eintrag/dienstreise.settlement/")
    look.at("guideline", "/transparenz/charta/eintrag/vertrauen/")
    ask = look.page.get_by_role("button", name="Frage stellen")
    ask.click()
    look.at("question with error")
    look.page.fill("[name=text]", "Warum?")
    ask.click()
    look.at("question asked")
    look.at("accessibility", "/transparenz/barrierefreiheit/")
    look.press()
    look.at("report with error")
    look.done()


def test_the_office_behind_the_public_face(look_as, world) -> None:
    look, ids = look_as("publicist"), world.ids()
    look.at("publicity", "/oeffentlichkeit/")
    look.at("answer", f"/oeffentlichkeit/frage/{ids['question']}/")
    look.press()
    look.at("answer with error")
    look.at("new entry", "/oeffentlichkeit/lieferanten/neu/")
    look.press()
    look.at("entry with error")
    look.at("entry", f"/oeffentlichkeit/lieferanten/{ids['supplier']}/")
    look.at("register with last visit", "/transparenz/charta/")
    look.done()
