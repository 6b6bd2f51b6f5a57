"""Comparison, findings and repair, end to end with an application that only takes files."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from tests.identity.filed import BY, RIGHTS, World

from meindo.identity.commands_apply import run, start_plan
from meindo.identity.commands_daily import run_daily
from meindo.identity.commands_findings import FindingRefused, accept, match_account, repair
from meindo.identity.commands_plans import RUN, PlanRefused
from meindo.identity.commands_reconcile import ALL, ONE, reconcile_all, run_one
from meindo.identity.connectors.base import Image
from meindo.identity.connectors.csv_rows import file_text
from meindo.identity.models import Account, Finding, Operation, Plan, Reconciliation, Standing
from meindo.identity.plan_models import PlanState
from meindo.identity.queries_drift import accepted_findings, labels_of, open_findings, tallies
from meindo.identity.sentences_drift import sentence_of
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import FOREVER, at, today
from meindo.platform.outbox.models import Task
from meindo.platform.people.models import Terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "drop")


def test_where_nothing_differs_nothing_is_found(world: World) -> None:
    assert world.found() == set()
    latest = Reconciliation.objects.get()
    assert (latest.accounts, latest.new, latest.problem) == (len(world.house.people), 0, "")
    assert AuditEvent.objects.filter(kind="identity.reconciled", subject=f"application:{world.app.uuid}").count() == 1


def test_every_kind_is_found_said_repaired_and_gone(world: World) -> None:
    house, ada, ben, cem = world.house, *(world.name(who) for who in ("ada", "ben", "cem"))
    owner = world.name("owner")
    house.say(Terms, {"employment_id": house.job("cem").pk}, None, today(), FOREVER)
    world.settled(world.planned())
    images = world.there()
    images["fremd"] = Image("fremd", True, frozenset({"leiten"}), {})
    images["ada-alt"] = Image("ada-alt", True, frozenset(), {"personnel_no": house.job("ada").personnel_no})
    images[ada] = Image(ada, False, frozenset({"lesen", "schreiben", "leiten"}), images[ada].card)
    images[ben] = Image(ben, True, frozenset({"schreiben"}), {**images[ben].card, "mail": "x@example.org"})
    images[cem] = Image(cem, True, frozenset(), images[cem].card)
    del images[owner]
    world.show(images)
    assert world.found() == {
        ("orphan", "fremd", ""),
        ("twice", "ada-alt", ""),
        ("closed", ada, ""),
        ("extra", ada, "leiten"),
        ("lacking", ben, "lesen"),
        ("text", ben, "mail"),
        ("open", cem, ""),
        ("missing", owner, ""),
    }
    rows = list(open_findings(world.app))
    said = {row.kind: sentence_of(row, labels_of(rows)) for row in rows}
    assert said["extra"] == f"Ada Arndt hat im Konto „{ada}“ das Recht „Leiten“ zu viel."
    assert said["text"] == f"Das Konto „{ben}“ von Ben Busch zeigt bei E-Mail-Adresse „x@example.org“ statt „nichts“."
    assert said["orphan"] == "Das Konto „fremd“ gehört niemandem, den meindo kennt."
    assert said["twice"] == "Das Konto „ada-alt“ ist ein zweites Konto von Ada Arndt."
    assert {tally.kind: tally.open for tally in tallies()} == dict.fromkeys(said, 1)
    plan = repair(rows, by=BY)
    assert plan.state == PlanState.READY
    assert Operation.objects.get(plan=plan, native_id=ada).before["rights"] == ["leiten", "lesen", "schreiben"]
    world.settled(plan)
    assert set(Finding.objects.values_list("state", flat=True)) == {"repaired"}
    assert world.found() == set()
    there = world.there()
    assert not there["fremd"].enabled, "closed, not deleted"
    assert not there["fremd"].rights
    assert not there["ada-alt"].enabled


def test_the_same_finding_is_the_same_row(world: World) -> None:
    world.change("ada", rights=frozenset({"lesen", "schreiben", "leiten"}))
    world.found()
    first = Finding.objects.get()
    with at(today() + timedelta(days=1)):
        world.found()
    again = Finding.objects.get()
    assert (again.pk, again.times, again.first_seen_at) == (first.pk, 1, first.first_seen_at)
    assert again.seen_at > first.seen_at
    world.change("ada", rights=frozenset({"lesen", "schreiben"}))
    assert world.found() == set()
    assert Finding.objects.get().state == "gone"
    world.change("ada", rights=frozenset({"lesen", "schreiben", "leiten"}))
    assert len(world.found()) == 1
    back = Finding.objects.get()
    assert (back.pk, back.times, back.state) == (first.pk, 2, "open")


@pytest.mark.parametrize("spoilt", [b"", b"nonsense", b"native_id;state;rights\r\nx;offen;\r\n"])
def test_an_answer_that_is_not_whole_says_nothing(world: World, spoilt: bytes) -> None:
    world.change("ada", enabled=False)
    before = world.found()
    content = (world.folder / "receipt.csv").read_bytes()
    (world.folder / "receipt.csv").write_bytes(spoilt or b"")
    if not spoilt:
        (world.folder / "receipt.csv").unlink()
    assert world.found() == before
    latest = Reconciliation.objects.latest("id")
    assert latest.problem
    assert (latest.new, latest.gone) == (0, 0)
    assert AuditEvent.objects.filter(kind="identity.not_read").exists()
    (world.folder / "receipt.csv").write_bytes(content + b"kaputt\r\n")
    assert world.found() == before, "one broken line: nothing is known about whose it is"


def test_what_a_plan_is_changing_is_no_drift(world: World) -> None:
    house = world.house
    house.role("chef", "ablage.leiten")
    house.rule("chef", "chef", unit="51/1")
    plan = world.planned()
    start_plan(plan, by=BY)
    with pytest.raises(Exception, match="Quittung"):
        run(RUN, {"plan": plan.pk})  # the file lies there, the application has not followed yet
    (world.folder / "receipt.csv").write_bytes(file_text(world_before(world)))
    assert world.found() == set()
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.DISCARDED)
    assert {kind for kind, *_ in world.found()} == {"lacking"}


def world_before(world: World) -> list[Image]:
    """What the application still shows: the state of before the last plan."""
    rows = Account.objects.filter(application=world.app)
    return [
        Image(row.native_id, row.target["enabled"], frozenset(row.target["rights"]), row.target["card"]) for row in rows
    ]


def test_an_unknown_account_is_matched_once_and_only_to_somebody_without_one(world: World) -> None:
    Account.objects.filter(person=world.house.people["ben"], application=world.app).delete()
    finding = world.found() and Finding.objects.get()
    assert isinstance(finding, Finding)
    assert (finding.kind, finding.person) == ("orphan", world.house.people["ben"])
    assert sentence_of(finding).endswith("Es gehört vielleicht Ben Busch.")
    with pytest.raises(FindingRefused, match="schon ein Konto"):
        match_account(finding, world.house.people["ada"].pk, by=BY)
    account = match_account(finding, world.house.people["ben"].pk, by=BY)
    assert account.person == world.house.people["ben"]
    with pytest.raises(FindingRefused):
        match_account(finding, world.house.people["ben"].pk, by=BY)
    assert world.found() == set()


def test_what_is_accepted_has_a_reason_and_an_end_and_comes_back(world: World) -> None:
    world.change("ada", rights=frozenset({"lesen", "schreiben", "leiten"}))
    world.found()
    finding, owner, end = Finding.objects.get(), world.actor("owner"), today() + timedelta(days=10)
    for wrong in ({"reason": " "}, {"until": today()}, {"until": today() + timedelta(days=400)}, {"by": BY}):
        with pytest.raises(FindingRefused):
            accept(finding, **{"reason": "Projekt", "until": end, "by": owner, **wrong})  # type: ignore[arg-type]
    with pytest.raises(FindingRefused, match="eigenen Konto"):
        accept(finding, reason="Projekt", until=end, by=world.actor("ada"))
    accept(finding, reason="Projekt", until=end, by=owner)
    assert world.found() == set()
    assert accepted_findings(world.app).get().seen_at is not None
    with pytest.raises(FindingRefused):
        repair([finding], by=BY)
    with at(end):
        assert len(world.found()) == 1, "open again when its time is over"
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(state="accepted", reason="", accepted_until=None)


def test_too_many_repairs_stop_and_ask(world: World) -> None:
    world.app.threshold_min = 1
    world.app.threshold_percent = 0
    world.app.save()
    for who in ("ada", "ben"):
        world.change(who, rights=frozenset(RIGHTS))
    world.found()
    plan = repair(open_findings(world.app), by=BY)
    assert (plan.state, plan.stopped_by[0]["losers"]) == (PlanState.STOPPED, 2)
    with pytest.raises(PlanRefused):
        start_plan(plan, by=BY)
    world.settled(plan, released_by=world.house.people["owner"].pk)
    assert world.found() == set()


def test_a_repair_of_yesterdays_plan_is_stale(world: World) -> None:
    world.change("ada", rights=frozenset(RIGHTS))
    world.found()
    plan = repair(open_findings(world.app), by=BY)
    Standing.objects.filter(person=world.house.people["ada"]).update(locked=True)
    with pytest.raises(PlanRefused, match="neu berechnen"):
        start_plan(plan, by=BY)


def test_observing_reads_and_changes_nothing(world: World) -> None:
    world.app.stage = "observe"
    world.app.save()
    world.change("ada", enabled=False)
    assert len(world.found()) == 1
    with pytest.raises(FindingRefused, match="nur beobachtet"):
        repair(open_findings(world.app), by=BY)


def test_a_person_planned_while_observing_gets_the_account_by_repair(world: World) -> None:
    """Stage observe makes no operation, and afterwards nothing differs for the daily run: the comparison sees it."""
    Account.objects.filter(person=world.house.people["ben"], application=world.app).delete()
    images = world.there()
    del images[world.name("ben")]
    world.show(images)
    assert world.found() == {("missing", world.name("ben"), "")}
    world.settled(repair(open_findings(world.app), by=BY))
    assert world.there()[world.name("ben")].enabled
    assert world.found() == set()


def test_every_application_is_compared_once_a_day(world: World) -> None:
    reconcile_all(ALL)
    reconcile_all(ALL)
    tasks = Task.objects.filter(kind=ONE)
    assert tasks.count() == len(world.house.applications)
    for task in tasks:
        run_one(task.key, task.payload)
    assert set(Reconciliation.objects.values_list("application__key", flat=True)) == set(world.house.applications)


def test_a_daily_run_does_not_make_drift(world: World) -> None:
    run_daily()
    assert world.found() == set()
