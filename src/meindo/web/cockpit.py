"""How looks at one's own data are said and written to files: office, purpose and case, never a clerk's name."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from meindo.platform.access.queries import Look
from meindo.platform.purpose import all_purposes
from meindo.platform.registry.catalogue import role_labels
from meindo.ui.csv_file import csv_text


@dataclass(frozen=True)
class Shown:
    """A look as the person concerned reads it; a case that is not theirs is not named."""

    id: int
    day: date
    office: str
    purpose: str
    number: str
    uuid: UUID | None


@dataclass(frozen=True)
class Words:
    """The labels of offices and purposes in the language of the reader, and the own cases by their key."""

    offices: dict[str, str]
    purposes: dict[str, str]
    cases: dict[int, tuple[str, UUID]]

    @classmethod
    def now(cls, cases: dict[int, tuple[str, UUID]]) -> "Words":
        """In the language of this request; a file is written after the request knows it."""
        offices = {key: _(label) for key, label in role_labels().items()}
        purposes = {found.key: _(found.label) for found in all_purposes()}
        return cls(offices, purposes, cases)

    def shown(self, look: Look) -> Shown:
        """One look in words."""
        number, uuid = self.cases.get(look.case_id, ("", None))
        office = self.offices.get(look.role, look.role)
        return Shown(look.id, look.day, office, self.purposes.get(look.purpose, look.purpose), number, uuid)


def csv_lines(rows: Iterable[Shown]) -> Iterator[bytes]:
    """The file for office programs, line by line; the head comes first and has the mark of the encoding."""
    yield csv_text([(_("Tag"), _("Stelle"), _("Zweck"), _("Vorgang"))]).encode()
    for row in rows:
        yield csv_text([(row.day.isoformat(), row.office, row.purpose, row.number)])[1:].encode()


def json_lines(rows: Iterable[Shown]) -> Iterator[bytes]:
    """The same as JSON: an object with the list `accesses`."""
    yield b'{"format": "meindo-accesses-1", "accesses": ['
    for index, row in enumerate(rows):
        yield (("," if index else "") + "\n" + json.dumps(as_data(row), ensure_ascii=False)).encode()
    yield b"\n]}\n"


def as_data(row: Shown) -> dict[str, Any]:
    """A look as plain data."""
    return {"day": row.day.isoformat(), "office": row.office, "purpose": row.purpose, "case": row.number or None}
