"""The catalogue, rules and grants: who may do what to them, and what is refused with a sentence."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.identity.factory import House, build_house, with_rights
from tests.support.once import built_once

from meindo.identity.commands_apply import take_turns
from meindo.identity.commands_catalogue import CatalogueRefused, put_into, sign_off
from meindo.identity.commands_grants import GrantRefused, grant_right, revoke_grant
from meindo.identity.commands_plans import make_plan
from meindo.identity.commands_rules import (
    RuleRefused,
    activate_rule,
    draft_rule,
    retire_rule,
    try_rule,
)
from meindo.identity.models import Entitlement, Grant, RuleVersion
from meindo.identity.plan_models import PlanKind
from meindo.identity.queries_foresight import foresee, question_of
from meindo.identity.queries_simulation import simulate
from meindo.identity.sentences import rule_sentence
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import now, today

house, db = built_once("house", lambda: with_rights(build_house()))


def who(house: House, name: str) -> Actor:
    return Actor(f"person:{house.people[name].uuid}", house.people[name].pk)


def given(house: House, **more: object) -> Grant:
    said = {"person_id": house.people["ada"].pk, "what": house.rights["bau.lesen"], "reason": "Vorhaben"}
    days = {"valid_from": today(), "valid_until": today() + timedelta(days=30)}
    return grant_right(**{**said, **days, "by": who(house, "owner"), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"reason": "  "}, "Grund"),
        ({"valid_until": today()}, "Ende"),
        ({"valid_from": today() + timedelta(days=40)}, "Ende"),
        ({"valid_until": today() + timedelta(days=400)}, "So lange"),
    ],
)
def test_a_grant_needs_a_reason_and_an_end(db, house, more: dict[str, object], why: str) -> None:
    with pytest.raises(GrantRefused, match=why):
        given(house, **more)


def test_nobody_grants_anything_to_themselves_and_the_database_refuses_it_too(db, house) -> None:
    with pytest.raises(GrantRefused):
        given(house, by=who(house, "ada"))
    row = given(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=row.pk).update(approved_by=row.person_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=row.pk).update(valid_until="9999-12-31")


def test_a_right_can_bound_how_long_it_is_granted(db, house) -> None:
    bounded = Entitlement.objects.get(pk=house.rights["bau.lesen"].pk)
    bounded.max_days = 10
    bounded.save()
    with pytest.raises(GrantRefused, match="So lange"):
        given(house, what=bounded)
    assert given(house, what=bounded, valid_until=today() + timedelta(days=10))


def test_a_revoked_grant_ends_at_once_and_only_once(db, house) -> None:
    row = given(house)
    assert foresee(question_of(today())).after[row.person_id].rights >= {house.rights["bau.lesen"].pk}
    revoke_grant(row, by=who(house, "owner"), reason="Vorhaben beendet")
    assert house.rights["bau.lesen"].pk not in foresee(question_of(today())).after[row.person_id].rights
    with pytest.raises(GrantRefused):
        revoke_grant(row, by=who(house, "owner"), reason="noch einmal")
    kinds = set(AuditEvent.objects.filter(subject=f"grant:{row.uuid}").values_list("kind", flat=True))
    assert kinds == {"identity.granted", "identity.revoked"}


def test_a_rule_is_put_in_force_by_somebody_else_and_replaces_the_one_before(db, house) -> None:
    old = RuleVersion.objects.get(rule="bauamt")
    version = draft_rule(
        rule="bauamt", role=house.roles["bau-lesen"], reason="enger", by=who(house, "ada"), unit=house.units["61/1"]
    )
    try_rule(version, by=who(house, "ada"))
    with pytest.raises(RuleRefused, match="jemand anderes"):
        activate_rule(version, by=who(house, "ada"))
    activate_rule(version, by=who(house, "ben"))
    old.refresh_from_db()
    assert (version.state, old.state) == ("active", "retired")
    assert version.number == old.number + 1
    with pytest.raises(RuleRefused):
        activate_rule(version, by=who(house, "ben"))
    with pytest.raises(RuleRefused, match="Grund"):
        retire_rule(version, by=who(house, "ben"), reason="")
    retire_rule(version, by=who(house, "ben"), reason="entbehrlich")
    assert version.state == "retired"


def test_a_simulation_shows_everybody_concerned_and_changes_nothing(db, house) -> None:
    take_turns(make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="x", by=Actor.system("test")))
    draft = draft_rule(
        rule="neu", role=house.roles["bau-lesen"], reason="x", by=who(house, "ada"), status_group="beamte"
    )
    assert set(simulate(draft).after) == {house.people["ben"].pk}
    assert set(simulate(RuleVersion.objects.get(rule="bauamt")).after) == {house.people["cem"].pk}
    assert foresee(question_of(today())).after == {}


def test_a_rule_that_meets_nobody_or_everybody_says_so(db, house) -> None:
    nobody = draft_rule(rule="n", role=house.roles["basis"], reason="x", by=who(house, "ada"), function="gibt es nicht")
    everybody = draft_rule(rule="e", role=house.roles["bau-lesen"], reason="x", by=who(house, "ada"))
    assert simulate(nobody).after == {}
    found = simulate(everybody).after
    has_it = house.people["cem"].pk
    assert all(house.rights["bau.lesen"].pk in found[one.pk] for one in house.people.values() if one.pk != has_it)
    assert has_it not in found


def test_roles_do_not_contain_themselves(db, house) -> None:
    with pytest.raises(CatalogueRefused, match="nicht selbst"):
        put_into(house.roles["jugend-lesen"], house.roles["jugend-arbeit"], by=who(house, "owner"))
    assert house.roles["jugend-lesen"].parts.count() == 0
    put_into(house.roles["bau-lesen"], house.roles["basis"], by=who(house, "owner"))
    assert house.roles["bau-lesen"].parts.count() == 1


def test_only_the_owner_lets_an_application_go_to_a_stage(db, house) -> None:
    application = house.applications["bau"]
    with pytest.raises(CatalogueRefused):
        sign_off(application, "observe", by=who(house, "ada"))
    sign_off(application, "observe", by=who(house, "owner"), reason="Störung")
    assert application.stage == "observe"
    assert application.sign_offs.count() == 1


@pytest.mark.parametrize(
    ("asks", "sentence"),
    [
        ({}, "Wer bei der Stadt arbeitet, bekommt die Rolle „Basis“."),
        ({"unit": "51"}, "Wer in „51“ oder darunter arbeitet, bekommt die Rolle „Basis“."),
        (
            {"unit": "VWB", "axis": "matrix"},
            "Wer zur Matrixeinheit „VWB Verkehrswendebüro“ gehört, bekommt die Rolle „Basis“.",
        ),
        (
            {"function": "Technik", "status_group": "beamte", "only_leads": True, "overlap_days": 14, "lead_days": 3},
            "Wer bei der Stadt arbeitet und die Funktion „Technik“ hat und eine Leitung hat und Beamt*in ist, "
            "bekommt die Rolle „Basis“, schon 3 Tage vorher, noch 14 Tage danach.",
        ),
    ],
)
def test_a_rule_is_a_sentence(db, house, asks: dict[str, object], sentence: str) -> None:
    unit = house.units[str(asks["unit"])] if "unit" in asks else None
    if unit:
        unit.refresh_from_db()
    more = {name: value for name, value in asks.items() if name != "unit"}
    version = RuleVersion(rule="x", number=1, role=house.roles["basis"], unit=unit, reason="", made_at=now(), **more)
    assert rule_sentence(version) == sentence
