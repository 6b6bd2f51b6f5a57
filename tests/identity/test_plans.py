"""Plans: computed, stored with every image, stopped when too much, refused when stale, nothing twice."""

from datetime import timedelta

import pytest
from tests.identity.factory import House, build_house, with_rights
from tests.support.once import built_once

from meindo.identity.commands_apply import start_plan, take_turns
from meindo.identity.commands_daily import run_daily
from meindo.identity.commands_plans import PlanRefused, make_plan
from meindo.identity.models import Account, DailyRun, Operation, Plan, Standing, Turn
from meindo.identity.plan_models import PlanKind, PlanState
from meindo.identity.queries_foresight import Foresight, foresee, question_of
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import FOREVER, at, today
from meindo.platform.people.models import Terms
from meindo.platform.people.queries_movements import transfer

house, db = built_once("house", lambda: with_rights(build_house()))
BY = Actor.system("test")


def whole_city() -> Foresight:
    return foresee(question_of(today()))


def first_plan() -> Plan:
    return make_plan(whole_city(), kind=PlanKind.PEOPLE, title="Erste Befüllung", by=BY)


def test_a_plan_keeps_every_account_before_and_after(db, house) -> None:
    plan = first_plan()
    assert plan.state == PlanState.READY
    ada = Operation.objects.get(plan=plan, person=house.people["ada"], application=house.applications["jugend"])
    assert (ada.verb, ada.before) == ("create", None)
    assert ada.after["rights"] == ["lesen", "schreiben"]
    assert ada.after["card"]["family_name"] == "Arndt"
    assert ada.after["card"]["unit"] == "51/1"
    assert ada.native_id == house.job("ada").personnel_no.lower()
    assert Turn.objects.filter(plan=plan).count() == len(house.people)


@pytest.mark.parametrize(("stage", "states"), [("observe", set()), ("propose", {"proposed"}), ("write", {"pending"})])
def test_an_application_gets_as_much_as_its_stage_allows(db, house, stage: str, states: set[str]) -> None:
    application = house.applications["bau"]
    application.stage = stage
    application.save()
    plan = first_plan()
    found = Operation.objects.filter(plan=plan, application=application)
    assert set(found.values_list("state", flat=True)) == states


def test_the_account_names_of_two_people_never_meet(db, house) -> None:
    taken = house.job("ada").personnel_no.lower()
    Account.objects.create(application=house.applications["mail"], native_id=taken.upper())
    plan = first_plan()
    ada = Operation.objects.get(plan=plan, person=house.people["ada"], application=house.applications["mail"])
    assert ada.native_id == f"{taken}-2"


def test_facts_that_changed_make_a_plan_stale(db, house) -> None:
    plan = first_plan()
    house.say(Terms, {"employment_id": house.job("ada").pk}, None, today(), FOREVER)
    with pytest.raises(PlanRefused, match="neu berechnen"):
        start_plan(plan, by=BY)
    plan.refresh_from_db()
    assert plan.state == PlanState.STALE


def test_a_plan_of_yesterday_is_computed_again_and_holds_if_nothing_differs(db, house) -> None:
    plan = first_plan()
    with at(today() + timedelta(days=1)):
        start_plan(plan, by=BY)
    assert plan.state == PlanState.APPLYING
    with pytest.raises(PlanRefused):
        start_plan(plan, by=BY)


def active(house: House) -> None:
    """Everybody has the accounts that the facts give."""
    take_turns(first_plan())
    Account.objects.update(state="active")


def test_a_file_that_removes_everybody_stops_the_plan(db, house) -> None:
    active(house)
    house.applications["mail"].threshold_min = 1
    house.applications["mail"].save()
    for name in ("ada", "ben", "cem"):
        house.say(Terms, {"employment_id": house.job(name).pk}, None, today(), FOREVER)
    plan = make_plan(whole_city(), kind=PlanKind.PEOPLE, title="Import", by=BY)
    assert plan.state == PlanState.STOPPED
    assert [(row["application"], row["losers"]) for row in plan.stopped_by] == [(house.applications["mail"].pk, 3)]
    with pytest.raises(PlanRefused):
        start_plan(plan, by=BY)
    start_plan(plan, by=BY, released_by=house.people["owner"].pk)
    assert plan.state == PlanState.APPLYING


def test_after_a_plan_there_is_nothing_left_to_do(db, house) -> None:
    active(house)
    assert whole_city().changes == ()
    post = house.post("P-neu", "61/1")
    for model, statement in transfer(house.job("ada").pk, post.pk, today()):
        house.say(model, statement.key, statement.values, statement.valid_from, statement.valid_until)
    found = whole_city()
    assert set(found.after) == {house.people["ada"].pk}
    assert {(change.application, str(change.verb)) for change in found.changes} == {
        (house.applications["jugend"].pk, "disable"),
        (house.applications["bau"].pk, "create"),
        (house.applications["mail"].pk, "change"),
    }


def test_the_daily_run_asks_only_those_about_whom_something_may_have_changed(db, house) -> None:
    run_daily()
    first = DailyRun.objects.latest("id")
    assert first.plan is not None
    take_turns(first.plan)
    run_daily()
    second = DailyRun.objects.latest("id")
    assert (second.asked, second.plan) == (0, None)
    end = today() + timedelta(days=3)
    house.say(Terms, {"employment_id": house.job("ada").pk}, None, end, FOREVER)
    run_daily()
    third = DailyRun.objects.latest("id")
    assert (third.asked, third.plan) == (1, None), "noticed, and nothing to do yet"
    assert Standing.objects.get(person=house.people["ada"]).next_change_on == end
    with at(end):
        run_daily()
        last = DailyRun.objects.latest("id")
    assert last.plan is not None
    assert set(last.plan.turns.values_list("person_id", flat=True)) == {house.people["ada"].pk}


def test_an_account_that_was_only_planned_is_created_and_not_opened_again(db, house) -> None:
    """The name is kept for the person; nothing stands in the application yet."""
    ada, mail = house.people["ada"], house.applications["mail"]
    Account.objects.create(application=mail, person=ada, native_id="kept", state="planned")
    assert Operation.objects.get(plan=first_plan(), person=ada, application=mail).verb == "create"
    Account.objects.filter(native_id="kept").update(state="disabled")
    assert Operation.objects.get(plan=first_plan(), person=ada, application=mail).verb == "enable"
