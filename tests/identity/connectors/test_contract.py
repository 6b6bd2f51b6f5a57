"""What every connector promises, asked of a real directory, a real SCIM application and a real folder."""

from collections.abc import Iterable

import pytest
from tests.support.connected import FOREIGN, LEADING, READING, RIGHTS, WRITING, Target

from meindo.identity.connectors.base import Connector, Image, Outcome, Unreachable

CARD = {
    "given_name": "Maria José",
    "family_name": "Müller-Łukasz",
    "mail": "maria@stadt.example",
    "personnel_no": "70000123",
    "unit": "FB 51/2",
    "function": "Sachbearbeitung; Kasse",
}
MARIA = Image("mmueller", enabled=True, rights=frozenset({READING, WRITING}), card=CARD)


def wish(name: str, *rights: str, enabled: bool = True, **card: str) -> Image:
    """An account as it should be."""
    return Image(name, enabled, frozenset(rights), {**CARD, **card})


def ensured(connector: Connector, *wishes: Image) -> dict[str, Outcome]:
    """One outcome per wish, by name."""
    outcomes = list(connector.ensure(wishes))
    assert len(outcomes) == len(wishes)
    return {outcome.native_id: outcome for outcome in outcomes}


def brought_about(target: Target, *wishes: Image) -> None:
    """The application holds what was wished."""
    with target.open() as connector:
        outcomes = ensured(connector, *wishes)
    assert not [outcome for outcome in outcomes.values() if outcome.error]
    target.settle()


def seen(target: Target, names: Iterable[str] | None = None) -> dict[str, Image]:
    """The accounts by name, as a way in of its own reads them."""
    with target.open() as connector:
        found = list(connector.read(names))
    assert len({image.native_id for image in found}) == len(found)
    return {image.native_id: image for image in found}


def test_a_new_account_is_as_it_was_wished(target: Target) -> None:
    brought_about(target, MARIA)
    assert seen(target) == {"mmueller": MARIA}


def test_the_same_wish_again_changes_nothing(target: Target) -> None:
    brought_about(target, MARIA)
    brought_about(target, MARIA)
    assert seen(target) == {"mmueller": MARIA}


def test_texts_change_go_and_stay(target: Target) -> None:
    brought_about(target, MARIA)
    changed = {"family_name": "Schmidt", "function": "", "mail": "schmidt@stadt.example"}
    brought_about(target, Image("mmueller", True, MARIA.rights, changed))
    assert seen(target)["mmueller"].card == {**CARD, **changed}


def test_an_account_without_texts_is_an_account(target: Target) -> None:
    empty = dict.fromkeys(CARD, "")
    brought_about(target, Image("leer", enabled=True, card=empty))
    assert seen(target) == {"leer": Image("leer", enabled=True, card=empty)}


def test_rights_come_and_go_also_the_last_member_of_a_group(target: Target) -> None:
    brought_about(target, MARIA)
    brought_about(target, wish("mmueller", LEADING))
    assert seen(target)["mmueller"].rights == {LEADING}
    brought_about(target, wish("mmueller"))
    assert seen(target)["mmueller"].rights == frozenset()
    brought_about(target, MARIA)
    assert seen(target)["mmueller"] == MARIA


def test_a_closed_account_keeps_what_it_shows_and_opens_again(target: Target) -> None:
    brought_about(target, MARIA, wish("andere", READING))
    brought_about(target, wish("mmueller", READING, enabled=False))
    assert seen(target)["mmueller"] == wish("mmueller", READING, enabled=False)
    assert seen(target)["andere"] == wish("andere", READING)
    brought_about(target, wish("mmueller", READING, enabled=False))
    brought_about(target, MARIA)
    assert seen(target)["mmueller"] == MARIA


def test_an_account_can_be_closed_from_the_start(target: Target) -> None:
    brought_about(target, wish("spaeter", READING, enabled=False))
    assert seen(target) == {"spaeter": wish("spaeter", READING, enabled=False)}


def test_some_are_read_by_name_and_whoever_is_not_there_is_left_out(target: Target) -> None:
    brought_about(target, wish("a", READING), wish("b", WRITING), wish("c"))
    assert seen(target, ["b", "niemand", "c"]) == {"b": wish("b", WRITING), "c": wish("c")}
    assert seen(target, []) == {}


