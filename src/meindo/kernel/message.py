"""Texts that are rendered late: a German msgid with named placeholders and typed parameters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from meindo.kernel.money import german_number

Param = str | int | Decimal | date


def mark(msgid: str) -> str:
    """Mark a msgid for extraction (imported as `_`) without translating it."""
    return msgid


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people: `msgid` like "{km} km × {rate} €", typed `params`, formatted at display."""

    msgid: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def render(self, translate: Callable[[str], str] = mark) -> str:
        """Give the sentence with numbers and dates as Germans write them; `translate` is gettext."""
        return translate(self.msgid).format_map({name: shown(value) for name, value in self.params.items()})

    def as_data(self) -> dict[str, Any]:
        """Give JSON types; other types are kept as {"decimal": "0.35"} and {"date": "2026-03-02"}."""
        return {"msgid": self.msgid, "params": {name: _packed(value) for name, value in self.params.items()}}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Message":
        """Read what `as_data` wrote."""
        return cls(data["msgid"], {name: _unpacked(value) for name, value in data["params"].items()})


def shown(value: Param) -> str:
    """Write one parameter for display: 0,35 or 02.03.2026."""
    if isinstance(value, Decimal):
        return german_number(value)
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


def _packed(value: Param) -> Any:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _unpacked(value: Any) -> Param:
    if not isinstance(value, dict):
        plain: Param = value
        return plain
    kind, text = next(iter(value.items()))
    return Decimal(text) if kind == "decimal" else date.fromisoformat(text)
