"""From rights to accounts, and what differs. Pure functions."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from .city import Card
from .wanted import NOTHING, Rights


class Verb(StrEnum):
    """What happens to an account; in this order within a person, so that closing comes first."""

    DISABLE = "disable"
    CREATE = "create"
    ENABLE = "enable"
    CHANGE = "change"


class Target(NamedTuple):
    """How an account should be: open or closed, with which rights, showing which card."""

    enabled: bool
    rights: frozenset[int]
    card: Card


class Whole(NamedTuple):
    """All that decides about a person's accounts."""

    rights: Rights = NOTHING
    card: Card = Card()
    locked: bool = False


class Change(NamedTuple):
    """One account from one state to another; `before` None: there is none yet."""

    person: int
    application: int
    before: Target | None
    after: Target

    @property
    def verb(self) -> Verb:
        """The word for it."""
        if self.before is None:
            return Verb.CREATE
        if self.before.enabled and not self.after.enabled:
            return Verb.DISABLE
        return Verb.ENABLE if self.after.enabled and not self.before.enabled else Verb.CHANGE

    @property
    def added(self) -> frozenset[int]:
        """Rights that come."""
        return self.after.rights - (self.before.rights if self.before else frozenset())

    @property
    def removed(self) -> frozenset[int]:
        """Rights that go."""
        return (self.before.rights if self.before else frozenset()) - self.after.rights


def targets(whole: Whole, application_of: Mapping[int, int], only: frozenset[int] | None = None) -> dict[int, Target]:
    """The account in each application (or in some) in which there is a right, resting ones included."""
    all_of: dict[int, list[int]] = {}
    active: set[int] = set()
    for right in whole.rights:
        application = application_of[right if right > 0 else -right]
        if only is None or application in only:
            if right > 0:
                active.add(application)
                all_of.setdefault(application, []).append(right)
            else:
                all_of.setdefault(application, []).append(-right)
    return {
        application: Target(not whole.locked and application in active, frozenset(found), whole.card)
        for application, found in all_of.items()
    }


def changes(
    person: int, before: Whole, after: Whole, application_of: Mapping[int, int], has_account: Iterable[int] = ()
) -> Iterator[Change]:
    """What differs; an account without any right left is closed, never deleted. `has_account`: the applications in
    which there is a closed account from earlier, which opens again instead of a second one.
    """
    only = None
    if before.card == after.card and before.locked == after.locked:
        only = frozenset(application_of[abs(right)] for right in before.rights ^ after.rights)
    old, new = targets(before, application_of, only), targets(after, application_of, only)
    earlier = set(has_account)
    for application in sorted({*old, *new}):
        was = old.get(application)
        if was is None and application in earlier:
            was = Target(enabled=False, rights=frozenset(), card=before.card)
        will = new.get(application) or Target(enabled=False, rights=frozenset(), card=after.card)
        if was != will:
            yield Change(person, application, was, will)
