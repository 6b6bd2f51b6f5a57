"""One dated value of a parameter: what it is, since when, on which norm, and how far it can be trusted."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from meindo.kernel.norm import Norm
from meindo.kernel.period import Period

TRUSTS = ("official", "secondary", "derived", "unverified")
Raw = str | dict[str, Any] | list[Any] | None


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """What a result stores of a value it used: enough to find it again and to see that it was edited."""

    id: str
    value_hash: str
    trust: str
    norm: str
    local: bool = False

    @property
    def needs_release(self) -> bool:
        """Say whether two people must release the value before a result with it may be paid."""
        return self.local or self.trust == "unverified"

    def as_data(self) -> dict[str, Any]:
        """Give JSON types."""
        return {name: getattr(self, name) for name in ("id", "value_hash", "trust", "norm", "local")}


@dataclass(frozen=True)
class DatedValue:
    """The value of `key` (act.parameter) during `period`; raw text is kept, None means: not in force.

    `unit` as in the file ("EUR/km"); `source` says where the value was read; `local` marks a row
    that the employer sets by service agreement; `label` is what people read instead of the key.
    `table_hash` is set where the value is a row of a table that was entered as a whole: then two people
    release the table, not the row.
    """

    key: str
    period: Period
    value: Raw
    unit: str
    norm: Norm
    trust: str
    source: str = ""
    note: str = ""
    local: bool = False
    label: str = ""
    table_hash: str = ""

    @cached_property
    def id(self) -> str:
        """Give the stable name: "lrkg_nrw.mileage_car@2023-01-01"."""
        return f"{self.key}@{self.period.start}"

    @cached_property
    def ref(self) -> ParameterRef:
        """Give what results store of this value."""
        return ParameterRef(self.id, self.value_hash, self.trust, str(self.norm), self.local)

    @cached_property
    def value_hash(self) -> str:
        """Give the SHA-256 of the content; any edit of key, date, value, unit or norm changes it.

        For a row of a table it is the hash of the table.
        """
        if self.table_hash:
            return self.table_hash
        content = [self.key, self.period.start.isoformat(), self.value, self.unit, str(self.norm)]
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def as_data(self) -> dict[str, Any]:
        """Give JSON types, for values that do not stand in a file."""
        plain = {name: getattr(self, name) for name in ("key", "value", "unit", "trust", "source", "local", "label")}
        days = {"start": self.period.start.isoformat(), "end": self.period.end.isoformat()}
        return {**plain, **days, "norm": self.norm.as_data()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "DatedValue":
        """Read what `as_data` wrote."""
        plain = {name: data[name] for name in ("key", "value", "unit", "trust", "source", "local", "label")}
        period = Period(date.fromisoformat(data["start"]), date.fromisoformat(data["end"]))
        return cls(**plain, period=period, norm=Norm.from_data(data["norm"]))

    @cached_property
    def decimal(self) -> Decimal:
        """Read a single number; ValueError if the value is something else."""
        return _number(self, self.value)

    @cached_property
    def flag(self) -> bool:
        """Read "true" or "false"; ValueError otherwise."""
        if self.value not in ("true", "false"):
            raise ValueError(f"{self.id}: expected true or false, found {self.value!r}")
        return self.value == "true"

    @cached_property
    def mapping(self) -> Mapping[str, str]:
        """Read named texts; ValueError if the value is something else."""
        if not isinstance(self.value, dict):
            raise ValueError(f"{self.id}: expected named values, found {self.value!r}")
        return self.value

    @cached_property
    def numbers(self) -> Mapping[str, Decimal]:
        """Read named numbers; ValueError if one of them is no number."""
        return {name: _number(self, text) for name, text in self.mapping.items()}

    @cached_property
    def brackets(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """Read a list of {gt_h, value} as pairs, ascending; "strictly more than gt_h hours gives value"."""
        if not isinstance(self.value, list):
            raise ValueError(f"{self.id}: expected a list of brackets, found {self.value!r}")
        pairs = tuple((_number(self, row["gt_h"]), _number(self, row["value"])) for row in self.value)
        if list(pairs) != sorted(set(pairs)):
            raise ValueError(f"{self.id}: brackets must ascend")
        return pairs


def _number(value: DatedValue, text: Any) -> Decimal:
    try:
        return Decimal(text)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise ValueError(f"{value.id}: expected a number, found {text!r}") from error


def on_day(values: tuple[DatedValue, ...], day: date) -> DatedValue | None:
    """Pick the value whose period holds the day, None before the first and after the last."""
    return next((value for value in reversed(values) if value.period.contains(day)), None)
