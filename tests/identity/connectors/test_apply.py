"""A plan carried out in a real directory: read back, repeated, taken back, and what was changed by hand stays."""

from random import Random

import pytest
from tests.identity.factory import House, build_house, with_rights
from tests.support.connected import DirectoryTarget

from meindo.identity import commands_apply
from meindo.identity.commands_apply import run, start_plan
from meindo.identity.commands_plans import RUN, PlanRefused, make_plan
from meindo.identity.commands_undo import let_go, undo_plan
from meindo.identity.connectors.base import Unreachable
from meindo.identity.models import Account, Plan, Standing
from meindo.identity.plan_models import PlanKind, PlanState
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import FOREVER, today
from meindo.platform.people import queries_movements as movements
from meindo.platform.people.models import Post, Terms

pytestmark = [pytest.mark.directory, pytest.mark.django_db]
BY = Actor.system("test")


@pytest.fixture
def house(directory: DirectoryTarget) -> House:
    """One application lives in the directory: its rights are the groups there."""
    found = build_house()
    with_rights(found)
    found.application(
        "verzeichnis", "lesen", "schreiben", "leiten", connector="directory", settings=directory.settings()
    )
    for application in ("mail", "jugend", "bau"):
        found.applications[application].stage = "observe"
        found.applications[application].save()
    found.role("haus", "verzeichnis.lesen")
    found.role("amt", "verzeichnis.schreiben", parts=("haus",))
    found.rule("haus", "haus")
    found.rule("amt", "amt", unit="51")
    for number, code in enumerate(("51/1", "61", "61/1")):
        found.post(f"frei-{number}", code)
    return found


def planned(title: str = "Plan") -> Plan:
    return make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title=title, by=BY)


def carried_out(plan: Plan) -> Plan:
    start_plan(plan, by=BY)
    run(RUN, {"plan": plan.pk})
    plan.refresh_from_db()
    return plan


def dump(directory: DirectoryTarget) -> dict[str, tuple[object, ...]]:
    """Every account as the directory shows it."""
    with directory.open() as connector:
        return {
            image.native_id: (image.enabled, tuple(sorted(image.rights)), tuple(sorted(image.card.items())))
            for image in connector.read()
        }


def states(plan: Plan) -> set[str]:
    return set(plan.operations.values_list("state", flat=True))


def test_accounts_are_made_with_their_rights_and_read_back(house, directory) -> None:
    plan = carried_out(planned())
    assert (plan.state, states(plan)) == (PlanState.APPLIED, {"done"})
    there = dump(directory)
    ada = house.job("ada").personnel_no.lower()
    assert there[ada][:2] == (True, ("lesen", "schreiben"))
    assert there[house.job("cem").personnel_no.lower()][1] == ("lesen",)
    assert Account.objects.get(native_id=ada, application__key="verzeichnis").state == "active"
    assert foresee(question_of(today())).changes == ()
    run(RUN, {"plan": plan.pk})
    assert dump(directory) == there, "nothing twice"


def test_who_leaves_is_closed_and_keeps_the_name_and_comes_back_to_it(house, directory) -> None:
    carried_out(planned())
    ada, job = house.job("ada").personnel_no.lower(), house.job("ada")
    house.say(Terms, {"employment_id": job.pk}, None, today(), FOREVER)
    carried_out(planned())
    assert dump(directory)[ada][:2] == (False, ())
    house.say(Terms, {"employment_id": job.pk}, {"status_group": "tarif", "share": 1}, today(), FOREVER)
    again = carried_out(planned())
    assert again.operations.get().verb == "enable"
    assert dump(directory)[ada][:2] == (True, ("lesen", "schreiben"))
    assert Account.objects.filter(person=house.people["ada"], application__key="verzeichnis").count() == 1


@pytest.mark.parametrize("seed", range(3))
def test_a_plan_taken_back_leaves_the_directory_as_it_was(house, directory, seed: int) -> None:
    random = Random(seed)
    carried_out(planned())
    before, standings = dump(directory), set(Standing.objects.values_list("person_id", "rights_id", "locked"))
    for name in random.sample(("ada", "ben", "cem"), 2):
        post = random.choice(list(Post.objects.filter(key__startswith="frei").values_list("id", flat=True)))
        job = house.job(name).pk
        for model, statement in random.choice((movements.transfer(job, post, today()), movements.depart(job, today()))):
            house.say(model, statement.key, statement.values, statement.valid_from, statement.valid_until)
    plan = carried_out(planned())
    assert dump(directory) != before
    back = carried_out(undo_plan(plan, title="zurück", by=BY))
    assert states(back) == {"done"}
    assert dump(directory) == before
    assert set(Standing.objects.values_list("person_id", "rights_id", "locked")) == standings
    assert foresee(question_of(today())).changes == (), "what was taken back is not planned again by itself"
    with pytest.raises(PlanRefused, match="schon zurückgenommen"):
        undo_plan(plan, title="noch einmal", by=BY)
    for turn in back.turns.all():
        let_go(turn.person_id, by=BY, reason="geklärt")
    assert foresee(question_of(today())).changes != ()


def test_an_account_changed_by_hand_is_a_conflict_and_stays(house, directory) -> None:
    plan = carried_out(planned())
    ada = house.job("ada").personnel_no.lower()
    with directory.open() as connector:
        (image,) = connector.read([ada])
        changed = type(image)(ada, True, image.rights | {"leiten"}, image.card)
        assert [outcome.error for outcome in connector.ensure([changed])] == [""]
    back = carried_out(undo_plan(plan, title="zurück", by=BY))
    found = dict(back.operations.values_list("native_id", "state"))
    assert found.pop(ada) == "conflict"
    assert set(found.values()) == {"done"}
    assert dump(directory)[ada][1] == ("leiten", "lesen", "schreiben")


def test_a_plan_goes_on_where_it_was_interrupted(house, directory, monkeypatch) -> None:
    plan = planned()
    start_plan(plan, by=BY)
    monkeypatch.setattr(commands_apply, "BATCH", 1)
    note, times = commands_apply._note, []

    def broken(*given: object) -> None:
        times.append(1)
        if len(times) in (1, 3, 4):
            raise KeyboardInterrupt  # after the directory has done it, before anything was noted
        note(*given)

    monkeypatch.setattr(commands_apply, "_note", broken)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            run(RUN, {"plan": plan.pk})
    run(RUN, {"plan": plan.pk})
    plan.refresh_from_db()
    assert (plan.state, states(plan)) == (PlanState.APPLIED, {"done"})
    assert len(dump(directory)) == len(house.people)


def test_a_directory_that_is_down_loses_nothing(house, directory) -> None:
    application = house.applications["verzeichnis"]
    right, application.settings = application.settings, {**application.settings, "uri": "ldap://127.0.0.1:9"}
    application.save()
    plan = planned()
    start_plan(plan, by=BY)
    with pytest.raises(Unreachable):
        run(RUN, {"plan": plan.pk})
    plan.refresh_from_db()
    assert (plan.state, states(plan)) == (PlanState.APPLYING, {"pending"})
    application.settings = right
    application.save()
    run(RUN, {"plan": plan.pk})
    assert states(plan) == {"done"}
