"""The personnel office follows a measure from the first question to the order, on pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.office import PASSWORD, Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.access.models import AccessRecord
from meindo.platform.clock import at, today
from meindo.platform.login.models import User
from meindo.platform.people import measures
from meindo.platform.people.measure_models import Measure, MeasureState
from meindo.platform.people.models import Placement, Post, PostDescription


def office_with_personnel() -> Office:
    """One for the whole city, one for the Jugendamt only."""
    office = build_office()
    for name, unit in (("personal", "root"), ("personal51", "51")):
        office.people[name] = office.city.person(name.title(), office.units["11"])
        office.city.responsible(office.people[name], "hr_office", office.units[unit])
        User.objects.create_user(name, PASSWORD, person=office.people[name])
    office.city.store()
    return office


office, db = built_once("office", office_with_personnel)


def intend(office: Office, who: str, *bodies: str, plan: list | None = None) -> Measure:
    return measures.intend_measure(
        kind="umsetzung",
        person_id=office.people[who].pk,
        effective_on=today(),
        plan=plan or [],
        bodies=bodies,
        by=office.actor("personal"),
    )


def act(browser: Client, measure: Measure, action: str, body: str = "", reason: str = "") -> str:
    part = measure.participations.get(body=body).pk if body else ""
    answer = browser.post(
        f"/massnahmen/{measure.uuid}/schritt/",
        {"action": f"{action}:{part}" if body else action, "reason": reason},
        follow=True,
    )
    assert answer.status_code == 200
    measure.refresh_from_db()
    return str(answer.content.decode())


def move_to_new_post(office: Office) -> list:
    """The plan of an Umsetzung of the employee to a post in the personnel office."""
    job, post = office.employment("mitarbeiterin"), Post.objects.create(key="neu")
    office.city.say(
        PostDescription, {"post_id": post.pk}, unit_id=office.units["11"].pk, title="Planung", is_lead=False
    )
    office.city.store()
    old, day = Placement.objects.get(employment=job), today().isoformat()
    return [
        {"model": "Holding", "key": {"employment_id": job.pk, "post_id": old.post_id}, "values": None,
         "valid_from": day},
        {"model": "Holding", "key": {"employment_id": job.pk, "post_id": post.pk},
         "values": {"kind": "inhaber", "share": 1}, "valid_from": day},
    ]  # fmt: skip


def test_from_the_question_to_the_order(db, office) -> None:
    measure = intend(office, "mitarbeiterin", "personalrat", "sbv", plan=move_to_new_post(office))
    browser = browser_of("personal", "hr_office")
    page = browser.get("/massnahmen/").content.decode()
    for text in ("Emma Yılmaz", "Umsetzung", "Wartet auf Personalrat, Schwerbehindertenvertretung, bis"):
        assert text in page
    assert AccessRecord.objects.filter(purpose="people.measure", role="hr_office").exists()
    assert "das geht gerade nicht" in act(browser, measure, "order").lower()
    assert "braucht Gründe" in act(browser, measure, "ablehnung", "personalrat")
    page = act(browser, measure, "ablehnung", "personalrat", reason="Die Aufgabe bleibt unbesetzt.")
    assert "Personalrat hat abgelehnt: Einigungsstelle anrufen oder vorläufig regeln." in page
    assert "Die Aufgabe bleibt unbesetzt." in page
    assert "das geht gerade nicht" in act(browser, measure, "zustimmung", "personalrat").lower(), "answered already"
    act(browser, measure, "einigung", "personalrat")
    page = act(browser, measure, "zustimmung", "sbv")
    assert "Die Maßnahme kann verfügt werden." in page
    assert "das geht gerade nicht" in act(browser, measure, "discuss", "sbv").lower(), "it has agreed"
    page = act(browser, measure, "order")
    assert "Verfügt, wirksam ab" in page
    assert measure.state == MeasureState.EFFECTIVE
    assert Placement.objects.get(person=office.people["mitarbeiterin"]).unit_id == office.units["11"].pk
    assert 'name="action"' not in page, "nothing is left to do"


def test_silence_is_offered_only_after_the_discussion_and_the_second_period(db, office) -> None:
    measure = intend(office, "mitarbeiterin", "personalrat")
    browser, address = browser_of("personal", "hr_office"), f"/massnahmen/{measure.uuid}/"
    with at(today() + timedelta(days=60)):
        assert "fiktion" not in browser.get(address).content.decode()
        assert "das geht gerade nicht" in act(browser, measure, "fiktion", "personalrat").lower()
        act(browser, measure, "discuss", "personalrat")
        assert "fiktion" not in browser.get(address).content.decode()
    with at(today() + timedelta(days=120)):
        page = browser.get(address).content.decode()
        assert "Personalrat hat sich nicht geäußert" in page
        act(browser, measure, "fiktion", "personalrat")
        act(browser, measure, "order")
    assert measure.state == MeasureState.EFFECTIVE


def test_an_office_sees_the_people_of_its_units_and_nobody_the_own_measure(db, office) -> None:
    youth, travel = intend(office, "mitarbeiterin"), intend(office, "reisestelle")
    own = intend(office, "personal")
    seen = {}
    for name in ("personal", "personal51"):
        browser = browser_of(name, "hr_office")
        seen[name] = [browser.get(f"/massnahmen/{m.uuid}/").status_code for m in (youth, travel, own)]
        assert act_code(browser, own) == 404
    assert seen == {"personal": [200, 200, 404], "personal51": [200, 404, 404]}


def act_code(browser: Client, measure: Measure) -> int:
    return browser.post(f"/massnahmen/{measure.uuid}/schritt/", {"action": "order"}).status_code


@pytest.mark.parametrize("wrong", ["", "order:1", "zustimmung", "zustimmung:0", "zustimmung:x", ":", "revoke:1"])
def test_an_action_that_is_not_offered_changes_nothing(db, office, wrong: str) -> None:
    measure = intend(office, "mitarbeiterin", "personalrat")
    browser = browser_of("personal", "hr_office")
    assert "das geht gerade nicht" in act(browser, measure, wrong).lower()
    assert not measure.participations.filter(answered_at__isnull=False).exists()


def test_the_list_asks_as_much_for_many_as_for_few(db, office) -> None:
    browser, counts = browser_of("personal", "hr_office"), []
    for _ in range(2):
        for _ in range(5):
            intend(office, "mitarbeiterin", "personalrat")
        browser.get("/massnahmen/")
        with CaptureQueriesContext(connection) as found:
            browser.get("/massnahmen/")
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15
