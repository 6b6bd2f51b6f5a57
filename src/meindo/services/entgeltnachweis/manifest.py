"""Read a delivery: the list beside the PDF files, row by row and file by file, before anything is written.

A row is good when its number, name, month, checksum and file agree with each other and with what is known. Whatever
could put a statement into the wrong hands is refused by name; docs/services/entgeltnachweis.md lists it.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from meindo.kernel.spelling import search_key
from meindo.platform.clock import today
from meindo.platform.files.scanner import Verdict, scan
from meindo.platform.people.importing.files import Problem, read_file

from .pages import NUMBER, flaw_of, words_in
from .queries_known import Known, Receiver, known_for
from .retention import first_month

MANIFEST = "entgeltnachweise.csv"
COLUMNS = ("personnel_no", "family_name", "month", "file", "sha256")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
SHA256 = re.compile(r"[0-9a-f]{64}")
MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Row:
    """A row whose cells are right: for whom, for which month, which file with which checksum."""

    line: int
    number: str
    name: str
    month: date
    path: Path
    sha256: str
    receiver: Receiver


@dataclass
class Checked:
    """The rows that are to be filed, how many are known already, what is wrong with others, and the list's checksum."""

    manifest: str = ""
    rows: int = 0
    good: list[Row] = field(default_factory=list)
    known: int = 0
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        """Note a bad row."""
        self.problems.append(Problem(MANIFEST, line, reason))


class Bad(Exception):
    """A row cannot be right; the text says why."""


def check_folder(folder: Path, *, search_text: bool = True) -> Checked:
    """Check every row and every file; `search_text`: the personnel number must stand in the text of the file."""
    checked, path = Checked(), folder / MANIFEST
    if not path.is_file():
        checked.problems.append(Problem(folder.name, 0, f"Im Ordner fehlt die Liste {MANIFEST}."))
        return checked
    checked.manifest = hashlib.sha256(path.read_bytes()).hexdigest()
    raw = read_file(path, COLUMNS)
    checked.problems += raw.problems
    checked.rows = len(raw.rows) + len(raw.problems)
    known = known_for(
        {cells["personnel_no"] for _line, cells in raw.rows}, {cells["sha256"].lower() for _line, cells in raw.rows}
    )
    rows = []
    for line, cells in raw.rows:
        try:
            rows.append(_row(line, cells, folder, known))
        except Bad as problem:
            checked.refuse(line, str(problem))
    for row in _without_doubles(rows, checked):
        _take(row, known, checked, search_text=search_text)
    _unlisted(folder, {cells["file"] for _line, cells in raw.rows}, checked)
    checked.problems.sort()
    return checked


def _row(line: int, cells: dict[str, str], folder: Path, known: Known) -> Row:
    number, file, said = cells["personnel_no"], cells["file"], cells["sha256"].lower()
    if not SHA256.fullmatch(said):
        raise Bad("sha256: Das ist keine Prüfsumme mit 64 Stellen (0–9, a–f).")
    path = folder / file
    if not file or path.name != file or file.startswith(".") or path.is_symlink() or not path.is_file():
        raise Bad(f"file: Die Datei „{file}“ liegt nicht im Ordner.")
    receiver = known.receivers.get(number)
    if receiver is None:
        raise Bad(f"personnel_no: Die Personalnummer „{number}“ ist unbekannt.")
    if search_key(cells["family_name"]) not in receiver.names:
        raise Bad(f"family_name: Die Personalnummer „{number}“ gehört einer Person mit anderem Namen.")
    return Row(line, number, cells["family_name"], _month(cells["month"], receiver), path, said, receiver)


def _month(cell: str, receiver: Receiver) -> date:
    found = MONTH.fullmatch(cell)
    if not found:
        raise Bad(f"month: „{cell}“ ist kein Monat (erwartet: JJJJ-MM).")
    month = date(int(found[1]), int(found[2]), 1)
    if month > today():
        raise Bad(f"month: Der Monat {cell} hat noch nicht begonnen.")
    if month < first_month(today()):
        raise Bad(f"month: Nachweise aus {cell} werden nicht mehr aufbewahrt.")
    if receiver.begins is None or month < receiver.begins.replace(day=1):
        raise Bad(f"month: Im Monat {cell} bestand dieses Beschäftigungsverhältnis noch nicht.")
    return month


def _without_doubles(rows: list[Row], checked: Checked) -> list[Row]:
    """Of rows that contradict each other none is good: which one is right, only payroll knows."""
    months = Counter((row.number, row.month) for row in rows)
    files, sums = Counter(row.path.name for row in rows), Counter(row.sha256 for row in rows)
    good = []
    for row in rows:
        if months[row.number, row.month] > 1:
            reason = f"Für die Personalnummer „{row.number}“ und den Monat {row.month:%Y-%m} gibt es mehrere Zeilen."
        elif files[row.path.name] > 1:
            reason = f"Die Datei „{row.path.name}“ steht in mehreren Zeilen."
        elif sums[row.sha256] > 1:
            reason = "Dieselbe Prüfsumme steht in mehreren Zeilen: Ein Nachweis gehört genau einer Person."
        else:
            good.append(row)
            continue
        checked.refuse(row.line, f"{reason} Keine davon wird eingespielt.")
    return good


def _take(row: Row, known: Known, checked: Checked, *, search_text: bool) -> None:
    try:
        is_known = known.has(row.receiver, row.month, row.sha256)
        content = content_of(row)
        if not is_known:
            _look_into(row, content, search_text=search_text)
    except (Bad, ValueError) as problem:
        checked.refuse(row.line, str(problem))
        return
    if is_known:
        checked.known += 1
    else:
        checked.good.append(row)


def content_of(row: Row) -> bytes:
    """The bytes of the file; Bad if they are not those that the list promises."""
    if row.path.stat().st_size > MOST_BYTES:
        raise Bad(f"Die Datei „{row.path.name}“ ist größer als 20 MB.")
    content = row.path.read_bytes()
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Bad(f"Die Datei „{row.path.name}“ hat nicht die Prüfsumme, die in der Liste steht.")
    return content


def _look_into(row: Row, content: bytes, *, search_text: bool) -> None:
    if flaw := flaw_of(content, row.path.name):
        raise Bad(flaw)
    verdict = scan(content)
    if verdict is Verdict.INFECTED:
        raise Bad(f"In „{row.path.name}“ wurde Schadsoftware gefunden.")
    if verdict is Verdict.NO_ANSWER:
        raise Bad(f"Die Prüfung von „{row.path.name}“ auf Schadsoftware antwortet nicht. Bitte später noch einmal.")
    if search_text and not {part.lstrip("0") for part in NUMBER.findall(row.number)} <= words_in(content):
        raise Bad(f"In der Datei „{row.path.name}“ steht die Personalnummer „{row.number}“ nicht.")


def _unlisted(folder: Path, listed: set[str], checked: Checked) -> None:
    """Files that nobody claims are named: perhaps the row of somebody is missing."""
    for path in sorted(folder.iterdir()):
        if path.name != MANIFEST and path.name not in listed and not path.name.startswith("."):
            checked.refuse(0, f"Die Datei „{path.name}“ steht in keiner Zeile.")
