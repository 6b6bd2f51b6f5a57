"""The controls of Grundschutz++: all of them, each with what shows it, and a file that tools of auditors can read."""

import json
import os
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.once import built_once
from tests.web.world import World, browser_of, build_world

from meindo.identity.controls import Control, Status, controls
from meindo.identity.office.views_controls import PAGES
from meindo.identity.queries_evidence import EVIDENCE
from meindo.platform.people.models import Person

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MEINDO_SHARED", ROOT.parent / "shared"))
PUBLISHED = SHARED / "data" / "bsi-grundschutz-ber-1-4.json"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TOKEN = re.compile(r"[^\W\d][\w.-]*")
# what an object of the model may hold; True: it has to
SHAPES: dict[str, dict[str, bool]] = {
    "component-definition": {"uuid": True, "metadata": True, "components": False, "back-matter": False},
    "metadata": {"title": True, "last-modified": True, "version": True, "oscal-version": True},
    "components": {
        "uuid": True, "type": True, "title": True, "description": True, "control-implementations": False,
    },
    "control-implementations": {
        "uuid": True, "source": True, "description": True, "implemented-requirements": True,
    },
    "implemented-requirements": {
        "uuid": True, "control-id": True, "description": True, "props": False, "links": False, "remarks": False,
    },
    "props": {"name": True, "uuid": False, "ns": False, "value": True, "class": False},
    "links": {"href": True, "rel": False},
    "back-matter": {"resources": False},
    "resources": {"uuid": True, "title": False, "rlinks": False},
    "rlinks": {"href": True},
}  # fmt: skip
STATES = {"implemented", "partial", "not-covered", "organisation"}

world, db = built_once("world", build_world)


@pytest.fixture
def auditor(world: World) -> Client:
    return browser_of("pruefung", "identity_auditor")


def test_all_published_controls_are_there_and_none_else() -> None:
    if not PUBLISHED.is_file():
        pytest.skip(f"no published controls in {PUBLISHED} (set MEINDO_SHARED)")
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))["controls"]
    assert [row.key for row in controls()] == [row["id"] for row in published]
    assert [row.title for row in controls()] == [row["title"] for row in published]
    text = "\n".join(f"{row.de}\n{row.en}" for row in controls())
    assert not [row["id"] for row in published if row["statement"] in text], "their texts are not copied"


def test_there_are_49() -> None:
    assert len({row.key for row in controls()}) == len(controls()) == 49


@pytest.mark.parametrize("row", controls(), ids=lambda row: row.key)
def test_every_control_says_what_is_done_and_names_only_what_exists(row: Control) -> None:
    assert row.de
    assert row.en
    assert row.de != row.en
    assert set(row.figures) <= set(EVIDENCE)
    assert set(row.pages) <= set(PAGES)
    assert all(reverse(page) for page in row.pages)
    assert [path for path in row.proofs if not (ROOT / path).is_file()] == []
    if row.status is Status.COVERED:
        assert row.figures or row.proofs, "what is covered is shown by something"
    if row.status is Status.OPEN:
        assert (row.figures, row.pages, row.proofs) == ((), (), ())


def test_every_figure_is_shown_somewhere() -> None:
    assert {key for row in controls() for key in row.figures} == set(EVIDENCE)


def test_the_page_lists_all_with_figures_and_filters_by_status(db, world, auditor) -> None:
    page = auditor.get(reverse("iam_controls")).content.decode()
    assert page.count('class="flow" id="BER.') == 49
    assert "Offene Konten von Personen, die gegangen sind: <strong>0</strong>" in page
    assert "Karten" in page.split("Nachweise je Anwendung")[-1]
    assert "CC BY-SA 4.0" in page
    for status in Status:
        wanted = sum(row.status is status for row in controls())
        found = auditor.get(reverse("iam_controls"), {"stand": status.value}).content.decode()
        assert found.count('class="flow" id="BER.') == wanted
    assert auditor.get(reverse("iam_controls"), {"stand": "nonsense"}).content.decode().count('id="BER.') == 49
    english = auditor.get(reverse("iam_controls"), headers={"accept-language": "en"}).content.decode()
    assert controls()[0].en in english


def checked(kind: str, value: object) -> None:
    """An object of the model has what it must have and nothing it may not have, and so have those in it."""
    if isinstance(value, list):
        assert value, f"{kind}: an empty array is not allowed"
        for one in value:
            checked(kind, one)
        return
    assert isinstance(value, dict), kind
    shape = SHAPES[kind]
    assert set(value) <= set(shape), kind
    assert {key for key, needed in shape.items() if needed} <= set(value), kind
    for key, found in value.items():
        if key in SHAPES:
            checked(key, found)
        else:
            assert isinstance(found, str), (kind, key)
            assert found == (found.strip() or None), (kind, key)
    if "uuid" in value:
        assert UUID.fullmatch(value["uuid"]), value["uuid"]
    for token in ("name", "class", "control-id", "rel"):
        assert token not in value or TOKEN.fullmatch(value[token]), value[token]
    assert " " not in value.get("href", "")


def identifiers(value: object) -> list[str]:
    if isinstance(value, list):
        return [found for one in value for found in identifiers(one)]
    if not isinstance(value, dict):
        return []
    own = [value["uuid"]] if "uuid" in value else []
    return own + [found for one in value.values() for found in identifiers(one)]


def test_the_file_is_an_oscal_component_definition(db, world, auditor) -> None:
    answer = auditor.get(reverse("iam_controls_file"))
    assert answer["Content-Type"] == "application/json"
    assert "attachment" in answer["Content-Disposition"]
    document = answer.json()
    assert set(document) == {"component-definition"}
    definition = document["component-definition"]
    checked("component-definition", definition)
    assert datetime.fromisoformat(definition["metadata"]["last-modified"]).tzinfo is not None
    assert definition["metadata"]["oscal-version"] == "1.1.3"
    (component,) = definition["components"]
    assert component["type"] == "software"
    (implementation,) = component["control-implementations"]
    (resource,) = definition["back-matter"]["resources"]
    assert implementation["source"] == f"#{resource['uuid']}"
    rows = implementation["implemented-requirements"]
    assert [row["control-id"] for row in rows] == [row.key for row in controls()]
    for row in rows:
        (state,) = [prop["value"] for prop in row["props"] if prop["name"] == "implementation-status"]
        assert state in STATES
    known = identifiers(document)
    assert len(known) == len(set(known))
    assert identifiers(auditor.get(reverse("iam_controls_file")).json()) == known, "the same in every file"
    names = [person.display_name for person in Person.objects.all()]
    assert any(names)
    assert not [name for name in names if name and name in answer.content.decode()], "nobody is named"
