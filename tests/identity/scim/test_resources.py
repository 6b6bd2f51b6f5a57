"""Accounts and groups over the protocol: life, races, bulk, filters, pages, and what never happens."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from tests.identity.scim.client import BULK, CORE, ENTERPRISE, PATCH, Directory, token_of
from tests.support.office import build_office
from tests.support.parallel import all_at_once

from meindo.identity.models import ScimAccount, ScimGroup, ScimMember
from meindo.identity.scim import shape
from meindo.platform.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_a_password_is_never_kept(directory: Directory) -> None:
    ada = directory.push("ada", password="Geheim-123")
    directory.patch(f"/Users/{ada['id']}", {"op": "replace", "path": "password", "value": "Geheim-123"})
    assert "password" not in directory.ask("GET", f"/Users/{ada['id']}").json()
    assert "Geheim" not in json.dumps(ScimAccount.objects.get().body)


def test_a_stale_version_changes_nothing(directory: Directory) -> None:
    ada = directory.push("ada")
    path, first = f"/Users/{ada['id']}", ada["meta"]["version"]
    named = {"op": "replace", "path": "displayName"}
    assert directory.patch(path, {**named, "value": "A"}, If_Match=first).status_code == 204
    assert directory.patch(path, {**named, "value": "B"}, If_Match=first).status_code == 412
    assert directory.ask("PUT", path, {"userName": "ada"}, If_Match=first).status_code == 412
    assert directory.ask("DELETE", path, If_Match=first).status_code == 412
    found = directory.ask("GET", path)
    assert found.json()["displayName"] == "A"
    assert directory.ask("GET", path, If_None_Match=found["ETag"]).status_code == 304


def test_two_writers_at_once_lose_nothing(own_database: str) -> None:
    directory = Directory(token_of())
    group = directory.group("all")
    people = [directory.push(f"user{number}")["id"] for number in range(8)]
    adding = [
        lambda who=who: directory.patch(
            f"/Groups/{group['id']}", {"op": "add", "path": "members", "value": [{"value": who}]}
        )
        for who in people
    ]
    answers = all_at_once(adding)
    assert [answer.status_code for answer in answers] == [204] * 8
    found = directory.ask("GET", f"/Groups/{group['id']}").json()
    assert {member["value"] for member in found["members"]} == set(people)
    assert ScimGroup.objects.get().revision == 9


def test_only_known_accounts_become_members(directory: Directory) -> None:
    ada, ben = directory.push("ada"), directory.push("ben")
    other = directory.group("other", ada["id"])
    for stranger in (str(uuid4()), other["id"], "x", ""):
        answer = directory.ask("POST", "/Groups", {"displayName": "g", "members": [{"value": stranger}]})
        assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidValue"), stranger
    group = directory.group("g", ada["id"], ben["id"], ada["id"])
    assert [member["$ref"].rpartition("/")[2] for member in group["members"]] == [ada["id"], ben["id"]]
    directory.ask("DELETE", f"/Users/{ada['id']}")
    answer = directory.ask("GET", f"/Groups/{group['id']}")
    assert [member["value"] for member in answer.json()["members"]] == [ben["id"]]
    assert answer["ETag"] != group["meta"]["version"]
    assert "members" not in directory.ask("GET", f"/Groups/{group['id']}?excludedAttributes=members").json()
    directory.ask("DELETE", f"/Groups/{group['id']}")
    assert directory.ask("GET", f"/Groups/{group['id']}").status_code == 404
    assert ScimMember.objects.filter(group__uuid=group["id"]).count() == 1


def test_one_more_member_of_a_large_group_is_one_row(directory: Directory, django_assert_max_num_queries: Any) -> None:
    people = [directory.push(f"user{number}")["id"] for number in range(30)]
    group = directory.group("all", *people[:-1])
    kept = set(ScimMember.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(25):
        directory.patch(f"/Groups/{group['id']}", {"op": "add", "path": "members", "value": [{"value": people[-1]}]})
    assert set(ScimMember.objects.values_list("pk", flat=True)) > kept
    assert ScimMember.objects.count() == 30


def test_bulk_runs_each_operation_alone(directory: Directory) -> None:
    directory.push("taken")
    operations = [
        {"method": "POST", "path": "/Users", "bulkId": "a", "data": {"schemas": [CORE], "userName": "ada"}},
        {"method": "POST", "path": "/Users", "bulkId": "t", "data": {"schemas": [CORE], "userName": "Taken"}},
        {"method": "POST", "path": "/Nothing", "bulkId": "n", "data": {}},
        {
            "method": "POST",
            "path": "/Groups",
            "bulkId": "g",
            "data": {"schemas": [shape.Group.__schema__], "displayName": "g", "members": [{"value": "bulkId:a"}]},
        },
        {"method": "DELETE", "path": f"/Users/{uuid4()}"},
    ]
    answer = directory.ask("POST", "/Bulk", {"schemas": [BULK], "Operations": operations})
    assert [str(one["status"]) for one in answer.json()["Operations"]] == ["201", "409", "404", "201", "404"]
    assert ScimMember.objects.get().account.body["userName"] == "ada"
    stopped = {"schemas": [BULK], "failOnErrors": 1, "Operations": [operations[1], operations[1] | {"bulkId": "u"}]}
    assert len(directory.ask("POST", "/Bulk", stopped).json()["Operations"]) == 1


def test_too_many_operations_are_refused(directory: Directory) -> None:
    one = {"method": "DELETE", "path": f"/Users/{uuid4()}"}
    many = {"schemas": [BULK], "Operations": [one] * (shape.MOST_OPERATIONS + 1)}
    assert directory.ask("POST", "/Bulk", many).status_code == 413


LARGE = b'{"userName": "' + b"x" * shape.MOST_BYTES + b'"}'
BAD = [
    ("POST", "/Users", LARGE, 413),
    ("POST", "/Bulk", LARGE, 413),
    ("PUT", "/Users/{id}", LARGE, 413),
    ("POST", "/Users", b"", 400),
    ("POST", "/Users", b"{", 400),
    ("POST", "/Users", b"\xff\xfe", 400),
    ("POST", "/Users", b"[]", 400),
    ("POST", "/Users", b"[" * 100_000, 400),
    ("POST", "/Users", b'{"userName": {"a": 1}}', 400),
    ("POST", "/Users", b'{"userName": ""}', 400),
    ("POST", "/Users", b'{"userName": "  "}', 400),
    ("POST", "/Users", b"{}", 400),
    ("POST", "/Users", b'{"userName": "a\\u0000b"}', 400),
    ("POST", "/Users", b'{"userName": "a\\ud800b"}', 400),
    ("POST", "/Users", b'{"userName": "a", "title": "\\u0000"}', 400),
    ("POST", "/Users", b'{"userName": "a", "emails": [{"value": "no mail"}]}', 400),
    ("POST", "/Users", b'{"userName": "' + b"x" * 201 + b'"}', 400),
    ("POST", "/Users", b'{"userName": "a", "externalId": "' + b"x" * 401 + b'"}', 400),
    ("POST", "/Groups", b"{}", 400),
    ("POST", "/Groups", b'{"displayName": "g", "members": "all"}', 400),
    ("PATCH", "/Users/{id}", b'{"Operations": []}', 400),
    ("PATCH", "/Users/{id}", b'{"Operations": [{"op": "eval", "path": "active", "value": 1}]}', 400),
    ("PATCH", "/Users/{id}", b'{"Operations": [{"op": "replace", "path": "id", "value": "x"}]}', 400),
    ("PATCH", "/Users/{id}", b'{"Operations": [{"op": "replace", "path": "emails[", "value": 1}]}', 400),
    ("PATCH", "/Users/\x00", b"{}", 400),
    ("DELETE", "/Users", b"", 405),
    ("PROPFIND", "/Users", b"", 405),
    ("GET", "/Users/" + "x" * 3000, b"", 404),
    ("GET", "/Users/..%2f..%2fetc", b"", 404),
    ("GET", "/Users/%00", b"", 404),
    ("GET", "/Me", b"", 501),
    ("GET", "/Users?startIndex=x", b"", 400),
    ("GET", "/Users?count=x&" + "&".join(f"a{n}=1" for n in range(600)), b"", 400),
    ("GET", "/Users?filter=%F0%28%8C", b"", 400),
    ("GET", "/Users?count=" + "9" * 5000, b"", 400),
    ("GET", "/Users?cursor=nonsense", b"", 400),
    ("GET", "/Users?sortBy=nothing", b"", 400),
]


@pytest.mark.parametrize("number", range(len(BAD)))
def test_malformed_and_oversized_requests_get_a_scim_error(directory: Directory, number: int) -> None:
    method, path, body, expected = BAD[number]
    ada = directory.push("ada")
    if method == "PATCH" and body.startswith(b'{"Operations'):
        body = body.replace(b"{", b'{"schemas": ["' + PATCH.encode() + b'"], ', 1)
    answer = directory.ask(method, path.replace("{id}", ada["id"]), body)
    assert answer.status_code == expected, answer.content[:300]
    assert answer["Content-Type"] == "application/scim+json"
    assert answer.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert ScimAccount.objects.count() == 1


def test_a_body_that_is_no_json_by_its_type_is_refused(directory: Directory) -> None:
    from django.test import Client

    said = {"Authorization": f"Bearer {directory.token}"}
    answer = Client().post("/scim/v2/Users", {"userName": "x"}, headers=said)
    assert answer.status_code == 415


NONSENSE = [
    'userName eq "x\' OR 1=1 --"',
    'userName eq "x\\" or userName pr"',
    'userName sw "%"',
    'userName sw "_"',
    'externalId eq "\'; DROP TABLE identity_scimaccount; --"',
    'displayName eq "\\u0000"',
    "id eq \"' or '1'='1\"",
    'id eq "%"',
    'active eq true and (userName eq "\'" or externalId eq "\'")',
]


@pytest.mark.parametrize("scim_filter", NONSENSE)
def test_a_filter_is_never_more_than_a_filter(directory: Directory, scim_filter: str) -> None:
    directory.push("ada", displayName="Ada", externalId="1", active=True)
    assert directory.found("Users", scim_filter)["totalResults"] == 0
    assert ScimAccount.objects.count() == 1


@pytest.mark.parametrize(
    "scim_filter",
    ["", "userName", 'userName eq "a', "userName like 1", "nothing eq 1", "(" * 500, 'active gt "x"', "(((("],
)
def test_a_filter_that_is_none_is_refused(directory: Directory, scim_filter: str) -> None:
    from urllib.parse import urlencode

    answer = directory.ask("GET", f"/Users?{urlencode({'filter': scim_filter})}")
    assert (answer.status_code, answer.json().get("scimType")) == (400, "invalidFilter"), answer.content[:200]


def test_what_no_index_answers_is_looked_at_or_refused(directory: Directory, monkeypatch: Any) -> None:
    for number in range(4):
        directory.push(f"user{number}", active=number > 0, title="Boss" if number == 3 else "x")
    assert directory.found("Users", 'title eq "boss"')["totalResults"] == 1
    monkeypatch.setattr("meindo.identity.scim.search.MOST_EXAMINED", 3)
    answer = directory.ask("GET", "/Users?filter=title%20eq%20%22boss%22")
    assert (answer.status_code, answer.json()["scimType"]) == (400, "tooMany")
    assert directory.found("Users", 'active eq true and title eq "boss"')["totalResults"] == 1
    assert directory.found("Users", 'userName sw "user"')["totalResults"] == 4


def test_pages_by_index_and_by_cursor(directory: Directory) -> None:
    names = [f"user{number}" for number in range(5)]
    for name in reversed(names):
        directory.push(name)
    ask = {"sortBy": "userName", "count": 2}
    page = directory.found("Users", "userName pr", startIndex=2, **ask)
    assert ([one["userName"] for one in page["Resources"]], page["totalResults"]) == (names[1:3], 5)
    beyond = directory.found("Users", 'userName sw "u"', startIndex=99, **ask)
    assert (beyond.get("Resources", []), beyond["totalResults"]) == ([], 5)
    seen, cursor = [], ""
    while cursor is not None:
        page = directory.found("Users", 'userName sw "u"', cursor=cursor, **ask)
        seen += [one["userName"] for one in page["Resources"]]
        cursor = page.get("nextCursor")
    assert seen == names


def test_nothing_that_a_client_says_changes_people(directory: Directory) -> None:
    office = build_office()
    number = office.employment("mitarbeiterin").personnel_no
    people = [model for model in apps.get_models() if model._meta.app_label in ("people", "login")]

    def snapshot() -> dict[str, list[str]]:
        return {model._meta.label: sorted(map(repr, model._base_manager.values_list())) for model in people}

    before = snapshot()
    said = {
        "name": {"givenName": "Anders", "familyName": "Geheissen"},
        "displayName": "Anders Geheissen",
        "emails": [{"value": "anders@example.org", "primary": True}],
        "title": "Oberbürgermeister",
        ENTERPRISE: {"employeeNumber": number, "department": "Andere", "costCenter": "1"},
    }
    ada = directory.push("anders", active=False, **said)
    account = ScimAccount.objects.get()
    assert account.person == office.people["mitarbeiterin"]
    directory.ask("PUT", f"/Users/{ada['id']}", {"userName": "noch.anders", "schemas": [CORE]})
    directory.group("g", ada["id"])
    directory.ask("DELETE", f"/Users/{ada['id']}")
    assert snapshot() == before


def test_everything_is_recorded_and_no_record_holds_a_word_of_it(directory: Directory) -> None:
    ada = directory.push("lovelace", displayName="Ada Lovelace", externalId="ext-77", title="Countess")
    path = f"/Users/{ada['id']}"
    directory.ask("GET", path)
    directory.found("Users", 'userName eq "lovelace" and title co "tess"')
    directory.patch(path, {"op": "replace", "path": "displayName", "value": "Augusta"})
    group = directory.group("Analytical Engine", ada["id"])
    directory.ask("DELETE", path)
    directory.ask("DELETE", f"/Groups/{group['id']}")
    directory.ask("POST", "/Users", {"userName": ""})
    events = list(AuditEvent.objects.filter(kind__startswith="scim").order_by("pk"))
    assert [event.kind.removeprefix("scim.") for event in events] == [
        "account.created",
        "read",
        "searched",
        "account.changed",
        "group.created",
        "account.deleted",
        "group.deleted",
    ]
    assert {event.purpose for event in events} == {"identity.scim"}
    assert events[2].data["by"] == ["userName"]
    assert events[0].subject == f"scimaccount:{ada['id']}"
    text = json.dumps([[event.subject, event.data, event.actor] for event in events]).lower()
    for word in ("lovelace", "ada ", "augusta", "ext-77", "tess", "engine", "directory"):
        assert word not in text
