"""Stage "propose": only the owner lets a change happen; nothing old comes back; what is refused is not lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.identity.filed import BY, World

from meindo.identity.commands_apply import start_plan
from meindo.identity.commands_findings import accept, repair
from meindo.identity.commands_plans import PlanRefused
from meindo.identity.commands_proposals import Approved, approve_operations, reject_operations
from meindo.identity.models import Finding, Operation, Plan
from meindo.identity.plan_models import PlanState
from meindo.identity.queries_drift import open_findings
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import FOREVER, today
from meindo.platform.outbox.models import Task
from meindo.platform.people.models import Terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The application only takes proposals."""
    found = World(tmp_path / "drop")
    found.app.stage = "propose"
    found.app.save()
    return found


def leaves(world: World, who: str) -> None:
    world.house.say(Terms, {"employment_id": world.house.job(who).pk}, None, today(), FOREVER)


def comes_back(world: World, who: str) -> None:
    values = {"status_group": "tarif", "share": 1}
    world.house.say(Terms, {"employment_id": world.house.job(who).pk}, values, today(), FOREVER)


def proposed(world: World) -> Plan:
    plan = world.planned()
    start_plan(plan, by=BY)
    return world.finished_without_work(plan)


def test_a_proposal_changes_nothing_until_the_owner_says_so(world: World) -> None:
    leaves(world, "ben")
    plan = proposed(world)
    assert (plan.state, plan.operations.get().state) == (PlanState.APPLIED, "proposed")
    assert world.there()[world.name("ben")].enabled
    assert world.found() == set(), "an open proposal is no drift"
    with pytest.raises(PlanRefused, match="verantwortlich"):
        approve_operations(plan, [1], by=world.actor("ada"))
    tasks = Task.objects.count()
    assert approve_operations(plan, [1], by=world.actor("owner")) == Approved(1, 0)
    assert (plan.state, Task.objects.count()) == (PlanState.APPLYING, tasks + 1)
    world.finished(plan)
    assert (plan.state, plan.operations.get().state) == (PlanState.APPLIED, "done")
    assert not world.there()[world.name("ben")].enabled
    with pytest.raises(PlanRefused, match="schon entschieden"):
        approve_operations(plan, [1], by=world.actor("owner"))
    assert AuditEvent.objects.filter(kind="identity.approved", subject=f"plan:{plan.uuid}").exists()


def test_what_is_refused_is_found_and_can_be_accepted(world: World) -> None:
    leaves(world, "ben")
    plan = proposed(world)
    with pytest.raises(PlanRefused, match="Grund"):
        reject_operations(plan, [1], by=world.actor("owner"), reason=" ")
    assert reject_operations(plan, [1], by=world.actor("owner"), reason="Abwicklung läuft") == 1
    row = Operation.objects.get(plan=plan)
    assert (row.state, row.error) == ("dropped", "Abwicklung läuft")
    assert {kind for kind, *_ in world.found()} == {"open", "extra"}
    for finding in Finding.objects.all():
        accept(finding, reason="Abwicklung", until=today() + timedelta(days=5), by=world.actor("owner"))
    assert world.found() == set()


def test_a_proposal_that_is_overtaken_falls_away(world: World) -> None:
    leaves(world, "ben")
    old = proposed(world)
    comes_back(world, "ben")
    new = proposed(world)
    assert approve_operations(old, [1], by=world.actor("owner")) == Approved(0, 1)
    assert Operation.objects.get(plan=old).state == "dropped"
    assert approve_operations(new, [1], by=world.actor("owner")) == Approved(1, 0)
    world.target.settle()
    world.finished_without_work(new)
    assert world.there()[world.name("ben")].enabled


def test_a_repair_is_proposed_too(world: World) -> None:
    world.change("ada", rights=frozenset({"lesen", "schreiben", "leiten"}))
    world.found()
    plan = repair(open_findings(world.app), by=BY)
    assert plan.operations.get().state == "proposed"
    start_plan(plan, by=BY)
    world.finished_without_work(plan)
    approve_operations(plan, [1], by=world.actor("owner"))
    world.finished(plan)
    assert world.there()[world.name("ada")].rights == {"lesen", "schreiben"}
    assert Finding.objects.get().state == "repaired"
