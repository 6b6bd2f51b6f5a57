"""A worker that is killed -9 at every operation of a plan: afterwards everything is done exactly once."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.killed import killed_at
from tests.identity.factory import House, build_house
from tests.support.city import Newcomer
from tests.support.connected import DirectoryTarget
from tests.support.parallel import environment
from tests.support.slapd import needed, slapd

from meindo.identity.commands_apply import run, start_plan
from meindo.identity.commands_plans import RUN, make_plan
from meindo.identity.models import Account, Plan
from meindo.identity.plan_models import PlanKind, PlanState
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today

pytestmark = pytest.mark.directory
BY = Actor.system("test")
PLACES = (  # each is called once per operation; the second call is the one after the first that went through
    "meindo.identity.commands_apply:_note",  # the directory has it, nobody wrote it down
    "meindo.identity.commands_apply:_brought",  # before anything was sent
    "meindo.identity.connectors.ldap_groups:Groups.change",  # the account stands there, its rights do not
)
WORKER = """
from meindo.identity import commands_apply
commands_apply.BATCH = 1
commands_apply.run("identity.run", {"plan": int(sys.argv[3])})
"""
CHANGE = re.compile(r"^dn: (.*)\nchangetype: (\w+)\n", re.MULTILINE)
MEMBER = re.compile(r"^(add|delete): member\n((?:member: .*\n)+)", re.MULTILINE)


@pytest.fixture
def own() -> Iterator[DirectoryTarget]:
    """A server for this test alone, which writes down every change."""
    needed()
    with slapd(after="overlay auditlog\nauditlog FOLDER/changes.ldif") as server:
        yield DirectoryTarget(server, "own")


def planned(directory: DirectoryTarget, people: int) -> tuple[House, Plan]:
    house = build_house()
    house.application("dir", "lesen", "schreiben", "leiten", connector="directory", settings=directory.settings())
    house.role("alle", "dir.lesen", "dir.schreiben")
    house.rule("alle", "alle")
    house.city.people([Newcomer(f"Viel{n}", house.units["51/1"]) for n in range(people - len(house.people))])
    house.city.store()
    plan = make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="Plan", by=BY)
    assert plan.operations.count() == people
    start_plan(plan, by=BY)
    return house, plan


def kill_everywhere(url: str, folder: Path, directory: DirectoryTarget, people: int) -> None:
    _house, plan = planned(directory, people)
    log = directory.server.folder / "changes.ldif"
    start = log.stat().st_size
    known = environment(folder, url)
    for number in range(people - 1):
        place = PLACES[number % len(PLACES)]
        killed_at(known, WORKER, place, 2 if number else 1, str(plan.pk))
    run(RUN, {"plan": plan.pk})
    plan.refresh_from_db()
    assert plan.state == PlanState.APPLIED
    assert set(plan.operations.values_list("state", "attempts")) == {("done", 1)}
    with directory.open() as connector:
        there = {image.native_id: (image.enabled, image.rights) for image in connector.read()}
    names = Account.objects.values_list("native_id", flat=True)
    assert there == dict.fromkeys(names, (True, frozenset({"lesen", "schreiben"})))
    once_each(log.read_text(encoding="utf-8")[start:], people)


def once_each(changes: str, people: int) -> None:
    """Every account was added once, and every membership too; nothing was taken away again."""
    made = Counter(dn for dn, kind in CHANGE.findall(changes) if kind == "add")
    assert len(made) == people
    assert set(made.values()) == {1}
    dns = re.split(r"(?m)^# (?=modify|add)", changes)
    members: Counter[tuple[str, str]] = Counter()
    for entry in dns:
        group = CHANGE.search(entry)
        for how, lines in MEMBER.findall(entry):
            assert how == "add"
            members.update((group[1] if group else "", line) for line in lines.splitlines())
    assert len(members) == 2 * people
    assert set(members.values()) == {1}


def test_a_worker_killed_at_every_operation(own_database: str, tmp_path: Path, own: DirectoryTarget) -> None:
    assert os.name == "posix"
    kill_everywhere(own_database, tmp_path, own, 10)


@pytest.mark.soak
def test_a_plan_of_five_hundred_killed_at_every_operation(own_database, tmp_path: Path, own: DirectoryTarget) -> None:
    kill_everywhere(own_database, tmp_path, own, 500)
