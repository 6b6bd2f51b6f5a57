"""The API keeps its own description whatever is asked, and answers malformed and oversized requests clearly."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection
from tests.support.once import built_once
from tests.web.world import ACTORS, World, build_world

from meindo.platform.cases.models import Case
from meindo.platform.login.models import User
from meindo.platform.login.tokens import create_token
from meindo.ui.api import api
from meindo.wsgi import application

world, db = built_once("world", build_world)
EXAMPLES = 60
LARGE = 3_000_000
TOLERATED = [negative_data_rejection]  # parameters that no operation knows are ignored, as on every page


@pytest.fixture
def token(db, world: World) -> str:
    """A token of somebody who has trips."""
    return create_token(user=User.objects.get(username="mitarbeiterin"), scope="api", label="x")


def operations() -> list[str]:
    """Every operation of the description."""
    paths = api.get_openapi_schema()["paths"]
    return sorted(f"{method.upper()} {path}" for path, item in paths.items() for method in item)


@pytest.fixture
def schema(token: str) -> Iterator[Any]:
    """The description as the server gives it away. A server closes its connection after a request; here that would be
    the one in whose transaction the test lives, so it stays open, as Django's own client keeps it.
    """
    ends = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("label", operations())
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_whatever_is_asked_the_answer_is_as_described(schema: Any, token: str, world: World, label: str, mode) -> None:
    (operation,) = [found.ok() for found in schema.get_all_operations() if found.ok().label == label]
    calls: list[int] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        bearer = {"Authorization": f"Bearer {token}"}
        calls.append(case.call_and_validate(headers=bearer, excluded_checks=TOLERATED).status_code)

    ask()
    assert len(calls) > 5
    assert set(calls) & {200, 404}, "the token opens nothing"


def test_an_own_trip_is_found_and_a_foreign_one_is_not(token: str, world: World) -> None:
    bearer = {"Authorization": f"Bearer {token}"}
    own, foreign = world.cases["waiting"], world.cases["entered"]
    assert Client().get(f"/api/dienstreise/trips/{own.uuid}", headers=bearer).status_code == 200
    assert Client().get(f"/api/dienstreise/trips/{foreign.uuid}", headers=bearer).status_code == 404


@pytest.mark.parametrize("actor", ACTORS)
def test_a_token_finds_what_is_its_person_s_own_and_nothing_else(db, world: World, actor: str) -> None:
    """Every operation with the token of everybody: one about a thing is asked for every case that there is."""
    name, _role = ACTORS[actor]
    secret = create_token(user=User.objects.get(username=name), scope="api", label="x")
    bearer, person = {"Authorization": f"Bearer {secret}"}, world.office.people[name]
    own = {case.number for case in Case.objects.filter(person=person)}
    foreign = {case.number for case in Case.objects.exclude(person=person)}
    for path in api.get_openapi_schema()["paths"]:
        if "{" not in path:
            text = Client().get(path, headers=bearer).content.decode()
            assert not {number for number in foreign if number in text}, path
            continue
        assert set(re.findall(r"{(\w+)}", path)) == {"uuid"}, f"{path} names something that is not asked for here"
        for case in Case.objects.all():
            answer = Client().get(path.format(uuid=case.uuid), headers=bearer)
            assert answer.status_code == 404 or (answer.status_code == 200 and case.number in own), (path, case.number)
    assert foreign


def paths(world: World) -> Iterator[str]:
    """Every address of the API with something in its places."""
    for path in api.get_openapi_schema()["paths"]:
        yield path.format(uuid=world.cases["waiting"].uuid)


BAD = [
    ("GET", {"data": b"x" * LARGE, "content_type": "application/json"}),
    ("POST", {"data": b"x" * LARGE, "content_type": "application/json"}),
    ("POST", {"data": b"{", "content_type": "application/json"}),
    ("POST", {"data": b"\xff\xfe", "content_type": "text/plain"}),
    ("POST", {"data": b"--x\r\n", "content_type": "multipart/form-data; boundary=x"}),
    ("PUT", {"data": json.dumps([[[]]] * 10_000), "content_type": "application/json"}),
    ("GET", {"query_string": "offset=" + "9" * 5000}),
    ("GET", {"query_string": "offset=%00"}),
    ("GET", {"query_string": "offset=%F0%28%8C"}),
    ("GET", {"query_string": "&".join(f"a{n}=1" for n in range(3000))}),
    ("GET", {"headers": {"Authorization": "Bearer " + "x" * 9000}}),
    ("GET", {"headers": {"Authorization": "Bearer \x00ü"}}),
    ("GET", {"headers": {"Authorization": "Basic eDp4"}}),
    ("GET", {"headers": {"Cookie": "meindo_session=" + "x" * 4000, "Authorization": ""}}),
    ("PROPFIND", {}),
]


@pytest.mark.parametrize("number", range(len(BAD)))
def test_malformed_and_oversized_requests_get_a_clear_answer(token: str, world: World, number: int) -> None:
    method, more = BAD[number]
    client = Client(raise_request_exception=False)
    for path in paths(world):
        headers = more.get("headers", {"Authorization": f"Bearer {token}"})
        said = {name: value for name, value in more.items() if name not in {"headers", "query_string"}}
        if "query_string" in more:
            said["QUERY_STRING"] = more["query_string"]
        answer = client.generic(method, path, headers=headers, **said)
        assert answer.status_code in {200, 400, 401, 405, 413, 422}, (path, answer.status_code)
        if "headers" in more:
            assert answer.status_code == 401
        if answer.status_code != 200:
            assert world.cases["waiting"].number not in answer.content.decode(errors="replace")


def test_every_address_of_the_api_is_described() -> None:
    described = set(api.get_openapi_schema()["paths"])
    found = {f"/api{prefix}{path}" for prefix, router in api._routers for path in router.path_operations}
    assert found == described
    assert described
