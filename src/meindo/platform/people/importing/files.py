"""From a CSV file to raw rows: encodings, quoting, wrong numbers of columns; each problem with its line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BOM = b"\xef\xbb\xbf"
SEPARATOR = ";"


@dataclass(frozen=True, order=True)
class Problem:
    """A row that was not taken in: file, line and the reason as a German sentence."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, Zeile {self.line}: {self.reason}"


@dataclass
class RawFile:
    """The rows of one file by line number, what is wrong with others, and the first cells of those."""

    name: str
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    spoiled: set[str] = field(default_factory=set)

    def refuse(self, line: int, reason: str, key: str = "") -> None:
        """Note a problem; `key` is the first cell, so that nothing is ended for it."""
        self.problems.append(Problem(self.name, line, reason))
        self.spoiled.add(key.strip())


def read_file(path: Path, columns: tuple[str, ...]) -> RawFile:
    """Read a file with exactly these columns, in any order."""
    return read_content(path.name, path.read_bytes(), columns)


def read_content(name: str, content: bytes, columns: tuple[str, ...]) -> RawFile:
    """The same for a file that came in another way, such as by a page."""
    found = RawFile(name)
    text, broken = decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATOR)
    try:
        header = next(reader, [])
    except csv.Error:
        header = []
    names = [name.strip().lower() for name in header]
    if sorted(names) != sorted(columns):
        found.refuse(1, _wrong_header(names, columns))
        return found
    for first, last, cells in _records(reader, found):
        _take(found, names, cells, first, last, broken)
    return found


def _records(reader: Any, found: RawFile) -> Iterator[tuple[int, int, list[str]]]:
    line = reader.line_num
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            found.refuse(line + 1, f"Die Zeile ist nicht lesbar ({problem}).")
            line = reader.line_num
            continue
        yield line + 1, reader.line_num, cells
        line = reader.line_num


def _take(found: RawFile, names: list[str], cells: list[str], first: int, last: int, broken: set[int]) -> None:
    if not any(cell.strip() for cell in cells):
        return
    if broken and broken & set(range(first, last + 1)):
        found.refuse(first, "Die Zeile enthält Zeichen, die weder UTF-8 noch Windows-1252 sind.", cells[0])
        return
    if len(cells) != len(names):
        reason = f"{len(cells)} Spalten statt {len(names)}."
        if last > first:
            reason += f" Der Eintrag reicht bis Zeile {last}: fehlt ein Anführungszeichen?"
        found.refuse(first, reason, cells[0])
        return
    found.rows.append((first, dict(zip(names, (cell.strip() for cell in cells), strict=True))))


def _wrong_header(names: list[str], columns: tuple[str, ...]) -> str:
    missing = [name for name in columns if name not in names]
    unknown = [name for name in names if name not in columns]
    parts = [f"es fehlt {', '.join(missing)}"] if missing else []
    parts += [f"unbekannt ist {', '.join(repr(name) for name in unknown)}"] if unknown else []
    return f"Die Kopfzeile passt nicht ({'; '.join(parts) or 'eine Spalte steht doppelt'}). Die Datei bleibt liegen."


def decode(content: bytes) -> tuple[str, set[int]]:
    """The text and the numbers of lines that cannot be decoded: UTF-8 with or without BOM, or else Windows-1252.

    One broken line does not turn a UTF-8 file into a Windows-1252 one: the majority of lines with umlauts decides.
    """
    has_bom = content.startswith(BOM)
    content = content.removeprefix(BOM)
    try:
        return content.decode("utf-8"), set()
    except UnicodeDecodeError:
        lines = content.splitlines(keepends=True)
    encoding = "utf-8" if has_bom or _mostly_utf8(lines) else "cp1252"
    texts, broken = [], set()
    for number, line in enumerate(lines, 1):
        try:
            texts.append(line.decode(encoding))
        except UnicodeDecodeError:
            texts.append(line.decode(encoding, errors="replace"))
            broken.add(number)
    return "".join(texts), broken


def _mostly_utf8(lines: list[bytes]) -> bool:
    votes = 0
    for line in lines:
        if not line.isascii():
            votes += 1 if _is_utf8(line) else -1
    return votes > 0


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
