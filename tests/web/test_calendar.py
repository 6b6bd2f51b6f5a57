"""The address under which a calendar program reads the own appointments: secret, sparing, ended at once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.once import built_once
from tests.ui.test_calendar import read
from tests.web.world import World, browser_of, build_world

from meindo.platform.clock import at, now, today
from meindo.platform.login.models import Token, User
from meindo.platform.login.tokens import CALENDAR_DAYS
from meindo.services.dienstreise.models import Trip

world, db = built_once("world", build_world)
pytestmark = pytest.mark.usefixtures("db")
ADDRESS = re.compile(r'value="[^"]*(/kalender/[\w-]+\.ics)"')


def address_of(browser: Client, content: str = "words") -> str:
    page = browser.post("/kalender/", {"content": content}).content.decode()
    found = ADDRESS.search(page)
    assert found, page
    return found[1]


def feed(address: str) -> str:
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    return answer.content.replace(b"\r\n ", b"").decode()


def test_a_calendar_reads_the_own_trips_and_nobody_elses(world: World) -> None:
    owner = browser_of("mitarbeiterin")
    text = feed(address_of(owner))
    own = Trip.objects.filter(case__person=world.office.people["mitarbeiterin"], permission__isnull=True)
    own = own.exclude(case__step__in=("rejected", "not_taken"))
    assert text.count("BEGIN:VEVENT") == own.count() > 2
    for trip in own:
        assert f"UID:{trip.case.uuid}" in text
    assert str(world.cases["rejected"].uuid) not in text, "what was called off is not in a calendar"
    assert str(world.cases["month"].uuid) not in text, "a month that is over is no appointment"
    assert "BEGIN:VEVENT" not in feed(address_of(browser_of("beamter")))


def test_busy_says_neither_why_nor_where(world: World) -> None:
    text = feed(address_of(browser_of("mitarbeiterin"), "busy"))
    assert "SUMMARY:Nicht verfügbar" in text
    for trip in Trip.objects.all():
        assert trip.destination not in text
    assert "LOCATION" not in text
    assert "URL" not in text


def test_the_address_is_shown_once_and_only_its_hash_is_kept(world: World) -> None:
    owner = browser_of("mitarbeiterin")
    address = address_of(owner)
    assert not ADDRESS.search(owner.get("/kalender/").content.decode())
    secret = address.removeprefix("/kalender/").removesuffix(".ics")
    assert secret not in str(list(Token.objects.values()))


def test_a_new_address_and_the_button_end_the_old_one(world: World) -> None:
    owner = browser_of("mitarbeiterin")
    first = address_of(owner)
    second = address_of(owner, "busy")
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    page = owner.post("/kalender/beenden/", follow=True).content.decode()
    assert "gilt nicht mehr" in page
    assert Client().get(second).status_code == 404


def test_who_is_locked_and_what_ran_out_is_gone(world: World) -> None:
    address = address_of(browser_of("mitarbeiterin"))
    with at(now() + timedelta(days=CALENDAR_DAYS + 1)):
        assert Client().get(address).status_code == 404
    User.objects.filter(username="mitarbeiterin").update(is_active=False)
    assert Client().get(address).status_code == 404


def test_another_kind_of_token_opens_no_calendar_and_a_calendar_opens_no_api(world: World) -> None:
    address = address_of(browser_of("mitarbeiterin"))
    secret = address.removeprefix("/kalender/").removesuffix(".ics")
    answer = Client().get("/api/dienstreise/trips", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
    api = Token.new_secret()
    assert Client().get(f"/kalender/{api}.ics").status_code == 404
    assert Client().post(address).status_code == 405


def test_old_trips_stay_out(world: World) -> None:
    case = factory.make(world.office, starts_on=today() - timedelta(days=200))
    assert str(case.uuid) not in feed(address_of(browser_of("mitarbeiterin")))


def test_the_feed_keeps_to_the_lines_of_a_calendar(world: World) -> None:
    answer = Client().get(address_of(browser_of("mitarbeiterin")))
    found = read(answer.content)
    assert found["X-WR-CALNAME"] == "meindo"
    assert answer["Cache-Control"] == "private, no-store"
