"""Read one cell: the value, or a German sentence why not."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from meindo.platform.clock import FOREVER

Reader = Callable[[str], Any]
GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
FIRST_YEAR = 1900


class BadCell(Exception):
    """The cell cannot be right; the text says why."""


def text(longest: int, *, required: bool = True) -> Reader:
    """Plain text of at most that many characters."""

    def read(cell: str) -> str:
        if required and not cell:
            raise BadCell("ist leer")
        if len(cell) > longest:
            raise BadCell(f"ist länger als {longest} Zeichen")
        if not cell.isprintable():
            raise BadCell("enthält ein unzulässiges Zeichen")
        return cell

    return read


def choice(values: Sequence[str], default: str = "") -> Reader:
    """One of the values; an empty cell means the default, if there is one."""

    def read(cell: str) -> str:
        found = (cell or default).lower()
        if found not in values:
            raise BadCell(f"„{cell}“ ist kein bekannter Wert (möglich: {', '.join(values)})")
        return found

    return read


@lru_cache(maxsize=4096)
def day(cell: str) -> date:
    """A day as 2026-12-01 or 01.12.2026."""
    iso, german = ISO_DAY.fullmatch(cell), GERMAN_DAY.fullmatch(cell)
    if iso:
        parts = [int(part) for part in iso.groups()]
    elif german:
        parts = [int(part) for part in reversed(german.groups())]
    else:
        raise BadCell(f"„{cell}“ ist kein Datum (erwartet: JJJJ-MM-TT oder TT.MM.JJJJ)")
    try:
        found = date(*parts)
    except ValueError as problem:
        raise BadCell(f"den Tag „{cell}“ gibt es nicht") from problem
    if found.year < FIRST_YEAR:
        raise BadCell(f"„{cell}“ liegt vor {FIRST_YEAR}")
    return found


def last_day(cell: str) -> date:
    """The first day on which the row no longer holds; empty means open."""
    found: date = day(cell) if cell else FOREVER
    return found


def flag(cell: str) -> bool:
    """Yes or no; empty means no."""
    if cell.lower() in {"ja", "1", "true"}:
        return True
    if cell.lower() in {"", "nein", "0", "false"}:
        return False
    raise BadCell(f"„{cell}“ ist weder ja noch nein")


@lru_cache(maxsize=512)
def share(cell: str) -> Decimal:
    """A share above 0 and up to 1; empty means 1."""
    try:
        found = Decimal((cell or "1").replace(",", "."))
    except InvalidOperation as problem:
        raise BadCell(f"„{cell}“ ist keine Zahl") from problem
    if not found.is_finite() or not 0 < found <= 1:
        raise BadCell(f"„{cell}“ ist kein Anteil zwischen 0 und 1")
    if found != found.quantize(Decimal("0.0001")):
        raise BadCell(f"„{cell}“ hat mehr als vier Nachkommastellen")
    return found


def email(cell: str) -> str:
    """A mail address or nothing."""
    if cell:
        try:
            validate_email(cell)
        except ValidationError as problem:
            raise BadCell(f"„{cell}“ ist keine Mailadresse") from problem
    return cell
