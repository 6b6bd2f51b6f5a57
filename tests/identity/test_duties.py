"""Segregation of duties and the way from rights to accounts: pure functions."""

from meindo.identity.city import Card
from meindo.identity.difference import Change, Target, Verb, Whole, changes, targets
from meindo.identity.duties import Action, DutyRule, conflicts, held_back

ORDER, CHECK, READ = 1, 2, 3
APART = DutyRule(9, frozenset({ORDER}), frozenset({CHECK}), Action.FORBID)


def test_both_sides_in_one_person_are_found_resting_rights_included() -> None:
    sets = {10: frozenset({ORDER, CHECK}), 11: frozenset({ORDER, -CHECK}), 12: frozenset({ORDER, READ})}
    assert [(found.person, found.rule) for found in conflicts(sets, [APART])] == [(10, 9), (11, 9)]
    assert [found.person for found in conflicts(sets, [APART], frozenset({(10, 9)}))] == [11]


def test_the_side_that_is_new_is_held_back_and_nobody_loses_what_they_have() -> None:
    (found,) = conflicts({10: frozenset({ORDER, CHECK})}, [APART])
    assert held_back(found, frozenset({ORDER})).held_back == {CHECK}
    assert held_back(found, frozenset({CHECK})).held_back == {ORDER}
    assert held_back(found, frozenset()).held_back == {CHECK}, "both new: the second side waits"
    assert held_back(found, frozenset({ORDER, CHECK})).held_back == frozenset(), "a person decides about that"


def test_a_rule_that_only_reports_holds_nothing_back() -> None:
    (found,) = conflicts({10: frozenset({ORDER, CHECK})}, [APART._replace(action=Action.REPORT)])
    assert held_back(found, frozenset()).held_back == frozenset()


APPLICATION_OF = {1: 100, 2: 100, 3: 200}
ADA = Card("Ada", "Arndt")


def test_an_account_is_open_while_one_right_does_not_rest_and_nobody_is_locked() -> None:
    assert targets(Whole(frozenset({1, -2, -3}), ADA), APPLICATION_OF) == {
        100: Target(True, frozenset({1, 2}), ADA),
        200: Target(False, frozenset({3}), ADA),
    }
    assert not any(
        found.enabled for found in targets(Whole(frozenset({1, 3}), ADA, locked=True), APPLICATION_OF).values()
    )


def of(before: Whole, after: Whole, has_account: tuple[int, ...] = ()) -> dict[int, Change]:
    return {change.application: change for change in changes(7, before, after, APPLICATION_OF, has_account)}


def test_what_happens_to_accounts_has_a_word() -> None:
    nothing, some = Whole(), Whole(frozenset({1}), ADA)
    assert of(nothing, some)[100].verb is Verb.CREATE
    assert of(some, nothing)[100].verb is Verb.DISABLE
    assert of(some, Whole(frozenset({1, 2}), ADA))[100].verb is Verb.CHANGE
    assert of(nothing, some, (100,))[100].verb is Verb.ENABLE, "a closed account opens again, there is no second one"
    assert of(some, some) == {}
    assert of(some, Whole(frozenset({1}), Card("Ada", "Berg")))[100].verb is Verb.CHANGE


def test_an_account_without_rights_stays_and_is_closed() -> None:
    change = of(Whole(frozenset({1, 2}), ADA), Whole(frozenset({3}), ADA))[100]
    assert change.after == Target(False, frozenset(), ADA)
    assert (change.added, change.removed) == (frozenset(), {1, 2})
