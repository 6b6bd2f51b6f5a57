"""Pages about external people: a sponsor has their own, the personnel office all of its units."""

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.support.once import built_once
from tests.web.world import World, browser_of, build_world, dates

from meindo.platform.access.models import AccessRecord
from meindo.platform.clock import at, today
from meindo.platform.notify.models import Notification
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.external_models import Sponsorship
from meindo.platform.people.models import Employment, Person, Terms
from meindo.platform.people.queries import has_left
from meindo.web.external_notices import remind

world, db = built_once("world", build_world)
END = timedelta(days=60)  # see tests/web/world_services.py


def engagement(world: World) -> Employment:
    return Employment.objects.get(person=world.office.people["extern"])


def page_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def typed(world: World, start: date, until: date, **more: str) -> dict[str, str]:
    return {
        "given_name": "Lea",
        "family_name": "Gast",
        "unit": "51/1",
        "task": "Vorlesen",
        "kind": "volunteer",
        "sponsor": world.office.employment("beamter").personnel_no,
        **dates(start=start, until=until),
        **more,
    }


def test_a_sponsor_sees_extends_and_ends(db, world) -> None:
    browser, job = browser_of("teamleitung"), engagement(world)
    assert "/externe/" in page_of(browser, "/akte/")
    page = page_of(browser, "/externe/")
    for text in ("Meine Externen", "Ivo Fremd", "51/1", "Dienstleister*in"):
        assert text in page
    assert AccessRecord.objects.filter(purpose="people.external", subject=job.person).exists()
    address = f"/externe/{job.uuid}/"
    latest = today() + timedelta(days=300)
    for wrong in (today() + END - timedelta(days=1), today() + timedelta(days=400)):
        answer = browser.post(address, dates(until=wrong))
        assert answer.status_code == 422
    assert "letzte mögliche Tag" in answer.content.decode()
    assert browser.post(address, dates(until=latest)).status_code == 302
    assert Terms.objects.as_of(latest).filter(employment=job).exists()
    with at(today() + timedelta(days=2)):
        browser.post(f"{address}beenden/")
        assert has_left(job.person_id, today())
        assert browser.get(address).status_code == 404
    assert "Ivo Fremd" not in page_of(browser_of("beamter"), "/externe/")


def test_nobody_else_reaches_them(db, world) -> None:
    job = engagement(world)
    for name in ("beamter", "mitarbeiterin"):
        browser = browser_of(name)
        assert "Ivo Fremd" not in page_of(browser, "/externe/")
        assert "/externe/" not in page_of(browser, "/akte/")
        assert browser.get(f"/externe/{job.uuid}/").status_code == 404
        assert browser.post(f"/externe/{job.uuid}/beenden/").status_code == 404
    assert Terms.objects.as_of(today() + timedelta(days=9)).filter(employment=job).exists()


def test_a_sponsor_who_has_left_does_nothing_any_more(db, world) -> None:
    job, browser = engagement(world), browser_of("teamleitung")
    gone = Statement({"employment_id": world.office.employment("teamleitung").pk}, None, today())
    state(Terms, [gone], source="test")
    session = browser.session
    session["left"] = True
    session.save()
    assert browser.get("/akte/").status_code == 200
    for address in ("/externe/", f"/externe/{job.uuid}/"):
        assert browser.get(address).status_code == 403
    assert browser.post(f"/externe/{job.uuid}/beenden/").status_code == 403


def test_the_office_takes_somebody_in(db, world) -> None:
    browser, day = browser_of("personal", "hr_office"), today()
    longest = day + timedelta(days=500)
    for hint in ("höchstens 12 Monate", "höchstens 60 Monate"):
        assert hint in page_of(browser, "/externe/neu/")
    page = browser.post("/externe/neu/", typed(world, day, longest))
    assert page.status_code == 422
    assert "Der letzte mögliche Tag ist der" in page.content.decode()
    for wrong in ({"unit": "99"}, {"sponsor": "0815"}, {"sponsor": engagement(world).personnel_no}):
        assert browser.post("/externe/neu/", typed(world, day, day + END, **wrong)).status_code == 422
    assert browser.post("/externe/neu/", typed(world, day - END, day + END)).status_code == 422
    answer = browser.post("/externe/neu/", typed(world, day, day + END), follow=True)
    assert "Lea Gast ist aufgenommen, mit der Personalnummer E-" in answer.content.decode()
    job = Employment.objects.get(person__display_name="Lea Gast")
    assert Terms.objects.as_of(day + END).filter(employment=job, status_group="extern").exists()
    assert not Terms.objects.as_of(day + END + timedelta(days=1)).filter(employment=job).exists()
    assert "Lea Gast" in page_of(browser_of("beamter"), "/externe/")
    assert "Lea Gast" in page_of(browser, "/externe/?q=gast")
    assert "Ivo Fremd" not in page_of(browser, "/externe/?q=gast")
    assert "nichts gefunden" in page_of(browser, "/externe/?q=niemand")


def test_the_office_gives_somebody_another_sponsor_and_is_told_who_lacks_one(db, world) -> None:
    browser, job = browser_of("personal", "hr_office"), engagement(world)
    assert "ohne Verantwortliche" not in page_of(browser, "/")
    state(Sponsorship, [Statement({"employment_id": job.pk}, None, today())], source="test")
    assert "Eine externe Person ist ohne Verantwortliche" in page_of(browser, "/")
    assert "niemand verantwortlich" in page_of(browser, "/externe/")
    address = f"/externe/{job.uuid}/verantwortlich/"
    number = world.office.employment("mitarbeiterin").personnel_no
    assert browser.post(address, {"sponsor": job.personnel_no, "kind": "council"}).status_code == 422
    assert browser.post(address, {"sponsor": number, "kind": "council"}).status_code == 302
    page = page_of(browser, f"/externe/{job.uuid}/")
    assert "Emma Yılmaz" in page
    assert "Ratsmitglied" in page
    assert "ohne Verantwortliche" not in page_of(browser, "/")
    assert "Ivo Fremd" in page_of(browser_of("mitarbeiterin"), "/externe/")


def test_the_days_of_whom_the_personnel_system_brought_are_changed_there(db, world) -> None:
    job = engagement(world)
    Person.objects.filter(pk=job.person_id).update(key="K1")
    page = page_of(browser_of("teamleitung"), f"/externe/{job.uuid}/")
    assert "führt das Personalsystem" in page
    assert "Jetzt beenden" not in page
    browser_of("teamleitung").post(f"/externe/{job.uuid}/beenden/")
    assert Terms.objects.as_of(today() + timedelta(days=9)).filter(employment=job).exists()


@pytest.mark.parametrize("ahead", [15, 14, 1, 0])
def test_the_sponsor_is_told_once_two_weeks_before(db, world, ahead: int) -> None:
    job = engagement(world)
    last = today() + END - timedelta(days=1)
    with at(last - timedelta(days=ahead)):
        remind()
        remind()
    found = Notification.objects.filter(key__startswith=f"external:{job.uuid}")
    assert found.count() == (ahead <= 14)
    for row in found:
        assert row.person_id == world.office.people["teamleitung"].pk
        assert row.url == f"/externe/{job.uuid}/"
