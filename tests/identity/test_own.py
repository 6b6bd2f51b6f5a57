"""meindo itself as an application: its roles begin and end as facts by the same rules as everywhere else."""

from datetime import timedelta

import pytest
from tests.identity.factory import House, build_house
from tests.support.once import built_once

from meindo.identity.commands_apply import run, start_plan
from meindo.identity.commands_findings import repair
from meindo.identity.commands_plans import RUN, make_plan
from meindo.identity.commands_reconcile import reconcile
from meindo.identity.connectors.base import Image, Misconfigured
from meindo.identity.connectors.openers import opener
from meindo.identity.models import Finding, Plan
from meindo.identity.plan_models import PlanKind
from meindo.identity.queries_drift import open_findings
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import FOREVER, at, today
from meindo.platform.people.models import Holding, Responsibility, Terms
from meindo.platform.people.queries import responsibilities_of, roles_held

BY = Actor.system("test")
ROLE, OTHER = "identity_auditor", "identity_office"


def build() -> House:
    house = build_house()
    house.application("meindo", ROLE, connector="own")
    house.role("pruefung", f"meindo.{ROLE}")
    house.rule("pruefung", "pruefung", unit="51")
    return house


house, db = built_once("house", build)


def roles(house: House, who: str) -> set[str]:
    return responsibilities_of(house.people[who].pk, today())


def carried_out(plan: Plan) -> None:
    start_plan(plan, by=BY)
    run(RUN, {"plan": plan.pk})
    assert set(plan.operations.values_list("state", flat=True)) == {"done"}


def applied() -> None:
    carried_out(make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="Plan", by=BY))


def found(house: House) -> set[tuple[str, str]]:
    reconcile(house.applications["meindo"])
    return set(open_findings().values_list("kind", "detail"))


def test_a_rule_gives_a_role_of_meindo_and_takes_it(db, house) -> None:
    applied()
    assert roles(house, "ada") == {ROLE}
    assert roles(house, "cem") == set()
    fact = Responsibility.objects.current().get(person=house.people["ada"])
    assert (fact.source, fact.unit) == ("identity", house.units["root"])
    assert ROLE in roles_held(house.people["ada"].pk, today())[1], "and it opens pages"
    assert AuditEvent.objects.filter(kind="identity.own_role").count() == 2
    assert found(house) == set()
    with at(today() + timedelta(days=1)):
        house.say(Terms, {"employment_id": house.job("ada").pk}, None, today(), FOREVER)
        applied()
        assert roles(house, "ada") == set()
        assert found(house) == set()
    assert roles(house, "ada") == {ROLE}, "yesterday is not written anew"


def test_a_role_that_rests_is_not_held_and_comes_back(db, house) -> None:
    applied()
    old = Holding.objects.current().get(employment=house.job("ada"))
    key = {"employment_id": old.employment_id, "post_id": old.post_id}
    house.say(Holding, key, {"kind": "beurlaubt", "share": 1}, today())
    applied()
    assert roles(house, "ada") == set()
    assert found(house) == set()
    house.say(Holding, key, {"kind": "inhaber", "share": 1}, today())
    applied()
    assert roles(house, "ada") == {ROLE}


def test_only_roles_of_the_catalogue_for_the_whole_city_are_looked_at(db, house) -> None:
    applied()
    cem, city = house.people["cem"].pk, house.units["root"].pk
    house.say(Responsibility, {"person_id": cem, "role": OTHER, "unit_id": city}, {}, today())
    house.say(Responsibility, {"person_id": cem, "role": ROLE, "unit_id": house.units["61"].pk}, {}, today())
    assert found(house) == set()
    house.say(Responsibility, {"person_id": cem, "role": ROLE, "unit_id": city}, {}, today())
    assert found(house) == {("orphan", "")}
    assert Finding.objects.get().person == house.people["cem"]
    carried_out(repair(open_findings(), by=BY))
    assert found(house) == set()
    left = Responsibility.objects.as_of(today()).filter(person=cem).values_list("role", "unit_id")
    assert set(left) == {(OTHER, city), (ROLE, house.units["61"].pk)}


def test_what_was_taken_by_hand_is_found(db, house) -> None:
    applied()
    key = {"person_id": house.people["ada"].pk, "role": ROLE, "unit_id": house.units["root"].pk}
    house.say(Responsibility, key, None, today())
    assert found(house) == {("lacking", ROLE)}
    carried_out(repair(open_findings(), by=BY))
    assert roles(house, "ada") == {ROLE}


def test_nonsense_is_refused_by_name(db, house) -> None:
    name = house.job("ada").personnel_no
    with opener("own")({}, [ROLE, "gibt_es_nicht"]) as connector:
        wishes = [Image("niemand", True, frozenset({ROLE})), Image(name, True, frozenset({"gibt_es_nicht"}))]
        outcomes = {outcome.native_id: outcome for outcome in connector.ensure(wishes)}
    assert "keiner Person" in outcomes["niemand"].error
    assert "gibt_es_nicht" in outcomes[name].error
    assert roles(house, "ada") == set()
    with pytest.raises(Misconfigured), opener("own")({"uri": "x"}, [ROLE]):
        pass
