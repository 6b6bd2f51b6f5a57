"""Asking for access with a right chosen, for oneself and for a colleague: axe finds nothing."""

import pytest
from tests.browser.look import Look, act_as
from tests.web.world import ACTORS, World, build_world

from meindo.identity.models import Entitlement

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


def test_asking_for_a_right(visit, world) -> None:
    chosen = Entitlement.objects.get(application__key="geo", key="zeichnen").uuid
    look = looking(visit, "colleague")
    look.at("catalogue", "/zugaenge-beantragen/katalog/?q=Karten")
    look.at("request", f"/zugaenge-beantragen/neu/?recht={chosen}")
    look.press()
    look.at("request with error")
    look.done()


def test_asking_for_a_colleague(visit, world) -> None:
    chosen = Entitlement.objects.get(application__key="geo", key="zeichnen").uuid
    look = looking(visit, "manager")
    team = f"/zugaenge-beantragen/team/{world.office.people['mitarbeiterin'].uuid}"
    look.at("catalogue for somebody", f"{team}/katalog/")
    look.at("request for somebody", f"{team}/neu/?recht={chosen}")
    look.done()
