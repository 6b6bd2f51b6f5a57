"""The information under Art. 15 says all that identity holds about a person, and names nobody else."""

import json
from datetime import timedelta

from django.apps import apps
from django.db import models
from tests.identity.factory import House, build_house, with_rights
from tests.support.once import built_once

from meindo.identity.commands_apply import take_turns
from meindo.identity.commands_campaigns import close_campaign, decide_review, start_campaign
from meindo.identity.commands_catalogue import add_duty
from meindo.identity.commands_grants import grant_right
from meindo.identity.commands_plans import make_plan
from meindo.identity.models import DutyException, Finding, ScimAccount
from meindo.identity.plan_models import PlanKind
from meindo.identity.queries_foresight import foresee, question_of
from meindo.identity.queries_subject import held_about
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now, today

# Why a table about people is no part of the answer.
SAID_ELSEWHERE = {
    "Standing": "its rights are said",
    "Turn": "what it did to accounts is said as changes",
    "OwnAccount": "what meindo itself keeps for its own connector; the account is said",
    "ScimName": "holds digests that say nothing",
}


def actor(person) -> Actor:
    return Actor(f"person:{person.uuid}", person.pk)


def build() -> House:
    house = with_rights(build_house())
    owner, ada, ben = (house.people[name] for name in ("owner", "ada", "ben"))
    for who in (ada, ben):
        grant_right(
            person_id=who.pk,
            what=house.rights["jugend.freigeben"],
            reason=f"Vertretung {who.pk}",
            valid_from=today(),
            valid_until=today() + timedelta(days=90),
            by=actor(owner),
        )
    take_turns(make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="Anfang", by=Actor.system("test")))
    campaign = start_campaign(
        title="Jugend", application=house.applications["jugend"], due_on=today() + timedelta(days=20), by=actor(owner)
    )
    review = campaign.reviews.get(person=ada)
    decide_review(review, removed=[house.rights["jugend.lesen"].pk], reason="Nicht mehr nötig", by=actor(owner))
    close_campaign(campaign, by=actor(owner))
    duty = add_duty(
        key="vier-augen", label="Vier Augen", reason="x", action="report", by=actor(owner),
        one_side=[house.rights["jugend.schreiben"]], other_side=[house.rights["jugend.freigeben"]],
    )  # fmt: skip
    DutyException.objects.create(
        duty=duty, person=ada, reason="Ausnahme", valid_from=today(), valid_until=today() + timedelta(days=9),
        approved_by=owner,
    )  # fmt: skip
    for who in (ada, ben):
        Finding.objects.create(
            application=house.applications["mail"], kind="text", native_id=f"konto{who.pk}", person=who,
            first_seen_at=now(), seen_at=now(),
        )  # fmt: skip
        ScimAccount.objects.create(
            client="verzeichnis", person=who, body={"userName": f"scim{who.pk}"}, user_key=f"scim{who.pk}".encode(),
            created_at=now(), changed_at=now(),
        )  # fmt: skip
    return house


house, db = built_once("house", build)


def test_everything_held_is_said_in_plain_data(db, house) -> None:
    said = list(held_about(house.people["ada"].pk))
    kinds = {row["kind"] for row in said}
    assert kinds == {
        *("right", "account", "difference", "grant", "exception", "withheld", "review", "change", "pushed"),
    }
    assert json.loads(json.dumps(said)) == said
    grant = next(row for row in said if row["kind"] == "grant")
    assert (grant["application"], grant["right"]) == ("Jugend", "Freigeben")
    review = next(row for row in said if row["kind"] == "review")
    assert review["removed"] == ["Jugend: Lesen"]
    assert "Jugend: Freigeben" in review["rights"]


def test_nobody_else_is_named(db, house) -> None:
    text = json.dumps(list(held_about(house.people["ada"].pk)), ensure_ascii=False)
    ben, owner = house.people["ben"], house.people["owner"]
    for strange in ("Busch", "Amt", f"konto{ben.pk}", f"scim{ben.pk}", f"Vertretung {ben.pk}", str(owner.uuid)):
        assert strange not in text, strange
    assert list(held_about(house.people["cem"].pk))
    assert "Vertretung" not in json.dumps(list(held_about(house.people["cem"].pk)))


def test_a_new_table_about_people_is_part_of_the_answer_or_says_why_not() -> None:
    about = {
        model.__name__
        for model in apps.get_app_config("identity").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.name in ("person", "holder")
    }
    said = {"Account", "Finding", "Grant", "DutyException", "Withholding", "Review", "Operation", "ScimAccount"}
    assert about == said | set(SAID_ELSEWHERE)
