"""From the data of a letter or a form to one PDF file that is both PDF/UA-1 (accessible) and PDF/A-3a (archivable)."""

import datetime
import json
import threading
from functools import cache
from pathlib import Path
from typing import Any

import typst

from meindo.platform.letters import glyphs
from meindo.platform.letters.data import LetterData
from meindo.platform.letters.form import FormData

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
STANDARDS: "list[typst.PDFStandard]" = ["ua-1", "a-3a"]
ATTEMPTS = 20

# A compiler keeps its parsed template and fonts, which saves time; but it serves one thread at a time.
_lock = threading.Lock()


class LetterFailed(RuntimeError):
    """The typesetter refused the letter: a fault of the template, not of the data."""


def render_letter(
    letter: LetterData, template: str = "letter.typ", *, created_at: datetime.datetime | None = None
) -> bytes:
    """Typeset a letter; the same letter, template and moment give the same bytes.

    `created_at` is the moment written into the file (default: midnight UTC of the letter's date). Raises
    LetterIncomplete when a part is missing that every letter must have.
    """
    return _typeset(template, letter.as_data(), created_at or _midnight(letter.date))


def render_form(form: FormData, *, created_at: datetime.datetime) -> bytes:
    """Typeset a form to be filled in by hand; the same form and moment give the same bytes."""
    return _typeset("form.typ", form.as_data(), created_at.replace(microsecond=0), picture=form.picture)


def render_register(content: dict[str, Any], *, created_at: datetime.datetime) -> bytes:
    """Typeset a public register: title, about, entries with their rows; same data and moment, same bytes."""
    return _typeset("register.typ", content, created_at.replace(microsecond=0))


def render_activations(content: dict[str, Any], pictures: list[str], *, created_at: datetime.datetime) -> bytes:
    """Typeset letters with codes, one page and one QR code (SVG) for each person."""
    named = {f"qr{number}": picture for number, picture in enumerate(pictures)}
    return _typeset("activation.typ", content, created_at.replace(microsecond=0), **named)


def _typeset(template: str, content: dict[str, Any], moment: datetime.datetime, **pictures: str) -> bytes:
    data = glyphs.printable(content)
    for _ in range(ATTEMPTS):
        try:
            return _compiled(template, data, moment, pictures)
        except typst.TypstError as error:
            # One attempt names one run of text only; most letters pass at the first.
            unshown = glyphs.undisplayable(error.message)
            if unshown is None:
                raise LetterFailed(error.message) from error
            data = glyphs.without(data, unshown)
    raise LetterFailed("too many characters that no font can show")


def _midnight(day: datetime.date | None) -> datetime.datetime:
    return datetime.datetime.combine(day or datetime.date.min, datetime.time(), tzinfo=datetime.UTC)


def _compiled(template: str, data: dict[str, Any], moment: datetime.datetime, pictures: dict[str, str]) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True), **pictures}
    with _lock:
        pdf = _compiler(template).compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=moment)
    if not isinstance(pdf, bytes):
        raise LetterFailed("the typesetter gave no file")
    return pdf


@cache
def _compiler(template: str) -> typst.Compiler:
    """One compiler per template; it sees the template folder and the package's fonts, nothing else."""
    source = TEMPLATES / template
    if source.parent != TEMPLATES or not source.is_file():
        raise LetterFailed(f"unknown letter template {template!r}")
    if '"@' in source.read_text(encoding="utf-8"):
        raise LetterFailed(f"{template}: packages from elsewhere are not used")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
    return typst.Compiler(source, root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)
