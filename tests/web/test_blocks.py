"""An Auskunftssperre: set by an office with reason and end, seen by that office alone; contacts are shown to nobody."""

import csv
import json
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.support.once import built_once
from tests.web.matrix import MATRIX
from tests.web.test_roles import address
from tests.web.world import ACTORS, World, browser_of, build_world

from meindo.platform.backup import export
from meindo.platform.clock import at, today
from meindo.platform.people.block_models import DisclosureBlock
from meindo.platform.people.commands_blocks import BlockRefused, end_block, set_block
from meindo.platform.people.models import Person
from meindo.platform.people.queries_blocks import blocked_people
from meindo.platform.people.queries_subject import known_of

world, db = built_once("world", build_world)
CONTACT, REASON = "sturmklinge-privat@example.org", "Lebensgefahr-Vermerk"


def typed(world: World, who: str, days: int = 30) -> dict[str, str]:
    day = today() + timedelta(days=days)
    return {
        "number": world.office.employment(who).personnel_no,
        "reason": REASON,
        "until_day": str(day.day),
        "until_month": str(day.month),
        "until_year": str(day.year),
    }


def test_the_office_sets_it_with_reason_and_end_and_ends_it(db, world) -> None:
    browser = browser_of("personal", "hr_office")
    assert browser.post("/auskunftssperren/", typed(world, "mitarbeiterin")).status_code == 302
    person = world.office.people["mitarbeiterin"]
    assert person.pk in blocked_people(today())
    assert person.pk in blocked_people(today() + timedelta(days=30))
    assert person.pk not in blocked_people(today() + timedelta(days=31))
    assert browser.post("/auskunftssperren/", typed(world, "mitarbeiterin")).status_code == 422, "there is one"
    assert browser.post("/auskunftssperren/", typed(world, "mitarbeiterin", days=-1)).status_code == 422
    assert browser.post("/auskunftssperren/", typed(world, "personal")).status_code == 422, "never one's own"
    block = DisclosureBlock.objects.get(person=person)
    browser.post(f"/auskunftssperren/{block.uuid}/beenden/")
    assert person.pk not in blocked_people(today())


def test_a_new_one_takes_the_place_of_one_that_is_over(db, world) -> None:
    person, by = world.office.people["mitarbeiterin"], world.office.actor("personal")
    set_block(person, reason="x", until=today(), by=by)
    with pytest.raises(BlockRefused):
        set_block(person, reason="x", until=today(), by=by)
    with at(today() + timedelta(days=2)):
        again = set_block(person, reason="x", until=today(), by=by)
        end_block(again, by=by)
    with pytest.raises(PermissionError):
        set_block(person, reason="x", until=today(), by=world.office.actor("mitarbeiterin"))
    with pytest.raises(IntegrityError), transaction.atomic():
        DisclosureBlock.objects.create(person=person, reason="x", until=today(), set_by=person, set_at=again.set_at)


def test_no_page_shows_a_contact_or_the_mark_to_anybody_else(db, world) -> None:
    """Every address for every role: neither the contact nor the reason is anywhere but at the office."""
    ids = world.ids()
    Person.objects.filter(pk=world.office.people["mitarbeiterin"].pk).update(email=CONTACT)
    set_block(
        world.office.people["mitarbeiterin"],
        reason=REASON,
        until=today() + timedelta(days=9),
        by=world.office.actor("personal"),
    )
    browsers = {"anonymous": Client(), **{actor: browser_of(*found) for actor, found in ACTORS.items()}}
    shown = set()
    for entry in MATRIX:
        url = address(entry, ids)
        for actor, browser in browsers.items():
            answer = browser.get(url, {"q": "Yılmaz"})
            content = answer.getvalue() if answer.status_code == 200 else b""
            if CONTACT.encode() in content or REASON.encode() in content:
                shown.add((entry, actor))
    assert shown == {("blocks", "hr")}


def test_the_contact_leaves_in_no_export_and_the_person_has_it(
    db, world, settings, monkeypatch, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    people = {name: world.office.people[name] for name in ("mitarbeiterin", "teamleitung")}
    for name, person in people.items():
        Person.objects.filter(pk=person.pk).update(email=f"{name}@example.org")
    set_block(people["mitarbeiterin"], reason=REASON, until=today(), by=world.office.actor("personal"))
    monkeypatch.setattr(export, "snapshot", nullcontext)  # this test is inside a transaction of its own
    export.export_all(tmp_path / "out")
    tables = tmp_path / "out" / "tables"
    with (tables / "people_person.csv").open(encoding="utf-8", newline="") as sheet:
        rows = {row["id"]: row["email"] for row in csv.DictReader(sheet)}
    assert rows[str(people["mitarbeiterin"].pk)] == ""
    assert rows[str(people["teamleitung"].pk)] == "teamleitung@example.org"
    exact = [json.loads(line) for line in (tables / "people_person.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["email"] for row in exact if row["id"] == people["mitarbeiterin"].pk} == {""}
    own = known_of(people["mitarbeiterin"].pk)
    assert own["email"] == "mitarbeiterin@example.org"
    assert own["disclosure_blocks"][0]["reason"] == REASON
