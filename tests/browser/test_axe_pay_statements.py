"""Pay statements, questions about them and the pages of the office: axe finds nothing."""

import pytest
from tests.browser.look import Look, act_as
from tests.support.office import PASSWORD
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
    look.at("statements", "/entgeltnachweis/")
    look.at("confirming before one opens", f"/entgeltnachweis/nachweis/{ids['statement']}/")
    look.at("question", "/entgeltnachweis/frage/neu/")
    look.press()
    look.at("question with error")
    look.at("month", f"/entgeltnachweis/frage/{ids['payslip_draft']}/monat/")
    look.at("own question", f"/entgeltnachweis/{ids['payslip']}/")
    look.done()


def test_without_statements(visit, world) -> None:
    look = looking(visit, "colleague")
    look.at("no statements", "/entgeltnachweis/")
    look.done()


def test_the_pages_of_the_offices(visit, world) -> None:
    look, ids = looking(visit, "statements"), world.ids()
    number = world.office.employment("mitarbeiterin").personnel_no
    look.at("office", "/entgeltnachweis/stelle/")
    look.at("found", f"/entgeltnachweis/stelle/?number={number}")
    look.at("not found", "/entgeltnachweis/stelle/?number=0")
    look.at("hold back", f"/entgeltnachweis/stelle/{ids['statement']}/")
    look.press()
    look.at("hold back with error")
    look.at("misdelivered", "/entgeltnachweis/fehlleitungen/")
    look.at("question", f"/entgeltnachweis/{ids['payslip']}/")
    look.done()
    dsb = looking(visit, "dsb")
    dsb.at("misdelivered for data protection", "/entgeltnachweis/fehlleitungen/")
    dsb.done()


def test_a_statement_is_downloaded_on_the_phone_without_scripts(visit, world) -> None:
    page = visit("mitarbeiterin", script=False)
    page.goto("/entgeltnachweis/")
    page.get_by_role("link", name="PDF herunterladen").first.click()
    page.fill("[name=password]", PASSWORD)
    with page.expect_download() as found:
        page.press("[name=password]", "Enter")
    assert found.value.suggested_filename == "Entgeltnachweis-2026-05.pdf"
