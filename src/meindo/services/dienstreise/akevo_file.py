"""The table of amounts abroad of AKEVO NRW as a CSV file: read, checked row by row (docs/services/dienstreise.md)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from meindo.platform.people.importing.cells import BadCell, day
from meindo.platform.people.importing.files import Problem, RawFile, read_file

from .countries import mother_country, places
from .rate_table import LocalRow

COLUMNS = ("land", "ort", "gueltig_ab", "gueltig_bis", "voller_tag", "an_abreisetag", "uebernachtung")
AMOUNT = re.compile(r"\d{1,4}([.,]\d{2})?")
HIGHEST_EUR = 2000


@dataclass(frozen=True)
class AkevoFile:
    """The good rows of a file, and what is wrong with the others."""

    rows: tuple[LocalRow, ...]
    problems: tuple[Problem, ...]


def read_akevo(path: Path) -> AkevoFile:
    """Read a file in UTF-8 or Windows-1252; a bad row is named and left out, the others are kept."""
    raw = read_file(path, COLUMNS)
    found: list[tuple[int, LocalRow]] = []
    for line, cells in raw.rows:
        try:
            found.append((line, _row(cells)))
        except BadCell as problem:
            raw.refuse(line, f"{problem}.")
    return AkevoFile(tuple(row for _line, row in _without_overlaps(found, raw)), tuple(sorted(raw.problems)))


def _row(cells: Mapping[str, str]) -> LocalRow:
    row = LocalRow(
        place=_place(cells["land"].upper(), cells["ort"].lower()),
        valid_from=day(cells["gueltig_ab"]),
        valid_until=_day_after(cells["gueltig_bis"]),
        full=_amount(cells, "voller_tag"),
        partial=_amount(cells, "an_abreisetag"),
        night=_amount(cells, "uebernachtung"),
    )
    if row.valid_until and row.valid_until <= row.valid_from:
        raise BadCell("gueltig_bis liegt vor gueltig_ab")
    if row.partial > row.full:
        raise BadCell("an_abreisetag ist höher als voller_tag")
    return row


def _place(country: str, place: str) -> str:
    if country not in places() and mother_country(country) is None:
        raise BadCell(f"„{country}“ ist kein bekanntes Land (erwartet: Kürzel wie BE)")
    key = f"{country}.{place}" if place else country
    if key not in places() and place:
        raise BadCell(f"„{place}“ ist kein bekannter Ort in {country}")
    return key


def _day_after(cell: str) -> date | None:
    """The file names the last day on which a row holds; inside, periods end before a day."""
    return date.fromordinal(day(cell).toordinal() + 1) if cell else None


def _amount(cells: Mapping[str, str], name: str) -> Decimal:
    if not AMOUNT.fullmatch(cells[name]):
        raise BadCell(f"{name}: „{cells[name]}“ ist kein Betrag (erwartet: 50 oder 50,00)")
    found = Decimal(cells[name].replace(",", "."))
    if found > HIGHEST_EUR:
        raise BadCell(f"{name}: {cells[name]} ist höher als {HIGHEST_EUR} Euro")
    return found


def _without_overlaps(found: list[tuple[int, LocalRow]], raw: RawFile) -> list[tuple[int, LocalRow]]:
    """Leave out every row that says something else, or the same again, for days of another one."""
    bad: set[int] = set()
    longest: dict[str, tuple[int, LocalRow]] = {}
    for line, row in sorted(found, key=lambda item: (item[1].place, item[1].valid_from, item[0])):
        first_line, first = longest.get(row.place, (line, row))
        if first_line != line and first.period.overlaps(row.period):
            kind = "steht doppelt" if first == row else "überschneidet sich"
            raw.refuse(line, f"{row.place} {kind}: schon in Zeile {first_line}. Beide Zeilen bleiben liegen.")
            bad |= {first_line, line}
        if row.period.end >= first.period.end:
            longest[row.place] = (line, row)
        else:
            longest[row.place] = (first_line, first)
    return [item for item in found if item[0] not in bad]
