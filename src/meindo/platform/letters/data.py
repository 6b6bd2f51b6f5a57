"""What a letter says, as frozen values; how it looks is the template's matter."""

import datetime
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

MACHINE_MADE = "Dieses Schreiben wurde maschinell erstellt und ist ohne Unterschrift gültig."
MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
)


class LetterIncomplete(ValueError):
    """A letter without what it must have; `missing` names the parts in German."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__("Dem Schreiben fehlt: " + ", ".join(missing))
        self.missing = missing


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The office that writes. `return_line` stands small above the recipient, in the envelope's window."""

    authority: str
    office_lines: tuple[str, ...] = ()
    return_line: str = ""
    contact: str = ""
    room: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table; numbers stand right. `share` is its part of the width, 0 = as needed."""

    header: str
    align: Literal["left", "right"] = "left"
    share: int = 1


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table that a screen reader can follow: caption, header cells, rows, one total row (or none)."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        width = len(self.columns)
        if not self.caption.strip() or not all(column.header.strip() for column in self.columns):
            raise LetterIncomplete(("Überschrift einer Tabelle oder einer Spalte",))
        if not width or any(len(row) != width for row in (*self.rows, *([self.total] if self.total else []))):
            raise ValueError(f"table {self.caption!r}: every row needs {width} cells")


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the body under its own heading, such as "Begründung"."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """Instruction on the right of appeal (§ 37 Abs. 6 VwVfG NRW); heading and text come from the service."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who closes the letter; a machine-made notice needs no name (§ 37 Abs. 5 VwVfG NRW)."""

    closing: str = "Mit freundlichen Grüßen"
    name: str = ""
    on_behalf: str = ""
    machine_made: bool = True


@dataclass(frozen=True, kw_only=True)
class LetterData:
    """One letter, complete and in German. Texts are plain text: no mark-up is read from them."""

    title: str
    sender: Sender
    recipient: tuple[str, ...]
    date: datetime.date | None
    language: str = "de"
    case_number: str = ""
    your_reference: str = ""
    salutation: str = "Sehr geehrte Damen und Herren,"
    plain_summary: str = ""
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    sections: tuple[Section, ...] = ()
    remedy: Remedy | None = None
    signature: Signature = Signature()
    enclosures: tuple[str, ...] = ()
    postal_note: str = ""

    def missing(self) -> tuple[str, ...]:
        """Names of the parts without which no letter may leave the house, in reading order."""
        present = {
            "Betreff": self.title.strip(),
            "Sprache (nur Deutsch)": self.language == "de",
            "Datum": self.date,
            "Absender": self.sender.authority.strip(),
            "Empfänger": any(line.strip() for line in self.recipient),
            "Text": any(text.strip() for text in self._texts()) or self.tables,
        }
        return tuple(name for name, value in present.items() if not value)

    def _texts(self) -> tuple[str, ...]:
        return (*self.paragraphs, *(text for section in self.sections for text in section.paragraphs))

    def as_data(self) -> dict[str, Any]:
        """The letter as plain data for the template, with the words that belong to every letter."""
        if missing := self.missing():
            raise LetterIncomplete(missing)
        data = asdict(self)
        data["date"] = in_words(self.date) if self.date else ""
        data["signature"]["note"] = MACHINE_MADE if self.signature.machine_made else ""
        return data

    def as_json(self) -> str:
        """The same letter always gives the same text, so that its PDF can be made again byte for byte."""
        return json.dumps(self.as_data(), ensure_ascii=False, sort_keys=True)


def in_words(day: datetime.date) -> str:
    """A day as a letter writes it: 2. Dezember 2026 (no-break space after the day)."""
    return f"{day.day}.\N{NO-BREAK SPACE}{MONTHS[day.month - 1]} {day.year}"
