"""Reading entries (from forms, drafts, golden files) strictly, with errors that name the field."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from meindo.kernel.message import Message, Param
from meindo.kernel.message import mark as _

T = TypeVar("T")


class EntryError(ValueError):
    """An entry cannot be right: `field` is its path ("legs[0].km"), `message` the sentence for the person."""

    def __init__(self, field: str, text: str, **params: Param) -> None:
        """Keep path and message apart so that a form can put the sentence at its field."""
        self.field = field
        self.message = Message(text, params)
        super().__init__(f"{field}: {self.message.render()}")


class Entry:
    """Reads one group of named fields; every field not asked for is an error at `close`."""

    def __init__(self, data: object, path: str = "") -> None:
        """Take a mapping; anything else is an EntryError."""
        if not isinstance(data, Mapping):
            raise EntryError(path, _("Hier werden einzelne Angaben mit Namen erwartet."))
        self._data: Mapping[str, Any] = data
        self._path = path
        self._asked: set[str] = set()

    def __enter__(self) -> "Entry":
        """Begin to read."""
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        """Refuse unknown fields, unless another error is on its way."""
        unknown = sorted(self._data.keys() - self._asked)
        if unknown and kind is None:
            raise EntryError(self.at(unknown[0]), _("Dieses Feld gibt es nicht."))

    def at(self, key: str) -> str:
        """Give the full path of a field."""
        return f"{self._path}.{key}" if self._path else key

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text; needed if there is no default."""
        return self._read(key, str, default)

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Read one of the allowed words."""
        found = self.text(key, default)
        if found not in allowed:
            raise EntryError(self.at(key), _("Möglich sind nur: {allowed}."), allowed=", ".join(allowed))
        return found

    def decimal(self, key: str, default: Decimal | None = None) -> Decimal:
        """Read a number that is not negative, written with a point; at most 9 digits before it."""
        found = self._read(key, _decimal, default)
        if not 0 <= found < 10**9:
            raise EntryError(self.at(key), _("Bitte geben Sie eine Zahl ab 0 ein."))
        return found

    def integer(self, key: str, default: int | None = None) -> int:
        """Read a whole number that is not negative."""
        found = self._read(key, _integer, default)
        if found < 0:
            raise EntryError(self.at(key), _("Bitte geben Sie eine ganze Zahl ab 0 ein."))
        return found

    def flag(self, key: str, default: bool = False) -> bool:
        """Read yes or no: true/false, also as text."""
        return self._read(key, _flag, default)

    def day(self, key: str) -> date:
        """Read a date like 2026-03-02."""
        return self._read(key, date.fromisoformat, None)

    def day_or_none(self, key: str) -> date | None:
        """Read a date that may be left out."""
        self._asked.add(key)
        return self.day(key) if self._data.get(key) not in (None, "") else None

    def moment(self, key: str) -> datetime:
        """Read a wall time like "2026-03-02 08:30" or with T, without zone."""
        found = self._read(key, datetime.fromisoformat, None)
        if found.tzinfo:
            raise EntryError(self.at(key), _("Bitte geben Sie die Ortszeit ohne Zeitzone ein."))
        return found

    def each(self, key: str, read: Callable[["Entry"], T]) -> tuple[T, ...]:
        """Read a list of groups; a missing list is empty."""
        self._asked.add(key)
        rows = self._data.get(key, [])
        if not isinstance(rows, list | tuple):
            raise EntryError(self.at(key), _("Hier wird eine Liste erwartet."))
        return tuple(_whole(read, row, f"{self.at(key)}[{index}]") for index, row in enumerate(rows))

    def _read(self, key: str, read: Callable[[str], T], default: T | None) -> T:
        self._asked.add(key)
        if self._data.get(key) in (None, "") and default is not None:
            return default
        if self._data.get(key) in (None, ""):
            raise EntryError(self.at(key), _("Diese Angabe fehlt."))
        try:
            return read(str(self._data[key]))
        except (ValueError, ArithmeticError) as error:
            raise EntryError(
                self.at(key), _("Diese Angabe ist nicht lesbar: {value}."), value=str(self._data[key])
            ) from error


def _whole(read: Callable[[Entry], T], row: object, path: str) -> T:
    with Entry(row, path) as entry:
        return read(entry)


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def _integer(text: str) -> int:
    if not text.lstrip("-").isdecimal():
        raise ValueError(text)
    return int(text)


def _flag(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"
