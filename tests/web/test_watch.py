"""Logs and figures say how the platform is, never who uses it; the figures open to the machine itself or a token."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from django.conf import settings as known
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from tests.support.once import built_once
from tests.web.matrix import MATRIX
from tests.web.test_roles import address
from tests.web.world import ACTORS, World, browser_of, build_world

from meindo.platform.login.models import Token, User
from meindo.platform.login.tokens import create_token
from meindo.platform.outbox import wiring, worker
from meindo.platform.outbox.models import Task
from meindo.platform.people.models import Employment, NameCell, OrgUnit, Person
from meindo.settings.logs import JsonLines, WithoutPeople
from meindo.web.request_log import logged
from meindo.web.views import health

world, db = built_once("world", build_world)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as production would write it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    handler.addFilter(WithoutPeople())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.setLevel(before)
    root.removeHandler(handler)


def about_people() -> set[str]:
    """Every name, number and address of the city, and what it typed."""
    found = {text for cell in NameCell.objects.all() for text in (cell.given_name, cell.family_name)}
    found |= set(Employment.objects.values_list("personnel_no", flat=True))
    found |= {str(uuid) for uuid in Person.objects.values_list("uuid", flat=True)}
    found |= set(User.objects.values_list("username", flat=True)) | {"Fachtagung"}
    return {text for text in found if len(text) > 2}


def test_a_day_of_pages_and_failures_leaves_nobody_s_name_in_the_log(
    db, world: World, log: io.StringIO, settings, monkeypatch
) -> None:
    settings.MIDDLEWARE = ["meindo.web.request_log.logged", *known.MIDDLEWARE]
    ids = world.ids()
    for actor in ("owner", "manager", "travel", "payment", "hr", "access"):
        browser = browser_of(*ACTORS[actor])
        for entry in MATRIX:
            browser.get(address(entry, ids) + "?suche=Krüger")
    secret = "Emma Yılmaz, Personalnummer 10004, IBAN DE02120300000000202051"

    def broken(*_args: object, **_options: object) -> None:
        raise DatabaseError(f"Key (name)=({secret}) already exists") from ValueError(secret)

    monkeypatch.setattr("meindo.web.views.home.render", broken)
    browser = browser_of(*ACTORS["owner"])
    browser.raise_request_exception = False
    assert browser.get("/?name=Krüger").status_code == 500
    monkeypatch.setitem(wiring.jobs, "broken", wiring.Job("broken", broken))
    Task.objects.create(kind="broken", key="broken:1")
    worker.drain()
    text = log.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    routes = {line["route"] for line in lines if line["logger"] == "meindo.requests"}
    assert len(routes) > 80
    errors = [line for line in lines if "error" in line]
    assert {"django.request", "meindo.platform.outbox.worker"} <= {line["logger"] for line in errors}
    assert all("DatabaseError" in line["error"] and "broken" in line["places"][0] for line in errors)
    sql_free = [line for line in lines if line["logger"] != "django.db.backends"]
    said = json.dumps(sql_free, ensure_ascii=False)
    people = about_people() | {"Krüger", "IBAN", "DE0212"}
    assert {text for text in people if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said)} == set()


def test_the_search_for_names_finds_one(db, world: World) -> None:
    assert {"Emma", "Yılmaz", "mitarbeiterin"} <= about_people()


def test_the_figures_tell_how_it_stands_and_name_nobody(db, world: World) -> None:
    Task.objects.create(kind="event", key="waits")
    answer = Client().get("/metrics")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert int(figures["meindo_tasks_waiting"]) >= 1
    assert all(re.fullmatch(r"-?\d+", value) for value in figures.values())
    assert len(figures) == text.count("# TYPE") == text.count("# HELP") >= 7
    assert {name for name in about_people() if name in text} == set()
    assert OrgUnit.objects.exists()


def test_the_figures_open_to_the_machine_itself_or_a_token(db, settings) -> None:
    secret = create_token(user=None, scope="metrics", label="Prometheus")
    other = create_token(user=None, scope="api", label="x")
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert Client(**far).get("/metrics").status_code == 401
    assert Client().get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 401
    settings.SESSION_COOKIE_SECURE = True
    assert Client().get("/metrics").status_code == 401, "behind a proxy everybody comes from the machine itself"
    for text, status in ((secret, 200), (other, 401), ("", 401), (secret + "x", 401)):
        answer = Client(**far).get("/metrics", headers={"Authorization": f"Bearer {text}"})
        assert answer.status_code == status
    Token.objects.filter(scope="metrics").update(revoked_at="2026-01-01T00:00:00Z")
    assert Client(**far).get("/metrics", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_health_is_bad_while_the_database_does_not_answer(db, monkeypatch) -> None:
    assert Client().get(reverse("healthz")).json() == {"status": "ok"}

    class Gone:
        def cursor(self) -> None:
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Gone())
    assert Client().get(reverse("healthz")).status_code == 503


def test_a_request_is_one_line_without_its_address(db, log: io.StringIO, rf) -> None:
    from django.http import HttpResponse

    logged(lambda _request: HttpResponse(status=418))(rf.generic("BREW", "/akte/Yilmaz/"))
    (line,) = [json.loads(text) for text in log.getvalue().splitlines() if "meindo.requests" in text]
    assert (line["route"], line["method"], line["status"]) == ("unknown", "other", 418)
    assert "Yilmaz" not in log.getvalue()
