"""Check every row before anything is written: cells, doubles, references. What is bad is named, the rest is good."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from meindo.platform.clock import FOREVER
from meindo.platform.people.commands_doubles import HeldBack
from meindo.platform.people.doubt_models import Likeness
from meindo.platform.people.models import StatusGroup
from meindo.platform.people.queries_doubles import Double

from .cells import BadCell
from .circles import circles
from .files import Problem, RawFile, read_file
from .known import Known
from .layout import FILES, FileLayout

KINDS = {"unit": "Organisationseinheit", "post": "Stelle", "person": "Person", "employment": "Personalnummer"}


@dataclass
class Row:
    """A good row: its line and its values by column."""

    line: int
    values: dict[str, Any]


@dataclass
class Checked:
    """All good rows by file, all problems, the first cells of bad rows (nothing is ended for those), rows about people
    who may be known already, and new keys under which a known personnel number comes.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spoiled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    doubts: list[HeldBack] = field(default_factory=list)
    claims: dict[str, int] = field(default_factory=dict)

    def refuse(self, file: str, line: int, reason: str, key: str) -> None:
        """Note a bad row."""
        self.problems.append(Problem(f"{file}.csv", line, reason))
        self.spoiled[file].add(key)


def check_folder(folder: Path, known: Known) -> Checked:
    """Read and check every file of the folder."""
    checked = Checked()
    there = {path.name.lower(): path for path in sorted(folder.glob("*")) if path.suffix.lower() == ".csv"}
    names = {f"{layout.name}.csv" for layout in FILES}
    for name in sorted(there.keys() - names):
        reason = f"Diese Datei ist unbekannt. Bekannt sind: {', '.join(sorted(names))}."
        checked.problems.append(Problem(name, 1, reason))
    if not there.keys() & names:
        checked.problems.append(Problem(folder.name, 0, "Der Ordner enthält keine der bekannten CSV-Dateien."))
    defined = {kind: set(keys) for kind, keys in known.keys.items()}
    checked.claims = _claims(there, known)
    for layout in FILES:
        path = there.get(f"{layout.name}.csv")
        if path is not None:
            _check_file(layout, read_file(path, tuple(layout.columns)), checked, defined, known)
    checked.problems.sort()
    return checked


def _claims(there: Mapping[str, Path], known: Known) -> dict[str, int]:
    """Keys of people whose personnel number is that of somebody who was hired here and has no key yet."""
    path = there.get("employments.csv")
    if path is None or not known.keyless:
        return {}
    columns = next(tuple(layout.columns) for layout in FILES if layout.name == "employments")
    named = [(cells["person"], cells["personnel_no"]) for _line, cells in read_file(path, columns).rows]
    new = [(person, number) for person, number in named if person not in known.keys["person"]]
    return {person: known.keyless[number] for person, number in new if number in known.keyless}


def _check_file(layout: FileLayout, raw: RawFile, checked: Checked, defined: dict[str, set[str]], known: Known) -> None:
    checked.problems += raw.problems
    checked.spoiled[layout.name] |= raw.spoiled
    rows = [row for line, cells in raw.rows if (row := _read_row(layout, line, cells, checked))]
    _with_first_keys(layout, rows, known)
    rows = _without_doubles(layout, rows, checked)
    if layout.name == "persons":
        rows = _without_doubts(rows, known, checked)
    if layout.name == "employments":
        rows = _of_one_person(rows, known, checked)
    rows = _with_known_references(layout, rows, checked, defined)
    if layout.name == "units":
        rows = _without_circles(layout, rows, known, checked, defined)
    checked.rows[layout.name] = rows
    if layout.defines:
        first = next(iter(layout.columns))
        defined[layout.defines] |= {row.values[first] for row in rows}


def _read_row(layout: FileLayout, line: int, cells: Mapping[str, str], checked: Checked) -> Row | None:
    values: dict[str, Any] = {}
    reasons = []
    for name, read in layout.columns.items():
        try:
            values[name] = read(cells[name])
        except BadCell as problem:
            reasons.append(f"{name}: {problem}")
    if reasons := reasons or _contradictions(layout, values):
        checked.refuse(layout.name, line, f"{'; '.join(reasons)}.", cells[next(iter(layout.columns))])
        return None
    return Row(line, values)


def _with_first_keys(layout: FileLayout, rows: list[Row], known: Known) -> None:
    """Whoever has two keys in the leading system is one person here."""
    columns = [name for name, kind in layout.refers.items() if kind == "person"]
    if layout.defines == "person":
        columns.append(next(iter(layout.columns)))
    for row in rows if known.second else ():
        for name in columns:
            row.values[name] = known.second.get(row.values[name], row.values[name])


