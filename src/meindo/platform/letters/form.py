"""What a form to be filled in by hand asks, as frozen values; how it looks is the template's matter."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from .data import LetterIncomplete

Kind = Literal["line", "lines", "number", "date", "time", "one", "several", "box", "rows", "sheet", "enclosed"]


@dataclass(frozen=True, kw_only=True)
class Blank:
    """One thing to write or to tick, under its label.

    `line` and `lines` (as many as `rows`) take words, `number` a figure before its `unit`, `one` and `several` are
    boxes for the `options`, `box` is one box before the label, `rows` is a table with the `options` as its heads: the
    first asks for the day, the others are ticked; `enclosed` needs no place, something is put in with the form.
    """

    kind: Kind
    label: str
    hint: str = ""
    unit: str = ""
    options: tuple[str, ...] = ()
    rows: int = 1
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """One question with its blanks; `only_if` says in words when it is to be answered."""

    heading: str
    blanks: tuple[Blank, ...]
    hint: str = ""
    only_if: str = ""


@dataclass(frozen=True, kw_only=True)
class FormData:
    """One printed form, complete and in German.

    `number` is what stands on every page, `picture` the same as a QR code (SVG). `person` are the lines of whose
    matter it is, label and value; a value left empty is written by hand.
    """

    title: str
    authority: str
    number: str
    picture: str
    person: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    send_to: str
    until: str
    help: str
    privacy: tuple[str, ...]
    signature: tuple[str, ...] = ("Ort und Datum", "Unterschrift")
    language: str = "de"

    def missing(self) -> tuple[str, ...]:
        """Names of the parts without which no form may be printed."""
        present = {
            "Titel": self.title.strip(),
            "Nummer": self.number.strip() and self.picture,
            "Fragen": self.parts and all(part.heading.strip() and part.blanks for part in self.parts),
            "Beschriftung": all(blank.label.strip() for part in self.parts for blank in part.blanks),
            "wohin": self.send_to.strip(),
            "bis wann": self.until.strip(),
            "Datenschutz": self.privacy,
        }
        return tuple(name for name, value in present.items() if not value)

    def as_data(self) -> dict[str, Any]:
        """The texts of the form as plain data for the template; LetterIncomplete when a part is missing."""
        if missing := self.missing():
            raise LetterIncomplete(missing)
        data = asdict(self)
        del data["picture"]  # drawn, not printed: it goes its own way into the template
        return data
