"""The data cockpit, questions about looks and requests for information: axe finds nothing."""

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


def test_the_pages_of_the_person_concerned(visit, world) -> None:
    look, ids = looking(visit, "owner"), world.ids()
    look.at("cockpit", "/meine-daten/")
    look.at("filtered", "/meine-daten/?office=travel_office")
    look.at("wrong filter", "/meine-daten/?since_day=99&since_month=1&since_year=2026")
    look.at("matters", "/datenschutz/")
    look.at("question", f"/datenschutz/frage/{ids['why_draft']}/frage/")
    look.at("request", "/datenschutz/auskunft/neu/")
    look.at("own question", f"/datenschutz/{ids['why']}/")
    look.at("rectification", "/datenschutz/berichtigung/neu/")
    look.press()
    look.at("rectification with error")
    look.at("wrong and right", f"/datenschutz/berichtigung/{ids['wrong_draft']}/richtig/")
    look.at("erasure", "/datenschutz/loeschung/neu/")
    look.at("which data", f"/datenschutz/loeschung/{ids['gone_draft']}/angaben/")
    look.at("own erasure", f"/datenschutz/{ids['unwanted']}/")
    look.at("support", "/unterstuetzung/meine/")
    look.at("support asks", f"/unterstuetzung/vorgang/{ids['asked_access']}/")
    look.at("support in an emergency", f"/unterstuetzung/vorgang/{ids['urgent']}/")
    look.at("call for help", "/unterstuetzung/hilfe/neu/")
    look.press()
    look.at("call for help with error")
    look.at("until when", f"/unterstuetzung/hilfe/{ids['help_draft']}/bis/")
    look.at("mirror", "/meine-daten/spiegel/")
    look.at("nothing seen", "/meine-daten/spiegel/?stelle=data_protection_office")
    look.at("what the line sees", f"/meine-daten/spiegel/line_manager/{ids['waiting']}/")
    look.at("what the office sees", f"/meine-daten/spiegel/travel_office/{ids['checking']}/")
    look.done()


def test_an_empty_cockpit(visit, world) -> None:
    look = looking(visit, "colleague")
    look.at("empty cockpit", "/meine-daten/")
    look.done()


def test_the_pages_of_the_office(visit, world) -> None:
    look, ids = looking(visit, "dsb"), world.ids()
    for name in ("why", "information"):
        look.at(name, f"/datenschutz/{ids[name]}/")
    look.at("emergencies", "/unterstuetzung/pruefen/")
    look.at("one emergency", f"/unterstuetzung/vorgang/{ids['urgent']}/")
    look.done()


def test_the_pages_of_the_support(visit, world) -> None:
    look, ids = looking(visit, "support"), world.ids()
    look.at("accesses", "/unterstuetzung/")
    look.press()
    look.at("accesses with errors")
    look.at("one access", f"/unterstuetzung/{ids['opened']}/")
    for name in ("granted", "called"):
        look.at(name, f"/unterstuetzung/vorgang/{ids[name]}/")
    look.at("a case as a reader", f"/dienstreise/{ids['checking']}/")
    look.done()


def test_the_pages_of_the_office_of_records(visit, world) -> None:
    look, ids = looking(visit, "records"), world.ids()
    look.at("what is due", "/aufbewahrung/")
    look.at("one purpose", "/aufbewahrung/zweck/datenschutz.ask/")
    look.at("a purpose with nothing", "/aufbewahrung/zweck/dienstreise.settle/")
    look.at("a run", f"/aufbewahrung/lauf/{ids['run_of_two']}/")
    look.at("hold", "/aufbewahrung/anhalten/")
    look.press()
    look.at("hold with errors")
    look.done()


def test_the_pages_of_the_personnel_office(visit, world) -> None:
    look, ids = looking(visit, "hr"), world.ids()
    for name in ("wrong", "unwanted"):
        look.at(name, f"/datenschutz/{ids[name]}/")
    look.at("blocks", "/auskunftssperren/")
    look.press()
    look.at("blocks with errors")
    look.done()