def test_an_unknown_right_is_refused_by_name_and_the_others_go_on(target: Target) -> None:
    with target.open() as connector:
        outcomes = ensured(connector, wish("a", READING), wish("b", READING, "erfunden", FOREIGN), wish("c"))
    target.settle()
    assert not outcomes["a"].error
    assert not outcomes["c"].error
    assert outcomes["b"].is_final
    assert "erfunden" in outcomes["b"].error
    assert FOREIGN in outcomes["b"].error
    assert set(seen(target)) == {"a", "c"}


def test_a_name_that_comes_twice_is_refused_whatever_is_said_of_it(target: Target) -> None:
    brought_about(target, wish("doppelt", READING))
    with target.open() as connector:
        outcomes = list(connector.ensure([wish("Doppelt"), wish("doppelt", WRITING), wish("c")]))
    target.settle()
    assert sorted((outcome.native_id, outcome.is_final) for outcome in outcomes) == [
        ("Doppelt", True),
        ("c", False),
        ("doppelt", True),
    ]
    assert seen(target)["doppelt"] == wish("doppelt", READING)


@pytest.mark.parametrize("name", ["", " a", "a ", "a\n", "a\x00b", "a\u202eb"])
def test_a_name_that_nobody_can_read_is_refused(target: Target, name: str) -> None:
    with target.open() as connector:
        outcomes = ensured(connector, wish(name, READING), wish("gut"))
    assert outcomes[name].is_final
    assert not outcomes["gut"].error


@pytest.mark.parametrize("name", ["a,b", "a+b=c", 'quo"te', "back\\slash", "#raute", "*)(uid=*", "ö.ä", "=1+1", "'=x"])
def test_a_strange_name_is_taken_as_it_is(target: Target, name: str) -> None:
    brought_about(target, wish(name, READING, family_name=f"{name} ß"), wish("b", READING))
    assert seen(target, [name]) == {name: wish(name, READING, family_name=f"{name} ß")}
    brought_about(target, wish(name, family_name="=HYPERLINK(1)"))
    expected = {name: wish(name, family_name="=HYPERLINK(1)"), "b": wish("b", READING)}
    assert seen(target) == expected


def test_rights_that_meindo_does_not_manage_are_neither_read_nor_touched(target: Target) -> None:
    with target.open([*RIGHTS, FOREIGN]) as connector:
        assert not ensured(connector, wish("a", READING, FOREIGN))["a"].error
    target.settle()
    assert seen(target)["a"].rights == {READING}
    brought_about(target, wish("a", WRITING))
    with target.open([*RIGHTS, FOREIGN]) as connector:
        assert [image.rights for image in connector.read()] == [{WRITING, FOREIGN}]


def many(number: int) -> list[Image]:
    """Different accounts."""
    return [
        wish(f"konto{index:03}", *RIGHTS[: index % 4], enabled=index % 5 > 0, family_name=f"Name {index}")
        for index in range(number)
    ]


def test_250_wishes_at_once(target: Target) -> None:
    wishes = many(250)
    brought_about(target, *wishes)
    assert seen(target) == {image.native_id: image for image in wishes}
    some = [image.native_id for image in wishes[:220]]
    assert set(seen(target, some)) == set(some)
    changed = [Image(image.native_id, True, frozenset(RIGHTS) - image.rights, image.card) for image in wishes]
    brought_about(target, *changed)
    assert seen(target) == {image.native_id: image for image in changed}


def test_interrupted_half_way_and_repeated_gives_the_same_end(target: Target) -> None:
    brought_about(target, wish("alt", READING), *many(20))
    wishes = [Image(image.native_id, image.enabled, frozenset({LEADING}), image.card) for image in many(250)]
    certain: list[Outcome] = []
    with target.breaking() as connector, pytest.raises(Unreachable):
        certain.extend(connector.ensure(wishes))
    assert len(certain) < len(wishes)
    target.settle()
    before = seen(target)
    for outcome in certain:
        assert before[outcome.native_id] in wishes, outcome
    brought_about(target, *wishes)
    assert seen(target) == {"alt": wish("alt", READING), **{image.native_id: image for image in wishes}}
