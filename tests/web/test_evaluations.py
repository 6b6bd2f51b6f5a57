"""Whatever shows people to others is declared: found by opening every address as everybody and looking for names."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import resolve
from tests.support.once import built_once, taken_back
from tests.web.matrix import MATRIX
from tests.web.test_roles import address
from tests.web.world import ACTORS, World, browser_of, build_world

from meindo.platform.access.models import AccessRecord
from meindo.platform.clock import today
from meindo.platform.people.models import Person
from meindo.platform.registry.evaluation import evaluations
from meindo.platform.registry.models import Opening
from meindo.ui.openings import opened, write_down
from meindo.web.registers.evaluations import EVALUATIONS, last_month

world, db = built_once("world", build_world)


def declared(url: str) -> bool:
    """Whether the view behind an address says that it shows people."""
    return getattr(resolve(url.partition("?")[0]).func, "shows", None) is not None


def names_in(answer: Any, viewer: Person) -> set[str]:
    """The names of other people on a page or in a file of text."""
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode(errors="ignore")
    people = Person.objects.exclude(pk=viewer.pk).exclude(display_name="")
    own = Person.objects.get(pk=viewer.pk).display_name
    return {name for name in people.values_list("display_name", flat=True) if name in text and name not in own}


@pytest.mark.parametrize("actor", ACTORS)
def test_whatever_shows_other_people_is_declared(db, world: World, actor: str) -> None:
    name, role = ACTORS[actor]
    browser, viewer, ids = browser_of(name, role), world.office.people[name], world.ids()
    missing = []
    for entry in MATRIX:
        url = address(entry, ids)
        with taken_back():
            before = AccessRecord.objects.count()
            answer = browser.get(url)
            if answer.status_code != 200 or declared(url):
                continue
            found = names_in(answer, viewer)
            if found or AccessRecord.objects.count() > before:
                missing.append(f"{entry}: {sorted(found)}")
    assert missing == []


def test_figures_say_behind_how_many_people_they_stand() -> None:
    least = {found.key: found.least for found in evaluations()}
    assert least["dienstreise.figures"] == least["dienstreise.figures_file"] == 5
    assert least["inbox"] == 0


def test_what_nobody_opens_through_a_door_says_who_makes_it() -> None:
    assert all(found.by for found in evaluations() if not found.purpose)


def register() -> dict[str, Any]:
    return {entry["id"]: entry for entry in Client().get("/transparenz/auswertungen/register.json").json()["entries"]}


def test_the_register_names_purpose_and_who_may_open(db) -> None:
    found = register()
    assert found["measures"]["roles"] == ["Personalverwaltung"]
    assert found["dienstreise.figures"]["least"] == "5 Personen hinter jeder Zahl"
    assert found["command.backup"]["roles"] == ["der Betrieb, mit einem Befehl"]
    assert "opened" not in found["command.backup"]
    assert found.keys() == {entry.key for entry in evaluations()}


def test_openings_are_counted_without_the_person_and_said_only_roughly(db, world) -> None:
    with taken_back():
        browser = browser_of("personal", "hr_office")
        write_down()
        Opening.objects.all().delete()
        for _ in range(3):
            assert browser.get("/massnahmen/").status_code == 200
        assert browser.get("/massnahmen/gibt-es-nicht/").status_code == 404
        write_down()
        row = Opening.objects.get(evaluation="measures")
        assert row.count == 3
        assert [field.name for field in Opening._meta.concrete_fields] == ["id", "evaluation", "month", "count"]
        Opening.objects.filter(pk=row.pk).update(month=last_month(today()))
        assert register()["measures"]["opened"] == "weniger als 10-mal"
        Opening.objects.filter(pk=row.pk).update(count=100)
        assert register()["measures"]["opened"] == "100- bis 999-mal"


def test_being_opened_is_no_change_of_the_entry(db, world) -> None:
    with taken_back():
        before = EVALUATIONS.read()
        Opening.objects.create(evaluation="measures", month=last_month(today()), count=5000)
        assert EVALUATIONS.read() == before


def test_what_could_not_be_written_down_waits(db, world, monkeypatch) -> None:
    with taken_back():
        write_down()
        Opening.objects.all().delete()
        opened("measures")
        monkeypatch.setattr("meindo.ui.openings.note_openings", locked)
        write_down()
        monkeypatch.undo()
        write_down()
        assert Opening.objects.get(evaluation="measures").count == 1


def locked(*_args: Any) -> None:
    raise OperationalError("database is locked")
