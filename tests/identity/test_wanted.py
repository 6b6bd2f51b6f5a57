"""Who is entitled to what on which day, and why."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.identity.factory import House, build_house, with_rights
from tests.support.once import built_once

from meindo.identity.models import Grant, RuleVersion
from meindo.identity.queries_foresight import question_of
from meindo.identity.wanted import reasons, rights
from meindo.platform.clock import FOREVER, now, start_of, today
from meindo.platform.people.commands import Statement
from meindo.platform.people.models import Affiliation, Holding, Terms

house, db = built_once("house", lambda: with_rights(build_house()))
SOON = timedelta(days=10)


def of(house: House, name: str, day: date | None = None, **more: object) -> set[str]:
    """The rights of somebody as "application.right", resting ones in brackets."""
    question = question_of(day or today(), **more)  # type: ignore[arg-type]
    names = {right.pk: name for name, right in house.rights.items()}
    own = rights(question).get(house.people[name].pk, frozenset())
    return {names[right] if right > 0 else f"({names[-right]})" for right in own}


YOUTH = {"mail.box", "jugend.lesen", "jugend.schreiben"}


def test_rights_follow_from_where_somebody_works(db, house) -> None:
    assert of(house, "ada") == YOUTH
    assert of(house, "cem") == {"mail.box", "bau.lesen"}
    assert of(house, "owner") == {"mail.box"}


def test_a_transfer_changes_them_on_its_day_and_not_before(db, house) -> None:
    day, post = today() + SOON, house.post("P-neu", "61/1")
    old = Holding.objects.current().get(employment=house.job("ada"))
    house.say(Holding, {"employment_id": old.employment_id, "post_id": old.post_id}, None, day)
    house.say(Holding, {"employment_id": old.employment_id, "post_id": post.pk}, {"kind": "inhaber", "share": 1}, day)
    assert of(house, "ada", day - timedelta(days=1)) == YOUTH
    assert of(house, "ada", day) == {"mail.box", "bau.lesen"}
    assert of(house, "ada", day, known_on=now() - timedelta(days=1)) == set(), "nothing was known then, no rule either"


def test_what_is_supposed_gives_what_it_would_give_when_stated(db, house) -> None:
    day, post = today() + SOON, house.post("P-neu", "61/1")
    old = Holding.objects.current().get(employment=house.job("ada"))
    plan = [
        Statement({"employment_id": old.employment_id, "post_id": old.post_id}, None, day),
        Statement(
            {"employment_id": old.employment_id, "post_id": post.pk}, {"kind": "inhaber", "share": Decimal(1)}, day
        ),
    ]
    people = [house.people["ada"].pk]
    assert of(house, "ada", day, people=people, overlay={Holding: plan}) == {"mail.box", "bau.lesen"}
    assert of(house, "ada", day) == YOUTH, "nothing was written"


@pytest.mark.parametrize(
    ("share", "home"), [("1", {"(jugend.lesen)", "(jugend.schreiben)"}), ("0.5", YOUTH - {"mail.box"})]
)
def test_a_secondment_lets_the_rights_at_home_rest_in_its_share(db, house, share: str, home: set[str]) -> None:
    post, start, end = house.post("P-ab", "61/1"), today(), today() + SOON
    key = {"employment_id": house.job("ada").pk, "post_id": post.pk}
    house.say(Holding, key, {"kind": "abordnung", "share": Decimal(share)}, start, end)
    assert of(house, "ada") == {"mail.box", "bau.lesen"} | home
    assert of(house, "ada", end) == YOUTH, "back by itself"


def test_leave_of_absence_lets_everything_rest_and_comes_back(db, house) -> None:
    old = Holding.objects.current().get(employment=house.job("ada"))
    key = {"employment_id": old.employment_id, "post_id": old.post_id}
    house.say(Holding, key, {"kind": "beurlaubt", "share": 1}, today(), today() + SOON)
    assert of(house, "ada") == {f"({right})" for right in YOUTH}
    assert of(house, "ada", today() + SOON) == YOUTH


def test_who_has_left_has_nothing_whatever_still_stands_there(db, house) -> None:
    house.say(Terms, {"employment_id": house.job("ada").pk}, None, today(), FOREVER)
    grant(house, "ada", "bau.lesen")
    assert of(house, "ada") == set()
    assert of(house, "ada", today() - timedelta(days=1)) == YOUTH


def grant(house: House, name: str, right: str, **more: object) -> Grant:
    days = {"valid_from": today(), "valid_until": today() + SOON}
    return Grant.objects.create(
        person=house.people[name], entitlement=house.rights[right], reason="Projekt", made_at=now(), **days | more
    )


def test_a_grant_holds_until_its_end_and_above_what_rests(db, house) -> None:
    grant(house, "ada", "bau.lesen")
    assert of(house, "ada") == YOUTH | {"bau.lesen"}
    assert of(house, "ada", today() + SOON) == YOUTH
    old = Holding.objects.current().get(employment=house.job("ada"))
    key = {"employment_id": old.employment_id, "post_id": old.post_id}
    house.say(Holding, key, {"kind": "beurlaubt", "share": 1}, today())
    grant(house, "ada", "jugend.lesen")
    assert {"bau.lesen", "jugend.lesen", "(jugend.schreiben)"} <= of(house, "ada")


def test_the_matrix_adds_and_takes_nothing(db, house) -> None:
    house.rule("buero", "bau-lesen", unit="VWB", axis="matrix")
    key = {"employment_id": house.job("ada").pk, "unit_id": house.units["VWB"].pk}
    house.say(Affiliation, key, {"role": "mitglied"}, today(), today() + SOON)
    assert of(house, "ada") == YOUTH | {"bau.lesen"}
    assert of(house, "ada", today() + SOON) == YOUTH
    assert of(house, "ben") == YOUTH


def test_a_rule_reaches_before_and_after_as_it_says(db, house) -> None:
    house.rule("uebergabe", "bau-lesen", unit="51/1", overlap_days=5, lead_days=3)
    end = today() + SOON
    old = Holding.objects.current().get(employment=house.job("ada"))
    key = {"employment_id": old.employment_id, "post_id": old.post_id}
    house.say(Holding, key, None, end, FOREVER)
    house.say(Holding, key, {"kind": "inhaber", "share": 1}, end + timedelta(days=20))
    found = {shift: of(house, "ada", end + timedelta(days=shift)) for shift in (-1, 0, 4, 5, 16, 17, 20)}
    has = {shift for shift, own in found.items() if "bau.lesen" in own}
    assert has == {-1, 0, 4, 17, 20}
    assert "jugend.lesen" not in found[0], "other rules end on the day"


@pytest.mark.parametrize(
    ("asks", "who"),
    [
        ({"status_group": "beamte"}, {"ben"}),
        ({"only_leads": True}, {"owner"}),
        ({"function": "Stelle", "unit": "61"}, {"cem"}),
        ({"kind": "kommissarisch"}, set()),
    ],
)
def test_a_rule_asks_for_what_it_names(db, house, asks: dict[str, object], who: set[str]) -> None:
    house.application("neu", "x")
    house.role("neu", "neu.x")
    house.rule("neu", "neu", **asks)
    assert {name for name in house.people if "neu.x" in of(house, name)} == who


def test_every_right_says_why(db, house) -> None:
    given = grant(house, "ada", "jugend.lesen")
    why = reasons(question_of(today()), house.people["ada"].pk)
    found = why[house.rights["jugend.lesen"].pk]
    rules = {version.rule for version in RuleVersion.objects.all() if version.pk in {because.rule for because in found}}
    assert rules == {"jugendamt", "team"}
    assert [because.grant for because in found if because.grant] == [given.pk]
    assert {because.employment for because in found if because.rule} == {house.job("ada").pk}


def test_what_was_known_on_a_past_day_is_answered_from_then(db, house) -> None:
    before = now()
    grant(house, "ada", "bau.lesen")
    assert "bau.lesen" in of(house, "ada")
    assert "bau.lesen" not in of(house, "ada", known_on=before)
    assert of(house, "ada", known_on=start_of(today() - timedelta(days=400))) == set()
