"""The pages of the IT house, the owners and the auditors, used as they would use them."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.support.once import built_once
from tests.web.world import World, browser_of, build_world, dates

from meindo.identity.commands_plans import make_plan
from meindo.identity.models import (
    Account,
    Application,
    BusinessRole,
    Campaign,
    Entitlement,
    Finding,
    Plan,
    RuleVersion,
    SignOff,
)
from meindo.identity.plan_models import PlanKind, PlanState
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.clock import today
from meindo.platform.people.models import Person

world, db = built_once("world", build_world)
HOME = "/berechtigungen/"


@pytest.fixture
def it(world: World) -> Client:
    return browser_of("ithaus", "identity_office")


@pytest.fixture
def owner(world: World) -> Client:
    return browser_of("verfahren", "application_owner")


def text(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def name_of(world: World, who: str) -> str:
    return Person.objects.get(pk=world.office.people[who].pk).display_name


def test_an_application_comes_into_the_catalogue_and_its_owner_alone_lets_it_go_on(db, world, it) -> None:
    owner_no = world.office.people["beamter"].employments.get().personnel_no
    sent = {
        "key": "kita", "label": "Kita-Verwaltung", "purpose": "Plätze", "owner": owner_no, "risk": "2",
        "threshold_percent": "10", "threshold_min": "5", "connector": "csv", "settings": '{"folder": "/x"}',
    }  # fmt: skip
    for wrong in ({"key": "Kita!"}, {"key": "geo"}, {"owner": "0"}, {"settings": "[1]"}, {"settings": "{"}):
        assert it.post(f"{HOME}anwendungen/neu/", {**sent, **wrong}).status_code == 422
    assert it.post(f"{HOME}anwendungen/neu/", sent).status_code == 302
    made = Application.objects.get(key="kita")
    assert (made.stage, made.settings) == ("observe", {"folder": "/x"})
    page = f"{HOME}anwendungen/{made.uuid}/"
    right = {"key": "lesen", "label": "Lesen", "description": "Darf lesen.", "risk": "1", "max_days": "30"}
    assert it.post(f"{page}recht/", right).status_code == 302
    assert it.post(f"{page}recht/", right).status_code == 422, "the same key again"
    assert "Darf lesen." in text(it, page)
    assert it.post(f"{page}stufe/", {"stage": "propose"}).status_code == 403
    mine = browser_of("beamter", "application_owner")
    assert mine.post(f"{page}stufe/", {"stage": "write"}).status_code == 302
    made.refresh_from_db()
    assert made.stage == "observe", "one stage after the other"
    mine.post(f"{page}stufe/", {"stage": "propose", "reason": "Geprüft"})
    mine.post(f"{page}stufe/", {"stage": "write"})
    mine.post(f"{page}stufe/", {"stage": "observe"})
    assert list(SignOff.objects.filter(application=made).order_by("id").values_list("stage", flat=True)) == [
        "propose", "write", "observe",
    ]  # fmt: skip


def test_the_way_in_does_not_change_under_a_signature(db, world, it) -> None:
    geo = Application.objects.get(key="geo")
    number = world.office.people["verfahren"].employments.get().personnel_no
    same = {
        "label": "Karten", "purpose": "Karten", "owner": number, "risk": "1", "threshold_percent": "10",
        "threshold_min": "5", "connector": "csv", "settings": "",
    }  # fmt: skip
    url = f"{HOME}anwendungen/{geo.uuid}/aendern/"
    assert it.post(url, {**same, "connector": "scim"}).status_code == 422
    assert it.post(url, {**same, "settings": '{"folder": "/elsewhere"}'}).status_code == 422
    assert it.post(url, same).status_code == 302


def test_an_owner_sees_the_own_applications_only(db, world, owner) -> None:
    other = Application.objects.create(
        key="fremd", label="Fremdes", purpose="x", owner=world.office.people["ithaus"], risk=1
    )
    assert "Fremdes" not in text(owner, f"{HOME}anwendungen/")
    assert owner.get(f"{HOME}anwendungen/{other.uuid}/").status_code == 404
    assert "Karten" in text(owner, f"{HOME}anwendungen/liste.csv")
    assert "Fremdes" not in text(owner, f"{HOME}anwendungen/liste.csv")
    assert owner.get(f"{HOME}personen/").status_code == 403


def test_nobody_is_named_in_a_protected_application_but_to_its_owner(db, world, it, owner) -> None:
    plan = world.ids()["plan"]
    who = name_of(world, "mitarbeiterin")
    numbered = [f"{HOME}plaene/{plan}/?page={page}" for page in (1, 2)]
    assert any(who in text(it, url) for url in numbered)
    Application.objects.filter(key="geo").update(is_protected=True)
    assert not any(who in text(it, url) for url in numbered)
    assert any(who in text(owner, url) for url in numbered)
    person = f"{HOME}personen/{world.office.people['mitarbeiterin'].uuid}/"
    assert "Karten nutzen" not in text(it, person)
    assert who not in text(it, f"{HOME}regeln/{world.ids()['rule']}/probe/")
    assert "Karten nutzen" not in text(it, f"{HOME}regeln/{world.ids()['rule']}/probe/liste.csv")


def test_a_rule_is_drafted_tried_simulated_and_put_in_force_by_somebody_else(db, world, it) -> None:
    role = BusinessRole.objects.create(key="zeichnen", label="Zeichnen")
    role.entitlements.add(Entitlement.objects.get(key="zeichnen"))
    sent = {"rule": "zeichner", "role": str(role.uuid), "axis": "line", "unit": "51", "reason": "Test"}
    sent |= {"lead_days": "0", "overlap_days": "0"}
    assert it.post(f"{HOME}regeln/neu/", {**sent, "unit": "gibt-es-nicht"}).status_code == 422
    assert it.post(f"{HOME}regeln/neu/", {**sent, "lead_days": "91"}).status_code == 422
    assert it.post(f"{HOME}regeln/neu/", sent).status_code == 302
    version = RuleVersion.objects.get(rule="zeichner")
    page = f"{HOME}regeln/{version.uuid}/"
    found = text(it, f"{page}probe/")
    assert name_of(world, "teamleitung") in found
    assert name_of(world, "reisestelle") not in found, "another unit"
    assert "kommt dazu: Pläne zeichnen" in found
    it.post(f"{page}schritt/", {"step": "try"})
    it.post(f"{page}schritt/", {"step": "activate"})
    version.refresh_from_db()
    assert version.state == "trial", "not by its author"
    second(world).post(f"{page}schritt/", {"step": "activate"})
    version.refresh_from_db()
    assert version.state == "active"
    it.post(f"{page}schritt/", {"step": "retire"})
    version.refresh_from_db()
    assert version.state == "active", "not without a reason"
    it.post(f"{page}schritt/", {"step": "retire", "reason": "Vorbei"})
    version.refresh_from_db()
    assert version.state == "retired"
    log = text(browser_of("pruefung", "identity_auditor"), f"{HOME}aenderungen/?art=identity.rule_activated")
    assert name_of(world, "ithaus") not in log.split("<tbody>")[1]
    assert name_of(world, "reisestelle") in log


def second(world: World) -> Client:
    """Another person of the IT house."""
    office = world.office
    office.city.responsible(office.people["reisestelle"], "identity_office", office.units["root"])
    office.city.store()
    return browser_of("reisestelle", "identity_office")


def test_a_plan_that_stopped_is_released_by_a_second_person(db, world, it) -> None:
    by = world.office.actor("ithaus")
    plan = make_plan(foresee(question_of(today())), kind=PlanKind.RULE, title="Heute", by=by)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.STOPPED)
    url = f"{HOME}plaene/{plan.uuid}/"
    assert "Freigeben und ausführen" not in text(it, url)
    it.post(f"{url}schritt/", {"step": "release"})
    plan.refresh_from_db()
    assert plan.state == PlanState.STOPPED
    other = second(world)
    assert "Freigeben und ausführen" in text(other, url)
    other.post(f"{url}schritt/", {"step": "release"})
    plan.refresh_from_db()
    assert (plan.state, plan.released_by) == (PlanState.APPLYING, world.office.people["reisestelle"])


def test_a_plan_is_dropped_and_nothing_of_it_happens(db, world, it) -> None:
    plan = Plan.objects.get(uuid=world.ids()["plan"])
    url = f"{HOME}plaene/{plan.uuid}/schritt/"
    it.post(url, {"step": "drop"})
    it.post(url, {"step": "start"})
    plan.refresh_from_db()
    assert plan.state == PlanState.DISCARDED


def test_a_campaign_from_start_to_end_in_the_browser(db, world, it, owner) -> None:
    from meindo.identity.commands_apply import take_turns

    take_turns(Plan.objects.get(uuid=world.ids()["plan"]))
    sent = {"title": "Karten 2027", "application": str(world.ids()["geo"]), "on_silence": "keep"}
    sent |= dates(due_on=today() + timedelta(days=30))
    assert it.post(f"{HOME}kampagnen/neu/", {**sent, "unit": "51"}).status_code == 422
    assert it.post(f"{HOME}kampagnen/neu/", sent).status_code == 302
    campaign = Campaign.objects.get(title="Karten 2027")
    who = name_of(world, "mitarbeiterin")
    reviews = f"{HOME}pruefungen/"
    assert who not in text(it, reviews), "not theirs"
    mine = f"{reviews}{campaign.reviews.get(person__display_name=who).uuid}/"
    assert "Zugänge von" in text(owner, HOME)
    assert any(mine in text(owner, f"{reviews}?page={page}") for page in (1, 2))
    assert browser_of("beamter", "application_owner").get(mine).status_code in (403, 404)
    right = Entitlement.objects.get(key="nutzen")
    assert owner.post(mine, {"removed": str(right.pk)}).status_code == 422, "no reason"
    assert owner.post(mine, {"removed": str(right.pk), "reason": "Nicht nötig"}).status_code == 302
    assert owner.get(mine).status_code == 404, "decided"
    assert it.post(f"{HOME}kampagnen/{campaign.uuid}/beenden/").status_code == 302
    campaign.refresh_from_db()
    assert campaign.plan
    assert "Nicht nötig" in text(it, f"{HOME}kampagnen/{campaign.uuid}/nachweis.csv")


def test_an_account_of_nobody_is_given_to_a_person_or_accepted_for_a_time(db, world, it, owner) -> None:
    found = Finding.objects.get(native_id="praktikum")
    Account.objects.create(application=found.application, native_id="praktikum")
    url = f"{HOME}abgleich/{found.uuid}/"
    assert "praktikum" in text(owner, f"{HOME}abgleich/?art=orphan")
    assert "praktikum" not in text(owner, f"{HOME}abgleich/?art=missing")
    until = dates(until=today() + timedelta(days=30))
    for wrong in ({"reason": ""}, dates(until=today() - timedelta(days=1))):
        it.post(url, {"accept": "1", "reason": "Praktikum", **until, **wrong})
        found.refresh_from_db()
        assert found.state == "open"
    owner.post(url, {"accept": "1", "reason": "Praktikum", **until})
    found.refresh_from_db()
    assert found.state == "open", "the IT house decides"
    it.post(url, {"accept": "1", "reason": "Praktikum", **until})
    found.refresh_from_db()
    assert (found.state, found.reason) == ("accepted", "Praktikum")
    assert "praktikum" in text(it, f"{HOME}abgleich/?stand=accepted")
    assert it.post(url, {"match": "1", "number": "0"}).status_code == 422
    who = world.office.people["beamter"]
    Account.objects.filter(person=who).delete()
    it.post(url, {"match": "1", "number": who.employments.get().personnel_no})
    found.refresh_from_db()
    assert (found.state, found.person_id) == ("repaired", who.pk)


def test_a_repair_is_a_plan_and_nothing_chosen_is_said(db, world, it) -> None:
    found = Finding.objects.get(native_id="praktikum")
    shown = {"enabled": True, "rights": ["nutzen"], "card": {}}
    Account.objects.create(application=found.application, native_id="praktikum", seen=shown)
    assert it.post(f"{HOME}abgleich/beheben/", {}).headers["Location"] == f"{HOME}abgleich/"
    answer = it.post(f"{HOME}abgleich/beheben/", {"finding": str(found.uuid)})
    found.refresh_from_db()
    assert found.plan
    assert answer.headers["Location"] == f"{HOME}plaene/{found.plan.uuid}/"
    assert found.plan.kind == "reconcile"
    assert "Konto sperren" in text(it, answer.headers["Location"])


def test_an_owner_decides_about_proposals_on_the_page_of_the_plan(db, world, owner, it) -> None:
    plan = Plan.objects.get(uuid=world.ids()["plan"])
    plan.operations.update(state="proposed")
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPLIED)
    url = f"{HOME}plaene/{plan.uuid}/"
    assert "Vorschläge auf dieser Seite" in text(owner, url)
    assert "Vorschläge auf dieser Seite" not in text(it, url)
    owner.post(f"{url}vorschlaege/", {"number": "1", "reject": "1"})
    assert plan.operations.get(number=1).state == "proposed", "no reason"
    owner.post(f"{url}vorschlaege/", {"number": "1", "reject": "1", "reason": "Nicht bei uns"})
    assert plan.operations.get(number=1).error == "Nicht bei uns"
    for nonsense in ("x", "-1", "99999999999999999999", "²"):
        assert owner.post(f"{url}vorschlaege/", {"number": nonsense}).status_code == 302
