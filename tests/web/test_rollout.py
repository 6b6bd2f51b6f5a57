"""The page of the stages: the office starts and takes back, a DigitalXpert reads; neither sees a case."""

from tests.support.once import built_once
from tests.web.world import browser_of, build_world, running_stage

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import inbox
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
