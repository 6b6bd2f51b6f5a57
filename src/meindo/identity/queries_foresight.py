"""What would change: everybody's accounts as last planned against what the facts and rules of a day say. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from .city import Card
from .difference import Change, Whole, changes
from .duties import Conflict, conflicts, held_back
from .models import Account, RightSet, RuleVersion, Standing
from .plan_models import AccountState
from .queries_city import Overlay, View, city_of
from .queries_rules import (
    application_of_rights,
    duties_on,
    excepted_on,
    grants_on,
    reach_of_rules,
    role_contents,
    roles_granted,
    rule_book,
    withheld_on,
)
from .wanted import NOTHING, Because, Question, Rights, reasons, rights

__all__ = ["Foresight", "foresee", "question_of", "standings"]


@dataclass(frozen=True)
class Foresight:
    """What would change on a day, why, and what segregation of duties says to it.

    `after` is what each person would have whose accounts change; `held` people are left alone, because a plan about
    them was taken back and nobody has let go of it yet.
    """

    question: Question
    changes: tuple[Change, ...]
    after: Mapping[int, Whole]
    conflicts: tuple[Conflict, ...]
    held: frozenset[int] = frozenset()

    def because(self, person: int) -> dict[int, list[Because]]:
        """Why a person has each entitlement, or rests with it."""
        return reasons(self.question, person)

    def content(self) -> str:
        """The name of what would change: the same facts and rules give the same one."""
        lines = sorted(
            f"{person}:{sorted(whole.rights)}:{whole.card}:{whole.locked}" for person, whole in self.after.items()
        )
        return sha256("\n".join(lines).encode()).hexdigest()


def question_of(
    day: date,
    *,
    people: Iterable[int] | None = None,
    known_on: datetime | None = None,
    overlay: Overlay | None = None,
    instead: Iterable[RuleVersion] = (),
    without: str = "",
) -> Question:
    """The city of a day under the rules in force, or as known earlier, or as it would be under `overlay` and rules."""
    trial = list(instead)
    asked = None if people is None else tuple(people)
    city = city_of(View(day, *reach_of_rules(known_on, trial), known_on, asked, overlay))
    units = None if asked is None else {unit for chain in city.above.values() for unit in chain}
    book = rule_book(known_on, trial, without, units)
    granted = roles_granted(day, asked) if asked is not None else set()
    contents = {**role_contents(granted), **book.roles} if granted else book.roles
    grants = grants_on(day, contents, people=asked, known_on=known_on)
    return Question(city, book, grants, withheld_on(day, people=asked, known_on=known_on))


def foresee(question: Question, people: Iterable[int] | None = None) -> Foresight:
    """The changes from what was last planned to what the question says, for some people or for all."""
    asked = None if people is None else set(people)
    before, held = standings(asked)
    sets = rights(question, asked)
    city = question.city
    everybody = ({*sets, *before} if asked is None else asked) - held
    found = conflicts(sets, duties_on(city.day), excepted_on(city.day))
    kept, minus = [], dict[int, set[int]]()
    for conflict in found:
        known = held_back(conflict, before.get(conflict.person, Whole()).rights)
        kept.append(known)
        minus.setdefault(conflict.person, set()).update(known.held_back)
    after = {}
    for person in everybody:
        whole = Whole(
            _without(sets.get(person, NOTHING), minus.get(person)),
            _card(question, person, before),
            person in city.locked,
        )
        if whole != before.get(person, Whole()) and (whole.rights or person in before):
            after[person] = whole
    return Foresight(question, tuple(_changes(before, after)), after, tuple(kept), frozenset(held))


def _without(own: Rights, minus: set[int] | None) -> Rights:
    return own - minus - {-right for right in minus} if minus else own


def _card(question: Question, person: int, before: Mapping[int, Whole]) -> Card:
    """What accounts show; of somebody who has left it stays as it was."""
    shown = question.city.cards.get(person)
    known = before.get(person)
    return known.card if known and (shown is None or person not in question.city.employed) else shown or Card()


def standings(people: Iterable[int] | None = None) -> tuple[dict[int, Whole], set[int]]:
    """What was last planned for everybody, or for some; and who is left alone."""
    rows = Standing.objects.all()
    if people is not None:
        rows = rows.filter(person_id__in=list(people))
    columns = ("person_id", "rights_id", "card", "locked", "held_by_id")
    found = list(rows.values_list(*columns))
    sets = _sets({row[1] for row in found} if people is not None else None)
    before = {person: Whole(sets[name], Card(*card), locked) for person, name, card, locked, _ in found}
    return before, {person for person, *_, held in found if held}


def _sets(names: set[str] | None) -> dict[str, Rights]:
    rows = RightSet.objects.all() if names is None else RightSet.objects.filter(pk__in=names)
    return {name: frozenset(found) for name, found in rows.values_list("fingerprint", "rights")}


def _changes(before: Mapping[int, Whole], after: Mapping[int, Whole]) -> Iterable[Change]:
    application_of = application_of_rights()
    accounts: dict[int, list[int]] = {}
    there = Account.objects.exclude(state=AccountState.PLANNED)  # a name that is kept for somebody is no account yet
    for person, application in there.filter(person_id__in=list(after)).values_list("person_id", "application_id"):
        accounts.setdefault(person or 0, []).append(application)
    for person in sorted(after):
        yield from changes(person, before.get(person, Whole()), after[person], application_of, accounts.get(person, ()))
