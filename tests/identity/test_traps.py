"""Four traps that others stepped into: sessions that live on, a late deletion that hits who came back, a run
every twelve hours, a step that did nothing and said "done".
"""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.identity.filed import BY, World
from tests.support.office import PASSWORD
from tests.web.world import browser_of

from meindo.identity.commands_apply import run, start_plan
from meindo.identity.commands_daily import run_daily
from meindo.identity.commands_plans import RUN, PlanRefused
from meindo.identity.models import Account, DailyRun, Operation, Plan
from meindo.identity.plan_models import PlanState
from meindo.platform.clock import FOREVER, at, today
from meindo.platform.login.commands_lock import lock_account, unlock_account
from meindo.platform.login.models import User
from meindo.platform.login.tokens import create_token, token_in_force
from meindo.platform.outbox import worker
from meindo.platform.people.commands_externals import Engagement, end_engagement, engage
from meindo.platform.people.external_models import EngagementKind
from meindo.platform.people.measures import intend_measure, order_measure
from meindo.platform.people.models import Terms
from meindo.platform.people.queries_movements import as_plan, depart
from meindo.platform.retention.commands_stocks import KIND, sweep

pytestmark = pytest.mark.django_db
PAGE = "/meine-zugaenge/"


@pytest.fixture
def world(tmp_path: Path) -> World:
    found = World(tmp_path / "drop")
    for name, person in found.house.people.items():
        User.objects.create_user(name, PASSWORD, person=person)
    run_daily()
    return found


def leaves(world: World, who: str) -> None:
    said = depart(world.house.job(who).pk, today())
    person = world.house.people[who].pk
    measure = intend_measure(
        kind="austritt", person_id=person, effective_on=today(), plan=as_plan(said), bodies=(), by=world.actor("owner")
    )
    order_measure(measure, by=world.actor("owner"))


def at_once(world: World) -> None:
    """What the worker does now, without any run of the day; the application follows its file."""
    worker.drain()
    world.target.settle()
    for plan in Plan.objects.filter(state=PlanState.APPLYING):
        run(RUN, {"plan": plan.pk})


def test_who_leaves_or_is_locked_is_out_with_the_next_click_and_every_token(world: World) -> None:
    for who, act in (("ada", leaves), ("ben", locked)):
        user = User.objects.get(username=who)
        browser, token = browser_of(who), create_token(user=user, scope="api", label="Kalender")
        assert browser.get(PAGE).status_code == 200
        assert token_in_force(token, scope="api") is not None
        act(world, who)
        assert browser.get(PAGE).status_code == 302, "the open session is over"
        assert token_in_force(token, scope="api") is None


def locked(world: World, who: str) -> None:
    lock_account(User.objects.get(username=who), reason="Verdacht", by=world.actor("owner"))


def test_a_closing_that_was_parked_does_not_hit_who_came_back(world: World) -> None:
    job, ben = world.house.job("ben").pk, world.name("ben")
    world.house.say(Terms, {"employment_id": job}, None, today(), FOREVER)
    parked = world.planned()
    assert parked.operations.get().verb == "disable"
    world.house.say(Terms, {"employment_id": job}, {"status_group": "beamte", "share": 1}, today(), FOREVER)
    with pytest.raises(PlanRefused, match="neu berechnen"):
        start_plan(parked, by=BY)
    with at(today() + timedelta(days=3650)):
        sweep(f"{KIND}:slot:1", {})
    assert world.there()[ben].enabled
    assert Account.objects.get(application=world.app, native_id=ben).person == world.house.people["ben"]


def test_a_plan_that_waited_for_a_silent_application_brings_nothing_old(world: World) -> None:
    job, ben = world.house.job("ben").pk, world.name("ben")
    receipt = (world.folder / "receipt.csv").read_bytes()
    world.house.say(Terms, {"employment_id": job}, None, today(), FOREVER)
    first = world.planned()
    start_plan(first, by=BY)
    settings, world.app.settings = world.app.settings, {"folder": f"{world.folder}-gone"}
    world.app.save()
    with pytest.raises(Exception, match="Ablage"):
        run(RUN, {"plan": first.pk})
    world.house.say(Terms, {"employment_id": job}, {"status_group": "beamte", "share": 1}, today(), FOREVER)
    second = world.planned()
    start_plan(second, by=BY)
    world.app.settings = settings
    world.app.save()
    (world.folder / "receipt.csv").write_bytes(receipt)
    for plan in (second, first):  # the older one comes last
        run(RUN, {"plan": plan.pk})
    assert world.there()[ben].enabled
    assert Operation.objects.get(plan=first).state == "dropped"
    assert world.planned().operations.count() == 0, "and what is planned is what the later one said"


def test_an_immediate_measure_does_not_wait_for_the_run_of_the_day(world: World) -> None:
    runs = DailyRun.objects.count()
    worker.drain()
    leaves(world, "ada")
    locked(world, "ben")
    at_once(world)
    there = world.there()
    assert (there[world.name("ada")].enabled, there[world.name("ben")].enabled) == (False, False)
    lock = User.objects.get(username="ben").locks.get()
    unlock_account(lock, reason="geklärt", by=world.actor("cem"))
    at_once(world)
    assert world.there()[world.name("ben")].enabled
    assert DailyRun.objects.count() == runs


def test_an_external_person_comes_and_goes_at_once(world: World) -> None:
    by, runs = world.actor("owner"), DailyRun.objects.count()
    said = Engagement(
        given_name="Ivo",
        family_name="Fremd",
        email="",
        unit_id=world.house.units["51/1"].pk,
        task="Umbau",
        kind=EngagementKind.CONTRACTOR,
        sponsor_id=world.house.people["ada"].pk,
        start=today(),
        end=today() + timedelta(days=60),
    )
    job = engage(said, by=by)
    at_once(world)
    name = job.personnel_no.lower()
    assert world.there()[name].enabled
    with at(today() + timedelta(days=9)):
        end_engagement(job, by=world.actor("ada"))
        at_once(world)
        assert not world.there()[name].enabled
    assert DailyRun.objects.count() == runs


def test_what_is_due_today_is_done_by_todays_run(world: World) -> None:
    day = today() + timedelta(days=9)
    world.house.say(Terms, {"employment_id": world.house.job("cem").pk}, None, day, FOREVER)
    run_daily()
    with at(day - timedelta(days=1)):
        run_daily()
        assert not Plan.objects.filter(state=PlanState.APPLYING).exists()
    with at(day):
        run_daily()
        at_once(world)
        assert not world.there()[world.name("cem")].enabled


def test_a_step_that_did_nothing_is_not_reported_as_done(world: World) -> None:
    """The application answers the file and follows it not."""
    before = world.there()
    world.house.say(Terms, {"employment_id": world.house.job("ben").pk}, None, today(), FOREVER)
    plan = world.planned()
    start_plan(plan, by=BY)
    with pytest.raises(Exception, match="Quittung"):
        run(RUN, {"plan": plan.pk})
    world.show(before, after=1)
    run(RUN, {"plan": plan.pk})
    row = plan.operations.get()
    assert (row.state, row.done_at) == ("failed", None)
    assert "enabled" in row.error
    assert Account.objects.get(application=world.app, native_id=row.native_id).state == "active"
    assert {kind for kind, *_ in world.found()} == {"open", "extra"}, "and the next comparison shows it"
