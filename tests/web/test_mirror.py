"""The mirror: the person concerned sees the real page of an office, and nothing is left behind by looking."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.web.world import browser_of

from meindo.platform.access.models import AccessRecord
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.commands_in_hand import take_in_hand
from meindo.platform.cases.models import Case, InHand
from meindo.platform.cases.queries_mirror import offices_with_a_view, seen_by_office
from meindo.platform.clock import today

pytestmark = pytest.mark.django_db
FROZEN = 'class="mirror" disabled'


@pytest.fixture
def office() -> Office:
    return build_office()


def main_of(text: str) -> str:
    return text[text.index("<main") : text.index("</main")]


def test_the_page_is_the_one_that_the_line_opens(office) -> None:
    case = factory.make(office)
    theirs = browser_of("teamleitung", "line_manager").get(f"/dienstreise/{case.uuid}/").content.decode()
    mine = browser_of("mitarbeiterin").get(f"/meine-daten/spiegel/line_manager/{case.uuid}/").content.decode()
    body = main_of(mine)
    assert FROZEN in body
    assert 'value="approve"' in main_of(theirs)
    assert 'value="approve"' in body
    own = main_of(browser_of("mitarbeiterin").get(f"/dienstreise/{case.uuid}/").content.decode())
    assert 'value="approve"' not in own
    assert "Emma" in mine[: mine.index("<main")]  # the frame stays the own one
    assert "Mia" not in mine


def test_looking_leaves_nothing_behind(office) -> None:
    case = factory.make(office)
    assert browser_of("mitarbeiterin").get(f"/meine-daten/spiegel/line_manager/{case.uuid}/").status_code == 200
    assert not AccessRecord.objects.exists()
    assert not InHand.objects.exists()


def test_who_works_at_it_is_not_told(office) -> None:
    case = factory.make(office)
    manager = Viewer(office.actor("teamleitung"), "line_manager", "cases.inbox", today())
    take_in_hand(manager, case)
    body = main_of(browser_of("mitarbeiterin").get(f"/meine-daten/spiegel/line_manager/{case.uuid}/").content.decode())
    assert "wird gerade bearbeitet" not in body


def test_an_office_sees_a_case_when_it_comes_to_it(office) -> None:
    case = factory.make(office)
    browser = browser_of("mitarbeiterin")
    assert case.number not in browser.get("/meine-daten/spiegel/?stelle=travel_office").content.decode()
    assert browser.get(f"/meine-daten/spiegel/travel_office/{case.uuid}/").status_code == 404
    filed = factory.filed(office)
    assert filed.number in browser.get("/meine-daten/spiegel/?stelle=travel_office").content.decode().replace(
        "\u2011", "-"
    )
    assert browser.get(f"/meine-daten/spiegel/travel_office/{filed.uuid}/").status_code == 200


def test_the_offices_are_a_list_in_which_one_is_marked(office) -> None:
    factory.make(office)
    page = browser_of("mitarbeiterin").get("/meine-daten/spiegel/?stelle=travel_office").content.decode()
    listed = page[page.index('<nav aria-label="Stellen">') :]
    listed = listed[: listed.index("</nav>")]
    assert listed.count("<li>") == len(offices_with_a_view())
    assert re.findall(r'stelle=(\w+)" aria-current="page"', listed) == ["travel_office"]
    assert 'class="chips"' in listed, "each looks like something to choose"


@pytest.mark.parametrize("role", ["applicant", "payroll_partner", "nothing"])
def test_no_other_role_has_a_mirror(office, role: str) -> None:
    case = factory.make(office)
    browser = browser_of("mitarbeiterin")
    assert browser.get(f"/meine-daten/spiegel/{role}/{case.uuid}/").status_code == 404
    assert browser.get(f"/meine-daten/spiegel/?stelle={role}").status_code == 404


def test_the_case_of_somebody_else_has_none(office) -> None:
    case = factory.make(office)
    for name in ("teamleitung", "beamter"):
        assert browser_of(name).get(f"/meine-daten/spiegel/line_manager/{case.uuid}/").status_code == 404


def test_the_list_is_what_holders_see(office) -> None:
    for make in (factory.make, factory.filed, factory.confirmed, factory.paid):
        make(office)
    person = office.people["mitarbeiterin"].pk
    holders = {"line_manager": "teamleitung", "travel_office": "reisestelle", "payment_office": "anordnung"}
    for role, name in holders.items():
        viewer = Viewer(office.actor(name), role, "cases.inbox", today())
        theirs = set(visible(viewer, Case).filter(person_id=person).values_list("pk", flat=True))
        assert set(seen_by_office(person, role, today()).values_list("pk", flat=True)) == theirs != set()


def test_every_office_can_be_asked_within_the_budget(office) -> None:
    for make in (factory.make, factory.filed, factory.paid):
        make(office)
    browser = browser_of("mitarbeiterin")
    for role in offices_with_a_view():
        with CaptureQueriesContext(connection) as found:
            assert browser.get(f"/meine-daten/spiegel/?stelle={role}").status_code == 200
        assert len(found) <= 15, (role, len(found))
