"""The examples of RFC 7643 and RFC 7644 are taken as they stand there (where a folder with them is known)."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from tests.identity.scim.client import CORE, Directory

SHARED = Path(os.environ.get("MEINDO_SHARED", Path(__file__).parents[3].parent / "shared"))
SAMPLES = SHARED / "data" / "rfc-scim-samples"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples of the RFCs in {SAMPLES} (set MEINDO_SHARED)"),
]


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def names(part: str) -> list[str]:
    return sorted(path.stem for path in SAMPLES.glob("*.json") if part in path.stem) if SAMPLES.is_dir() else []


def test_there_are_samples() -> None:
    assert len(names("")) == 49


NO_USER = ("bulk", "schema", "resource_type", "patch_op")
USERS = [name for name in names("user") if not any(part in name for part in NO_USER)]


@pytest.mark.parametrize("name", [n for n in USERS if "partial" not in n and "put" not in n])
def test_a_user_is_taken(directory: Directory, name: str) -> None:
    said = sample(name)
    answer = directory.ask("POST", "/Users", said)
    assert answer.status_code == 201, answer.content
    stored = directory.ask("GET", f"/Users/{answer.json()['id']}").json()
    set_by_us = {"id", "meta", "password", "schemas", "groups"}
    for key in set(said) - set_by_us - {key for key in said if key.startswith("urn:")}:
        assert stored[key] == said[key], key
    assert set(stored["schemas"]) >= {CORE}
    assert stored["id"] != said.get("id")


@pytest.mark.parametrize("name", [n for n in USERS if "put" in n])
def test_a_put_is_taken(directory: Directory, name: str) -> None:
    ada = directory.push("somebody")
    answer = directory.ask("PUT", f"/Users/{ada['id']}", {**sample(name), "id": ada["id"]})
    assert answer.status_code == 200, answer.content
    assert answer.json()["userName"] == sample(name)["userName"]


def with_members(directory: Directory, said: Any) -> tuple[Any, list[str]]:
    """The sample with accounts of ours in the places of its members."""
    text, made = json.dumps(said), []
    for number, old in enumerate(sorted(set(ids_in(said)))):
        new = directory.push(f"member{number}")["id"]
        text, made = text.replace(old, new), [*made, new]
    return json.loads(text), made


IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}[0-9a-f-]*\.\.\.[0-9a-f-]+")


def ids_in(said: Any) -> list[str]:
    """Every identifier of a member; the RFC abbreviates some of them."""
    return IDENTIFIER.findall(json.dumps({name: value for name, value in said.items() if name not in ("id", "meta")}))


def test_a_group_is_taken(directory: Directory) -> None:
    said, members = with_members(directory, sample("rfc7643-8.4-group"))
    answer = directory.ask("POST", "/Groups", said)
    assert answer.status_code == 201, answer.content
    assert {member["value"] for member in answer.json()["members"]} == set(members)


@pytest.mark.parametrize("name", [n for n in names("patch_op") if "member" in n])
def test_a_patch_of_members_is_taken(directory: Directory, name: str) -> None:
    said, members = with_members(directory, sample(name))
    group = directory.group("g", *(members if "remove" in name else []))
    answer = directory.ask("PATCH", f"/Groups/{group['id']}", said)
    assert answer.status_code in (200, 204), answer.content


@pytest.mark.parametrize("name", [n for n in names("patch_op") if "member" not in n])
def test_a_patch_of_a_user_is_taken(directory: Directory, name: str) -> None:
    full = {k: v for k, v in sample("rfc7643-8.2-user-full").items() if k not in ("id", "meta", "groups")}
    user = directory.push("bjensen@example.com", **{k: v for k, v in full.items() if k not in ("userName", "schemas")})
    answer = directory.ask("PATCH", f"/Users/{user['id']}", sample(name))
    assert answer.status_code in (200, 204), answer.content


def test_the_search_of_the_rfc_is_answered(directory: Directory) -> None:
    directory.push("ada", displayName="Smith")
    answer = directory.ask("POST", "/.search", sample("rfc7644-3.4.3-search_request"))
    assert answer.status_code == 200, answer.content
    assert answer.json()["totalResults"] == 1


@pytest.mark.parametrize("name", names("bulk_request"))
def test_a_bulk_request_is_answered_operation_by_operation(directory: Directory, name: str) -> None:
    said = sample(name)
    if "multiple" in name:  # the RFC writes a schema that does not exist, and would stop at the first unknown account
        del said["failOnErrors"]
        said["Operations"][0]["data"]["schemas"] = [CORE]
    answer = directory.ask("POST", "/Bulk", said)
    assert answer.status_code == 200, answer.content
    outcome = answer.json()["Operations"]
    assert len(outcome) == len(said["Operations"])
    assert {str(one["status"])[0] for one in outcome} <= {"2", "4"}
    if "temporary" in name:
        assert [str(one["status"]) for one in outcome] == ["201", "201"]
