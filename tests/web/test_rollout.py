"""The page of the stages: the office starts and takes back, a DigitalXpert reads; neither sees a case."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.support.once import built_once
from tests.web.world import browser_of, build_world, dates, running_stage

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_inbox import inbox
from meindo.platform.clock import today
from meindo.platform.rollout.commands import StageRefused
from meindo.platform.rollout.models import Stage

world, db = built_once("world", build_world)
URL = "/einfuehrung/"


def test_a_digital_xpert_reads_the_stages_and_sees_no_case(db, world) -> None:
    browser = browser_of("digitalxpert", "digital_xpert")
    page = browser.get(URL).content.decode()
    assert "Erste Stufe" in page
    assert 'name="action"' not in page
    assert "DigitalXpert" in page
    for name, role in (("digitalxpert", "digital_xpert"), ("einfuehrung", "rollout_office")):
        viewer = Viewer(world.office.actor(name), role, "cases.inbox", today())
        assert not visible(viewer, Case).exists()
        assert not inbox(viewer).exists()
    for case in world.cases.values():
        assert browser.get(f"/dienstreise/{case.uuid}/").status_code == 404
        assert f"/vorgang/{case.uuid}/" not in browser.get("/suche/", {"q": case.headline}).content.decode()


def test_the_office_takes_a_stage_back_with_a_reason(db, world) -> None:
    browser, url = browser_of("einfuehrung", "rollout_office"), f"{URL}{world.stage.uuid}/"
    page = browser.post(url, {"action": "take_back", "reason": ""}, follow=True).content.decode()
    assert "Bitte begründen Sie" in page
    page = browser.post(url, {"action": "take_back", "reason": "Störung"}, follow=True).content.decode()
    assert "zurückgenommen am" in page
    assert "Störung" in page


def test_the_office_sees_what_is_missing_and_starts_what_is_complete(db, world) -> None:
    browser = browser_of("einfuehrung", "rollout_office")
    try:
        running_stage(world.office, "11", label="Zweite Stufe", participation="")
    except StageRefused:
        stage = Stage.objects.get(label="Zweite Stufe")
    page = browser.get(URL).content.decode()
    assert "Vor dem Beginn fehlt:</strong> Beteiligung des Personalrats" in page
    assert "Stufe freigeben" not in page
    page = browser.post(f"{URL}{stage.uuid}/", {"action": "start"}, follow=True).content.decode()
    assert "Es fehlt noch etwas" in page
    Stage.objects.filter(pk=stage.pk).update(participation="zustimmung")
    assert "Stufe freigeben" in browser.get(URL).content.decode()
    page = browser.post(f"{URL}{stage.uuid}/", {"action": "start"}, follow=True).content.decode()
    assert "Die Stufe ist freigegeben." in page


def office_of_rollout() -> Client:
    return browser_of("einfuehrung", "rollout_office")


def planned(**changes: str) -> dict[str, str]:
    """A stage as it is typed when it is planned."""
    start = dates(starts_on=today() + timedelta(days=30))
    return {"service": "dienstreise", "label": "Jugendamt", "units": "51", "alone": "", **start, **changes}


def whole(world: Any, **changes: str) -> dict[str, str]:
    """All that a stage must carry."""
    carries = {
        **dates(kick_off_on=today()),
        "training": "Zwei Termine",
        "handbook": "Im Intranet",
        "multiplier": world.office.employment("beamter").personnel_no,
        "help_contact": "Reisestelle",
        "trial": "Zwei Wochen im Team",
        "risks": "Ausfall: Papierweg",
        "impact": "nicht nötig",
        "procurement": "nichts zu vergeben",
        "participation": "einigung",
    }
    return planned(**{**carries, **changes})


def test_a_stage_is_planned_completed_and_started_on_the_pages(db, world) -> None:
    browser = office_of_rollout()
    page = browser.post(f"{URL}neu/", planned(), follow=True).content.decode()
    assert "Die Stufe ist gespeichert. Vor dem Beginn fehlt: Auftakt, Schulung" in page
    stage = Stage.objects.get(label="Jugendamt")
    assert stage.missing()
    edit = f"{URL}{stage.uuid}/bearbeiten/"
    assert f'href="{edit}"' in page
    shown = browser.get(edit)
    assert 'value="Jugendamt"' in shown.content.decode()
    assert 'value="51"' in shown.content.decode()
    answer = browser.post(edit, {**whole(world), "seen": shown.context["seen"]}, follow=True).content.decode()
    assert "Die Stufe ist gespeichert." in answer
    assert "Stufe freigeben" in answer
    again = browser.get(edit).content.decode()
    assert f'value="{world.office.employment("beamter").personnel_no}"' in again
    assert browser.post(f"{URL}{stage.uuid}/", {"action": "start"}).status_code == 302
    stage.refresh_from_db()
    assert stage.started_at is not None
    assert (stage.multiplier, stage.participation) == (world.office.people["beamter"], "einigung")
    page = browser.get(edit, follow=True).content.decode()
    assert "Diese Stufe läuft schon." in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"units": ""}, "wenigstens eine Einheit"),
        ({"units": "51, 99/9"}, "gibt es nicht: 99/9"),
        ({"units": "51", "alone": "51"}, "in beiden Feldern"),
        ({"multiplier": "123"}, "Unter der Personalnummer 123 arbeitet heute niemand"),
        ({"label": ""}, "Bitte füllen Sie dieses Feld aus: Name der Stufe"),
        ({"participation": "abgelehnt"}, "Auswahl gibt es hier nicht mehr"),
        ({"kick_off_on_day": "1", "kick_off_on_month": "1", "kick_off_on_year": "2150"}, "nach dem Beginn"),
        ({"service": "zeitwirtschaft"}, "Auswahl gibt es hier nicht mehr"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_planned(db, world, change: dict[str, str], said: str) -> None:
    before = Stage.objects.count()
    answer = office_of_rollout().post(f"{URL}neu/", whole(world, **change))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Stage.objects.count() == before


def test_two_who_edit_the_same_stage_do_not_overwrite_each_other(db, world) -> None:
    browser = office_of_rollout()
    browser.post(f"{URL}neu/", planned())
    stage = Stage.objects.get(label="Jugendamt")
    edit = f"{URL}{stage.uuid}/bearbeiten/"
    seen = browser.get(edit).context["seen"]
    browser.post(edit, {**planned(label="Zuerst"), "seen": seen})
    answer = browser.post(edit, {**planned(label="Danach"), "seen": seen})
    assert answer.status_code == 422
    assert "hat jemand anderes diese Stufe geändert" in answer.content.decode()
    stage.refresh_from_db()
    assert stage.label == "Zuerst"


def test_a_digital_xpert_plans_nothing(db, world) -> None:
    browser = browser_of("digitalxpert", "digital_xpert")
    assert "Stufe planen" not in browser.get(URL).content.decode()
    assert browser.get(f"{URL}neu/").status_code == 403
