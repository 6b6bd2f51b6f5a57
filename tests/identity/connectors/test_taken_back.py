"""Random plans, applied and taken back: the directory says byte for byte what it said before."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from tests.identity.factory import House, build_house
from tests.support.city import Newcomer
from tests.support.connected import DirectoryTarget

from meindo.identity.commands_apply import run, start_plan
from meindo.identity.commands_plans import RUN, make_plan
from meindo.identity.commands_undo import let_go, undo_plan
from meindo.identity.models import Plan
from meindo.identity.plan_models import PlanKind, PlanState
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.people import queries_movements as movements
from meindo.platform.people.models import Employment, Post

pytestmark = [pytest.mark.directory, pytest.mark.django_db]
BY = Actor.system("test")
Dump = dict[str, dict[str, list[bytes]]]


@pytest.fixture
def house(directory: DirectoryTarget) -> House:
    """Everybody has an account; what it may do follows from the place."""
    found = build_house()
    found.application("dir", "lesen", "schreiben", "leiten", connector="directory", settings=directory.settings())
    for key, unit in (("lesen", ""), ("schreiben", "51"), ("leiten", "61")):
        found.role(key, f"dir.{key}")
        found.rule(key, key, unit=unit)
    found.city.people([Newcomer(f"Viel{n}", found.units[("51/1", "61/1")[n % 2]]) for n in range(16)])
    found.city.store()
    for number in range(6):
        found.post(f"frei-{number}", ("51", "51/1", "61", "61/1")[number % 4])
    return found


def carried_out(plan: Plan, house: House) -> Plan:
    start_plan(plan, by=BY, released_by=house.people["owner"].pk if plan.state == PlanState.STOPPED else None)
    run(RUN, {"plan": plan.pk})
    assert set(plan.operations.values_list("state", flat=True)) == {"done"}
    plan.refresh_from_db()
    return plan


def everybody(house: House) -> Plan:
    plan = make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="Plan", by=BY)
    return carried_out(plan, house)


def dump(directory: DirectoryTarget) -> Dump:
    """Every entry with every attribute, read without a line of the connector's code."""
    import ldap

    connection = directory.server.admin()
    rows = connection.search_s(directory.part, ldap.SCOPE_SUBTREE, "(objectClass=*)", ["*"])
    connection.unbind_s()
    return {dn: {name: sorted(values) for name, values in entry.items()} for dn, entry in rows}


def moved(random: Random, house: House) -> None:
    """Some people go somewhere else, on leave, or away."""
    posts = list(Post.objects.filter(key__startswith="frei").order_by("id").values_list("id", flat=True))
    for job in random.sample(list(Employment.objects.order_by("id").values_list("id", flat=True)), 8):
        end = today() + timedelta(days=9)
        said = random.choice(
            (
                lambda job=job: movements.transfer(job, random.choice(posts), today()),
                lambda job=job, end=end: movements.leave(job, today(), end),
                lambda job=job: movements.depart(job, today()),
                lambda job=job, end=end: movements.second(
                    job, random.choice(posts), today(), end, share=Decimal(random.choice(("1", "0.5")))
                ),
            )
        )()
        for model, statement in said:
            house.say(model, statement.key, statement.values, statement.valid_from, statement.valid_until)


def there_and_back(directory: DirectoryTarget, house: House, seed: int) -> None:
    before = dump(directory)
    moved(Random(seed), house)
    plan = everybody(house)
    assert dump(directory) != before
    back = carried_out(undo_plan(plan, title="zurück", by=BY), house)
    assert dump(directory) == before
    for turn in back.turns.all():
        let_go(turn.person_id, by=BY, reason="nächste Runde")


def test_apply_and_undo_leave_the_same_dump(directory: DirectoryTarget, house: House) -> None:
    everybody(house)
    there_and_back(directory, house, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100))
def test_apply_and_undo_leave_the_same_dump_a_hundred_times(directory, house: House, seed: int) -> None:
    everybody(house)
    for number in range(3):
        there_and_back(directory, house, seed=10 * seed + number)
