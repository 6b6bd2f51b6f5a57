"""A public register: one declaration, from which page, JSON with schema, and PDF are made."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

Kind = Literal["text", "list", "table", "process"]
Rows = tuple[tuple[str, ...], ...]
Value = str | tuple[str, ...] | Rows


@dataclass(frozen=True)
class Column:
    """One thing that every entry of a register may say. `label` and `heads` are message ids, `key` is for machines.

    `text` is one paragraph, `list` several, `table` rows under `heads`, `process` the key of a published process, which
    is shown as picture, table and BPMN. `counted`: a number that grows by itself and is no change of the entry.
    """

    key: str
    label: str
    kind: Kind = "text"
    heads: tuple[str, ...] = ()
    counted: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry, in the language in which it was asked for; what it has nothing to say about is left out. `says` can
    be a question that is asked when somebody wants to know: a list shows titles only.
    """

    key: str
    title: str
    says: dict[str, Value] | Callable[[], dict[str, Value]]

    @cached_property
    def values(self) -> dict[str, Value]:
        """What it says, by column."""
        return self.says() if callable(self.says) else self.says

    def matches(self, text: str) -> bool:
        """Whether every word stands anywhere in the entry."""
        if not text.strip():
            return True
        found = json.dumps([self.title, *self.values.values()], ensure_ascii=False).casefold()
        return all(word in found for word in text.casefold().split())

    def digest(self, *without: str) -> str:
        """What the entry says, as a SHA-256: another one means that it was changed. `without` some of its columns."""
        values = {key: value for key, value in self.values.items() if key not in without}
        text = json.dumps([self.title, values], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Register:
    """A register of the public face. `title` and `about` are message ids, `entries` gives them as they stand today.

    `per_language`: the same entry says the same in every language; asked for in German its digest dates a change.
    """

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    entries: Callable[[], Iterable[Entry]]

    def read(self) -> dict[str, str]:
        """How each entry reads today, by its key."""
        counted = [column.key for column in self.columns if column.counted]
        return {entry.key: entry.digest(*counted) for entry in self.entries()}

    def column(self, key: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.key == key)


def as_data(register: Register, translate: Callable[[str], str], language: str, changed: dict[str, date]) -> Any:
    """A register as JSON types; `changed` says since when an entry reads as it does."""
    return {
        "register": register.key,
        "title": translate(register.title),
        "language": language,
        "entries": [
            {
                "id": entry.key,
                "title": entry.title,
                "unchanged_since": changed[entry.key].isoformat() if entry.key in changed else None,
                **{key: _plain(register.column(key), value) for key, value in entry.values.items()},
            }
            for entry in register.entries()
        ],
    }


def _plain(column: Column, value: Value) -> Any:
    if column.kind == "table":
        return [list(row) for row in value]
    return list(value) if column.kind == "list" else value


def schema(register: Register, translate: Callable[[str], str]) -> dict[str, Any]:
    """The JSON schema (2020-12) of a register; labels are its descriptions."""
    text: dict[str, Any] = {"type": "string"}
    texts: dict[str, Any] = {"type": "array", "items": text}

    def said(column: Column) -> dict[str, Any]:
        kinds = {"list": texts, "table": {"type": "array", "items": {**texts, "minItems": len(column.heads)}}}
        heads = {"x-heads": [translate(head) for head in column.heads]} if column.heads else {}
        return {**kinds.get(column.kind, text), "description": translate(column.label), **heads}

    entry = {
        "type": "object",
        "properties": {
            "id": text,
            "title": text,
            "unchanged_since": {"type": ["string", "null"], "format": "date"},
            **{column.key: said(column) for column in register.columns},
        },
        "required": ["id", "title", "unchanged_since"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": translate(register.title),
        "type": "object",
        "properties": {
            "register": {"const": register.key},
            "title": text,
            "language": text,
            "entries": {"type": "array", "items": entry},
        },
        "required": ["register", "title", "language", "entries"],
        "additionalProperties": False,
    }
