"""Services on the home page: pinned ones in their order, then those used last, six at most, one question in all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.clock import now
from meindo.platform.registry import catalogue
from meindo.platform.registry.commands import MOST_PINNED
from meindo.platform.registry.models import Tile
from meindo.web.views.home import tiles

office, db = built_once("office", build_office)


@contextmanager
def more_services(count: int) -> Iterator[list[str]]:
    """As many further services as named, all like the first one."""
    before = dict(catalogue._services)
    known = catalogue.service("dienstreise")
    keys = [f"probe{number}" for number in range(count)]
    catalogue._services.update({key: replace(known, key=key, label=f"Probe {key[5:]}") for key in keys})
    try:
        yield keys
    finally:
        catalogue._services.clear()
        catalogue._services.update(before)


@pytest.fixture
def keys() -> Iterator[list[str]]:
    with more_services(8) as found:
        yield found


def home(browser) -> str:
    text = browser.get("/").content.decode()
    return text[text.index("<main") : text.index("</main>")]


def used(office: Office, service: str, days: int) -> None:
    """A service that told its number so many days ago."""
    job = office.employment("mitarbeiterin")
    Tile.objects.create(
        employment=job, person_id=job.person_id, service=service, value="x", as_of=now() - timedelta(days=days)
    )


def names(office: Office, pinned: list[str]) -> list[str]:
    return [str(tile.name) for tile in tiles(office.people["mitarbeiterin"].pk, pinned)]


def test_a_button_pins_a_service_and_takes_it_off_without_script(db, office, keys) -> None:
    browser = browser_of("mitarbeiterin")
    assert "Auf die Startseite" in browser.get("/dienste/").content.decode()
    used(office, "dienstreise", 0)
    assert "Probe 3" not in home(browser)
    for _ in range(2):
        answer = browser.post("/dienste/probe3/anheften/", follow=True)
        assert "Probe 3 steht jetzt auf Ihrer Startseite." in answer.content.decode()
    assert home(browser).count("Probe 3") == 1
    assert "Von der Startseite nehmen" in browser.get("/dienste/").content.decode()
    answer = browser.post("/dienste/probe3/anheften/", {"off": "1"}, follow=True)
    assert "Probe 3 ist von der Startseite weg." in answer.content.decode()
    assert "Probe 3" not in home(browser)


def test_the_seventh_pin_is_refused_with_a_sentence_and_another_one_can_make_room(db, office, keys) -> None:
    browser = browser_of("mitarbeiterin")
    for key in keys[:MOST_PINNED]:
        browser.post(f"/dienste/{key}/anheften/")
    answer = browser.post("/dienste/probe7/anheften/", follow=True)
    assert "Platz für 6 Dienste" in answer.content.decode()
    assert "Probe 7" not in home(browser)
    browser.post("/dienste/probe0/anheften/", {"off": "1"})
    browser.post("/dienste/probe7/anheften/")
    assert "Probe 7" in home(browser)


def test_pinned_come_first_then_what_was_used_last_and_nothing_else(db, office, keys) -> None:
    used(office, "probe1", 9)
    used(office, "probe2", 1)
    used(office, "probe5", 0)
    assert names(office, ["probe7", "probe1"]) == ["Probe 7", "Probe 1", "Probe 5", "Probe 2"]
    assert names(office, ["gone"]) == ["Probe 5", "Probe 2", "Probe 1"], "a service that is no more"


def test_who_has_pinned_and_used_nothing_still_sees_services(db, office, keys) -> None:
    assert len(names(office, [])) == MOST_PINNED


def test_pins_cost_the_home_page_no_question(db, office, keys) -> None:
    browser = browser_of("mitarbeiterin")
    counts = []
    for key in (None, *keys[:3]):
        if key:
            browser.post(f"/dienste/{key}/anheften/")
        browser.get("/")
        with CaptureQueriesContext(connection) as found:
            browser.get("/")
        counts.append(len(found))
    assert len(set(counts)) == 1, counts
