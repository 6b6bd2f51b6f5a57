"""What a personnel measure does to access, shown to the personnel office before it is ordered."""

from datetime import timedelta

from tests.identity.factory import House, build_house, with_rights
from tests.support.once import built_once

from meindo.identity.queries_effects import effects_of
from meindo.platform.clock import today
from meindo.platform.people.models import Post
from meindo.platform.people.queries_movements import depart, leave, second, transfer


def build() -> House:
    house = with_rights(build_house())
    house.post("frei", "61/1")
    return house


house, db = built_once("house", build)
SOON = today() + timedelta(days=5)


def told(house: House, said: object) -> dict[str, dict[str, list[str]]]:
    """By day and application: what comes (+), goes (-), rests (~), works again (!)."""
    found = {}
    for day in effects_of(house.people["ada"].pk, said):  # type: ignore[arg-type]
        found[(day.day - today()).days] = {
            effect.application: [
                *(f"+{label}" for label, _why in effect.comes),
                *(f"-{label}" for label in effect.goes),
                *(f"~{label}" for label in effect.rests),
                *(f"!{label}" for label in effect.works_again),
            ]
            for effect in day.effects
        }
    return found  # type: ignore[return-value]


def test_a_transfer_says_what_comes_and_goes_and_why(db, house) -> None:
    said = transfer(house.job("ada").pk, Post.objects.get(key="frei").pk, SOON)
    assert told(house, said) == {5: {"Bau": ["+Lesen"], "Jugend": ["-Lesen", "-Schreiben"]}}
    (day,) = effects_of(house.people["ada"].pk, said)
    assert day.effects[0].comes[0][1] == ("Wer in „61“ oder darunter arbeitet, bekommt die Rolle „Bau-Lesen“.",)


def test_a_secondment_rests_and_comes_back_by_itself(db, house) -> None:
    said = second(house.job("ada").pk, Post.objects.get(key="frei").pk, SOON, SOON + timedelta(days=10))
    assert told(house, said) == {5: {"Bau": ["+Lesen"], "Jugend": ["~Lesen", "~Schreiben"]}}


def test_leave_lets_all_rest_and_a_departure_takes_all(db, house) -> None:
    resting = {"Jugend": ["~Lesen", "~Schreiben"], "Mail": ["~Box"]}
    assert told(house, leave(house.job("ada").pk, SOON, SOON + timedelta(days=10))) == {5: resting}
    gone = {"Jugend": ["-Lesen", "-Schreiben"], "Mail": ["-Box"]}
    assert told(house, depart(house.job("ada").pk, SOON)) == {5: gone}
