"""Rows of the files for an application that only takes files, there and back.

UTF-8, semicolon, one header line. A cell that a spreadsheet would take for a formula begins with an apostrophe in the
file; one that begins with apostrophes before such a sign gets one more, so that nothing is lost on the way back.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from meindo.identity.city import Card

from .base import Broken, Image, Unreachable

ACTIVE, DISABLED = "active", "disabled"
COLUMNS = ("native_id", "state", "rights", *Card._fields)
RIGHTS_APART = "|"
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """The text of a guarded cell."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def unwritable(wish: Image) -> str:
    """Why a wish fits in no row, in words; empty if it does."""
    if any(not right or right != right.strip() or RIGHTS_APART in right for right in wish.rights):
        return _("Ein Recht enthält ein Zeichen, das die Datei zum Trennen braucht.")
    unknown = ", ".join(sorted(set(wish.card) - set(Card._fields)))
    if unknown:
        return _("Für diese Angaben hat die Datei keine Spalte: %(names)s.") % {"names": unknown}
    return ""


def file_text(images: Iterable[Image]) -> bytes:
    """The file, always the same bytes for the same accounts."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for image in sorted(images, key=lambda one: one.native_id):
        card = [image.card.get(name, "") for name in Card._fields]
        rights = RIGHTS_APART.join(sorted(image.rights))
        cells = [image.native_id, ACTIVE if image.enabled else DISABLED, rights, *card]
        writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue().encode()


def wished_rows(content: bytes) -> Iterator[Image]:
    """The accounts of a file of our own."""
    yield from receipt_rows(content, "")


def receipt_rows(content: bytes, newest: str) -> Iterator[Image]:
    """The accounts of a receipt; a broken row is named at the end, the good ones come before.

    Where the receipt has a column `file`, it answers that file: an answer to an older one than `newest` says nothing
    about what was asked last.
    """
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines()
    header = _cells(lines[0]) if lines else None
    if not header or not {"native_id", "state", "rights"} <= set(header) or len(set(header)) < len(header):
        raise Unreachable(_("Die Quittung hat nicht die Spalten native_id, state und rights."))
    problems: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        cells = _cells(line)
        row = dict(zip(header, cells, strict=True)) if cells and len(cells) == len(header) else None
        if newest and row and row.get("file", newest) != newest:
            raise Unreachable(_("Die Quittung antwortet noch nicht auf %(name)s.") % {"name": newest})
        if row is None or not row["native_id"] or row["state"] not in {ACTIVE, DISABLED} or row["native_id"] in seen:
            problems.append(_("Zeile %(number)s der Quittung ist nicht lesbar") % {"number": number})
            continue
        seen.add(row["native_id"])
        yield _image(row)
    if problems:
        raise Broken(problems)


def names_its_file(content: bytes) -> bool:
    """Whether a receipt says which file it answers."""
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines()
    return "file" in ((_cells(lines[0]) if lines else None) or [])


def _image(row: dict[str, str]) -> Image:
    rights = frozenset(right.strip() for right in row["rights"].split(RIGHTS_APART) if right.strip())
    card = {name: row[name] for name in Card._fields if name in row}
    return Image(row["native_id"], row["state"] == ACTIVE, rights, card)


def _cells(line: bytes) -> list[str] | None:
    """The cells of one line, or nothing where it cannot be read."""
    try:
        rows = list(csv.reader([line.decode()], delimiter=";", strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    return [unguarded(cell) for cell in rows[0]] if rows else None
