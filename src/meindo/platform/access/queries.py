"""Reads of access records: what the person concerned sees about looks at their own data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from .models import AccessRecord

CHUNK = 2000


class Look(NamedTuple):
    """One look at the data of a person, without who it was: a name is told only after a reasoned question."""

    id: int
    day: date
    role: str
    purpose: str
    case_id: int


@dataclass(frozen=True)
class Wanted:
    """Which looks somebody wants to read about: of an office, for a purpose, from and until a day, at a case."""

    role: str = ""
    purpose: str = ""
    since: date | None = None
    until: date | None = None
    case_id: int | None = None

    def rule(self) -> Q:
        """The same for the database."""
        given = {
            "role": self.role or None,
            "purpose": self.purpose or None,
            "day__gte": self.since,
            "day__lte": self.until,
            "case_id": self.case_id,
        }
        return Q(**{name: value for name, value in given.items() if value is not None})


def _newest_first(person_id: int, wanted: Wanted) -> QuerySet[AccessRecord, tuple[int, date, str, str, int]]:
    found = AccessRecord.objects.filter(wanted.rule(), subject_id=person_id).order_by("-day", "-id")
    return found.values_list("id", "day", "role", "purpose", "case_id")


def looks_at(
    person_id: int, wanted: Wanted, *, most: int, after: tuple[date, int] | None = None
) -> tuple[list[Look], bool]:
    """A page of looks at a person's data, newest first, and whether there are older ones.

    `after` is day and id of the last one that was read; however many there are, a page costs the same.
    """
    rows = _newest_first(person_id, wanted)
    if after is not None:
        day, last = after
        rows = rows.filter(Q(day__lt=day) | Q(id__lt=last), day__lte=day)
    found = [Look(*row) for row in rows[: most + 1]]
    return found[:most], len(found) > most


def every_look_at(person_id: int, wanted: Wanted) -> Iterator[Look]:
    """All of them for a file, read in pieces."""
    for row in _newest_first(person_id, wanted).iterator(chunk_size=CHUNK):
        yield Look(*row)


def look_at(person_id: int, record_id: int) -> Look | None:
    """One look at the person's own data; None for one at somebody else's."""
    row = _newest_first(person_id, Wanted()).filter(id=record_id).first()
    return Look(*row) if row else None


def viewer_at(person_id: int, record_id: int) -> int | None:
    """Who made one look at the person's data: only for the office that may tell the name, with reasons."""
    found = AccessRecord.objects.filter(subject_id=person_id, id=record_id)
    return found.values_list("viewer_id", flat=True).first()


def offices_and_purposes(person_id: int) -> set[tuple[str, str]]:
    """What one can filter by: pairs of role and purpose that occur."""
    found = AccessRecord.objects.filter(subject_id=person_id).order_by()
    return set(found.values_list(F("role"), F("purpose")).distinct())
