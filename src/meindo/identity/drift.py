"""What is in an application against what is planned for it (Soll-Ist-Abgleich). Pure functions.

A drift is about one account and one thing, so that a person can understand and settle it alone. Rights that meindo does
not manage are in no image, so that nothing is ever said about them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .connectors.base import Image


class Kind(StrEnum):
    """In what an account is not as planned."""

    MISSING = "missing"  # planned, and not there
    ORPHAN = "orphan"  # there, and of nobody who is known
    TWICE = "twice"  # there, and looks like a second account of somebody who has one
    OPEN = "open"  # should be closed
    CLOSED = "closed"  # should be open
    EXTRA = "extra"  # a right more than planned
    LACKING = "lacking"  # a right that is missing
    TEXT = "text"  # shows another text: a name, a mail address, a unit


UNKNOWN = (Kind.ORPHAN, Kind.TWICE)  # accounts that are nobody's here


class Known(NamedTuple):
    """An account that meindo answers for, and how it should be. `person` empty: nobody's, closed by a decision."""

    native_id: str
    person: int | None
    wish: Image


class Drift(NamedTuple):
    """One difference. `detail` names the right or the text; `person` whose account it is, of an unknown account whose
    it may be.
    """

    kind: Kind
    native_id: str
    detail: str = ""
    person: int | None = None
    planned: str = ""
    found: str = ""


@dataclass(frozen=True)
class Soll:
    """What is planned for one application.

    `lacking`: people for whom an account is planned and none is known, with the name that it would bear. `numbers`: who
    has a personnel number or log-in name, folded. `busy`: accounts, folded, that are being changed now: nothing is
    said about them.
    """

    known: Collection[Known]
    lacking: Mapping[int, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    busy: Collection[str] = frozenset()


def drifts(soll: Soll, there: Iterable[Image]) -> list[Drift]:
    """All differences; `there` is everything that the application has, read to its end."""
    accounts = _Accounts(there)
    found: list[Drift] = []
    for known in soll.known:
        image = accounts.taken(known)
        if known.native_id.casefold() not in soll.busy:
            found += _of_account(known, image)
    owners = {known.person for known in soll.known if known.person is not None}
    claimed = set()
    for image in accounts.left():
        if image.native_id.casefold() not in soll.busy:
            drift = _unknown(image, accounts, owners, soll.numbers)
            claimed.add(drift.person)
            found.append(drift)
    for person, name in soll.lacking.items():
        if person not in claimed and name.casefold() not in soll.busy:
            found.append(Drift(Kind.MISSING, name, person=person))
    return found


class _Accounts:
    """What is there, by name; a name that differs from the known one in capitals only is the same account, unless the
    known one is there too.
    """

    def __init__(self, there: Iterable[Image]) -> None:
        self._by_name: dict[str, list[Image]] = {}
        for image in there:
            self._by_name.setdefault(image.native_id.casefold(), []).append(image)
        self.of_known: dict[str, int | None] = {}

    def taken(self, known: Known) -> Image | None:
        """The account of a known name; it is no unknown one any more."""
        images = self._by_name.get(known.native_id.casefold())
        if not images:
            return None
        self.of_known[known.native_id.casefold()] = known.person
        place = next((n for n, image in enumerate(images) if image.native_id == known.native_id), 0)
        return images.pop(place)

    def left(self) -> Iterator[Image]:
        """All that no known account is."""
        for images in self._by_name.values():
            yield from images


def _of_account(known: Known, image: Image | None) -> Iterator[Drift]:
    if image is not None:
        yield from _differences(known, known.wish, image)
    elif known.wish.enabled or known.wish.rights:  # an account that should be closed and is gone does no harm
        yield Drift(Kind.MISSING, known.native_id, person=known.person)


def _differences(known: Known, wish: Image, image: Image) -> Iterator[Drift]:
    name, person = known.native_id, known.person
    if wish.enabled != image.enabled:
        yield Drift(Kind.OPEN if image.enabled else Kind.CLOSED, name, person=person)
    for right in sorted(image.rights - wish.rights):
        yield Drift(Kind.EXTRA, name, right, person)
    for right in sorted(wish.rights - image.rights):
        yield Drift(Kind.LACKING, name, right, person)
    for text, shown in sorted(image.card.items()):
        planned = wish.card.get(text, shown)
        if planned != shown:
            yield Drift(Kind.TEXT, name, text, person, planned, shown)


def _unknown(image: Image, accounts: _Accounts, owners: Collection[int], numbers: Mapping[str, int]) -> Drift:
    twin = accounts.of_known.get(image.native_id.casefold())
    whose = twin or _whose(image, numbers)
    is_second = whose in owners or image.native_id.casefold() in accounts.of_known
    return Drift(Kind.TWICE if is_second else Kind.ORPHAN, image.native_id, person=whose)


def _whose(image: Image, numbers: Mapping[str, int]) -> int | None:
    """Whose an account may be: by the personnel number that it shows, else by its name. A guess for a person."""
    number = image.card.get("personnel_no", "").strip().casefold()
    return numbers.get(number) if number else numbers.get(image.native_id.casefold())
