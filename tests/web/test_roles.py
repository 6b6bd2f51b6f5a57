"""Every address for everybody: what opens, what is refused, what does not exist; and reading changes nothing."""

from copy import deepcopy
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from tests.support.once import built_once, taken_back
from tests.web.matrix import MATRIX, letters
from tests.web.world import ACTORS, World, browser_of, build_world

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import InHand
from meindo.platform.files.models import Document
from meindo.platform.payroll.models import PayRun
from meindo.platform.registry.models import SearchMiss

CODES = {200: "2", 400: "0", 401: "1", 403: "3", 404: "4", 405: "5", 409: "9", 422: "!"}
world, db = built_once("world", build_world)


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    return {"anonymous": Client(), **{actor: browser_of(*found) for actor, found in ACTORS.items()}}


def names(patterns: list[Any], space: str = "") -> set[str]:
    """Every named address of the platform."""
    found: set[str] = set()
    for entry in patterns:
        if isinstance(entry, URLResolver):
            found |= names(entry.url_patterns, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            assert entry.name, f"{entry.pattern} has no name"
            found.add(space + entry.name)
    return found


def address(entry: str, ids: dict[str, Any]) -> str:
    """The address of a row of the matrix."""
    name, *things = entry.split()
    if things == ["run"]:
        return reverse(name, args=[PayRun.objects.get().number, "csv"])
    return reverse(name, args=[ids.get(thing, thing) for thing in things])


def letter_of(answer: Any) -> str:
    """The answer as one letter of the matrix."""
    if answer.status_code == 302:
        return "L" if "/anmelden/" in answer["Location"] else ">"
    return CODES.get(answer.status_code, str(answer.status_code))


def row(browsers: dict[str, Client], method: str, url: str) -> dict[str, str]:
    """What everybody gets at an address; each request is taken back."""
    found = {}
    for name, browser in browsers.items():
        cookies = deepcopy(browser.cookies)
        with taken_back():
            found[name] = letter_of(getattr(browser, method)(url))
        browser.cookies = cookies
    return found


def test_every_address_stands_in_the_matrix() -> None:
    assert names(get_resolver().url_patterns) == {entry.split()[0] for entry in MATRIX}


@pytest.mark.parametrize("entry", MATRIX)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(db, world, browsers, entry: str) -> None:
    url = address(entry, world.ids())
    for number, method in enumerate(("get", "post")):
        if expected := letters(entry, number):
            assert row(browsers, method, url) == expected, f"{method.upper()} {url}"


EVERYWHERE = ("anonymous", "owner", "manager", "travel")  # also ask for what they do not get
NOTED = {Session: None, AccessRecord: None, SearchMiss: None, InHand: None, Document: "first_opened_at"}


def snapshot() -> dict[str, list[Any]]:
    """Every row of every table, without what reading is meant to note."""
    found = {}
    for model in apps.get_models():
        if NOTED.get(model, "") is not None and model._meta.db_table in connection.introspection.table_names():
            fields = [f.attname for f in model._meta.concrete_fields if f.attname != NOTED.get(model)]
            found[model._meta.label] = sorted(map(repr, model._default_manager.values_list(*fields)))
    return found


def test_reading_changes_nothing(db, world, browsers) -> None:
    ids = world.ids()
    before = snapshot()
    for entry in MATRIX:
        url = address(entry, ids) + "?list=1&sort=name&q=x&page=2&wie=DR-1&einzeln=1&check=1"
        for name in (name for name, letter in letters(entry, 0).items() if name in EVERYWHERE or letter in "2>"):
            browsers[name].get(url)
    after = snapshot()
    assert [table for table in before if before[table] != after[table]] == []


def test_an_account_without_a_person_gets_a_sentence(db) -> None:
    from meindo.platform.login.models import User

    browser = Client()
    browser.force_login(User.objects.create_user("technik", "x"))
    for url in ("/", "/vorgaenge/", "/dienstreise/"):
        answer = browser.get(url)
        assert answer.status_code == 403
        assert "keine Person verbunden" in answer.content.decode()


def test_a_role_that_one_does_not_hold_cannot_be_taken(db, world) -> None:
    browser = browser_of("mitarbeiterin")
    browser.post("/rolle/", {"role": "travel_office"})
    assert browser.session["role"] == "applicant"
    forged = browser_of("mitarbeiterin", "travel_office")
    assert forged.get(f"/dienstreise/{world.cases['checking'].uuid}/").status_code == 200, "the own case, as oneself"
    assert forged.get("/dienstreise/").status_code == 200
    assert forged.get("/entgelt/").status_code == 403


def test_a_foreign_thing_and_one_that_does_not_exist_look_the_same(db, world) -> None:
    from uuid import uuid4

    browser = browser_of("beamter")
    own, none = (browser.get(f"/dienstreise/{uuid}/") for uuid in (world.cases["waiting"].uuid, uuid4()))
    assert own.status_code == none.status_code == 404

    def text(answer: Any) -> str:
        body = answer.content.decode()
        return body[body.index("<main") : body.index("</main>")]

    assert text(own) == text(none)
