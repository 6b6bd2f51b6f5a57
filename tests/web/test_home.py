"""The home page: what can be done now is a task, what only comes later is not."""

from datetime import timedelta

import pytest
from tests.services.dienstreise import factory
from tests.support.bare import bare_case
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.access.viewer import Viewer
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import possibilities, resting
from meindo.platform.cases.queries_inbox import inbox
from meindo.platform.clock import at, today
from meindo.services.dienstreise.process import TRIP

office, db = built_once("office", build_office)


def sections(page: str) -> dict[str, str]:
    """The parts of the page by their headings."""
    parts = [part.split("</h2>", 1) for part in page.split("<h2>")[1:]]
    return {heading: text.split("</section>")[0] for heading, text in parts}


def test_an_approved_trip_is_a_task_only_when_it_is_over(db, office) -> None:
    browser = browser_of("mitarbeiterin")
    case = factory.make(office, starts_on=today() + timedelta(days=20), destination="Kassel")
    factory.decide(office, case, "teamleitung", "approve")
    for number in range(4):
        bare_case(TRIP, "revision", case.employment, headline=f"Rückfrage {number}")
    found = sections(browser.get("/").content.decode())
    assert "Kassel" not in found["Zu erledigen"]
    assert "Kassel" in found["Demnächst"]
    assert "badge--due" not in found["Demnächst"]
    assert "Kassel" in browser.get("/vorgaenge/").content.decode(), "who may call it off finds it"
    with at(today() + timedelta(days=20)):
        found = sections(browser_of("mitarbeiterin").get("/").content.decode())
        assert "Kassel" in found["Zu erledigen"]
        assert "Demnächst" not in found


def test_later_trips_do_not_push_tasks_off_the_page(db, office) -> None:
    job = office.employment("mitarbeiterin")
    later = today() + timedelta(days=20)
    for number in range(6):
        bare_case(TRIP, "journey", job, headline=f"Später {number}", starts_on=later, ends_on=later, due_on=today())
    bare_case(TRIP, "revision", job, headline="Rückfrage", due_on=later)
    found = sections(browser_of("mitarbeiterin").get("/").content.decode())
    assert "Rückfrage" in found["Zu erledigen"]
    assert "Alle wartenden Vorgänge ansehen" in found["Demnächst"]


@pytest.mark.parametrize("days", [-1, 0, 1, None])
@pytest.mark.parametrize("step", [step.key for step in TRIP.steps if not step.is_end])
def test_a_case_rests_where_its_next_move_has_to_wait_for_the_end(db, office, step: str, days: int | None) -> None:
    ends = today() + timedelta(days=days) if days is not None else None
    case = bare_case(TRIP, step, office.employment("mitarbeiterin"), ends_on=ends)
    viewer = Viewer(office.actor("mitarbeiterin"), "applicant", "dienstreise.settle", today())
    key = TRIP.step(step).next_move
    waits = [found.reason for found in possibilities(case, viewer) if found.move.key == key]
    mine = inbox(viewer).filter(resting(today()))
    assert mine.filter(pk=case.pk).exists() == any(waits)
    assert Case.objects.exclude(resting(today())).filter(pk=case.pk).exists() or days == 1


def test_a_task_says_its_days_as_people_read_them(office) -> None:
    factory.make(office)
    page = browser_of("teamleitung", "line_manager").get("/").content.decode()
    assert "&lt;span" not in page
    assert "Genehmigung der Reise" in page