def _without_doubts(rows: list[Row], known: Known, checked: Checked) -> list[Row]:
    """Rows about somebody new wait where a mail address is known, or somebody of such a name does not work here today:
    they may have come back under a new key. Two people of one name who both work here are usual.
    """
    good, mails = [], dict[str, Row]()
    for row in rows:
        values, key = row.values, row.values["key"]
        mail = values["email"].casefold()
        first = mails.setdefault(mail, row) if mail else row
        if key in known.keys["person"] or key in known.others:
            good.append(row)
            continue
        if first is not row:
            reason = f"„{key}“ hat dieselbe E-Mail-Adresse wie „{first.values['key']}“ in Zeile {first.line}."
            checked.refuse("persons", row.line, reason, key)
            continue
        doubt = _doubt(values, known, checked.claims)
        if doubt is None:
            good.append(row)
            continue
        checked.doubts.append(HeldBack(key, values["given_name"], values["family_name"], *doubt))
        why = Likeness(doubt.likeness).label
        reason = f"„{key}“ ist vielleicht schon bekannt ({why}). Das entscheidet die Personalverwaltung."
        checked.refuse("persons", row.line, reason, key)
    return good


def _contradictions(layout: FileLayout, values: Mapping[str, Any]) -> list[str]:
    """What cannot be about the cells of one row together."""
    found = []
    if layout.has_days and values["valid_until"] <= values["valid_from"]:
        found.append("valid_until: das Ende liegt nicht nach dem Anfang")
    if layout.name == "deputies" and values["principal"] == values["deputy"]:
        found.append("deputy: niemand vertritt sich selbst")
    endless = layout.has_days and values["valid_until"] == FOREVER
    if endless and layout.name == "employments" and values["status_group"] == StatusGroup.EXTERN:
        found.append("valid_until: bei externen Personen darf das Ende nicht fehlen")
    return found


def _doubt(values: Mapping[str, Any], known: Known, claims: Mapping[str, int]) -> Double | None:
    if values["key"] in claims:
        return Double(claims[values["key"]], Likeness.NUMBER)
    found = known.doubles.of(values["given_name"], values["family_name"], values["email"])
    return next((one for one in found if one.likeness == Likeness.SAME or one.person not in known.at_work), None)


def _without_doubles(layout: FileLayout, rows: list[Row], checked: Checked) -> list[Row]:
    """Of rows with the same key whose days overlap only the first one in the file is good."""
    by_key: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    good = []
    for row in rows:
        same = by_key[tuple(row.values[name] for name in layout.unique)]
        other = next((old for old in same if _overlap(old, row, layout)), None)
        if other is None:
            same.append(row)
            good.append(row)
            continue
        key = ", ".join(str(row.values[name]) for name in layout.unique)
        what = "gilt schon an denselben Tagen in" if layout.has_days else "steht schon in"
        checked.refuse(layout.name, row.line, f"„{key}“ {what} Zeile {other.line}.", _first(layout, row))
    return good


def _overlap(one: Row, other: Row, layout: FileLayout) -> bool:
    if not layout.has_days:
        return True
    starts: tuple[date, date] = (one.values["valid_from"], other.values["valid_from"])
    ends: tuple[date, date] = (one.values["valid_until"], other.values["valid_until"])
    return max(starts) < min(ends)


def _of_one_person(rows: list[Row], known: Known, checked: Checked) -> list[Row]:
    """A personnel number belongs to one person for ever."""
    owner = dict(known.person_of)
    good = []
    for row in rows:
        number, person = row.values["personnel_no"], row.values["person"]
        if owner.setdefault(number, person) == person or (not owner[number] and person in checked.claims):
            good.append(row)  # of somebody hired here, whom a person decides about
        else:
            whose = f"zu „{owner[number]}“" if owner[number] else "jemandem, der hier keinen Schlüssel hat"
            reason = f"Die Personalnummer „{number}“ gehört schon {whose}."
            checked.refuse("employments", row.line, reason, number)
    return good


def _with_known_references(
    layout: FileLayout, rows: list[Row], checked: Checked, defined: dict[str, set[str]]
) -> list[Row]:
    while True:
        first = next(iter(layout.columns))
        own = {row.values[first] for row in rows} if layout.defines in layout.refers.values() else set()
        good = [row for row in rows if not _unknown(layout, row, defined, own, checked)]
        if len(good) == len(rows):
            return good
        rows = good  # a unit under a bad unit is bad too: look again


def _without_circles(
    layout: FileLayout, rows: list[Row], known: Known, checked: Checked, defined: dict[str, set[str]]
) -> list[Row]:
    """No unit stands above itself; what stands below a refused unit is looked at again."""
    while found := circles([(row.line, row.values) for row in rows], known.edges):
        for row in rows:
            if row.line in found:
                checked.refuse(layout.name, row.line, found[row.line], _first(layout, row))
        rows = [row for row in rows if row.line not in found]
        rows = _with_known_references(layout, rows, checked, defined)
    return rows


def _unknown(layout: FileLayout, row: Row, defined: dict[str, set[str]], own: set[str], checked: Checked) -> bool:
    for column, kind in layout.refers.items():
        wanted = row.values[column]
        if not wanted:
            continue
        if wanted not in defined[kind] and not (kind == layout.defines and wanted in own):
            reason = f"{column}: {KINDS[kind]} „{wanted}“ ist unbekannt oder ihre Zeile ist fehlerhaft."
        elif kind == layout.defines and wanted == _first(layout, row):
            reason = f"{column}: „{wanted}“ kann sich nicht selbst übergeordnet sein."
        else:
            continue
        checked.refuse(layout.name, row.line, reason, _first(layout, row))
        return True
    return False


def _first(layout: FileLayout, row: Row) -> str:
    return str(row.values[next(iter(layout.columns))])
