"""Meine Zugänge: every right with its reason, today and as known on a past day; nobody else's."""

from datetime import timedelta

import pytest
from tests.identity.factory import House, build_house, with_rights
from tests.support.office import PASSWORD
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.identity.models import Grant
from meindo.platform.clock import now, today
from meindo.platform.login.models import User
from meindo.platform.people.models import Holding


def build() -> House:
    house = with_rights(build_house())
    for name, person in house.people.items():
        User.objects.create_user(name, PASSWORD, person=person)
    return house


house, db = built_once("house", build)


def page(name: str, query: str = "") -> str:
    answer = browser_of(name).get(f"/meine-zugaenge/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_right_stands_there_with_its_reason_and_no_other(db, house) -> None:
    text = page("ada")
    assert "Schreiben" in text
    assert "Wer in „51/1“ oder darunter arbeitet, bekommt die Rolle „Jugend-Arbeit“." in text
    assert "Das gilt für Ihren Platz in „51/1“." in text
    assert "Bau" not in text
    assert "Jugend" not in page("cem")


def test_a_grant_says_who_approved_it_and_until_when(db, house) -> None:
    Grant.objects.create(
        person=house.people["ada"],
        entitlement=house.rights["bau.lesen"],
        reason="Gemeinsames Vorhaben",
        valid_from=today(),
        valid_until=today() + timedelta(days=30),
        approved_by=house.people["owner"],
        made_at=now(),
    )
    until = today() + timedelta(days=29)
    assert f"Bewilligt bis {until:%d.%m.%Y} von Ina Amt. Grund: Gemeinsames Vorhaben" in page("ada")


def test_what_rests_says_so(db, house) -> None:
    old = Holding.objects.current().get(employment=house.job("ada"))
    key = {"employment_id": old.employment_id, "post_id": old.post_id}
    house.say(Holding, key, {"kind": "beurlaubt", "share": 1}, today())
    assert "ruht" in page("ada")
    assert "er ruht gerade" in page("ada")


def test_a_past_day_shows_what_was_known_then(db, house) -> None:
    day = today() - timedelta(days=400)
    text = page("ada", f"?day_day={day.day}&day_month={day.month}&day_year={day.year}")
    assert "An diesem Tag hatten Sie keinen Zugang" in text
    assert "Schreiben" not in text


@pytest.mark.parametrize("query", ["?day_day=31&day_month=2&day_year=2026", "?day_day=1&day_month=1&day_year=2999"])
def test_a_day_that_is_none_gets_a_sentence(db, house, query: str) -> None:
    answer = browser_of("ada").get(f"/meine-zugaenge/{query}")
    assert answer.status_code == 422
    assert "Fehler:" in answer.content.decode()
