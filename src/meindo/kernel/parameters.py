"""Sets of dated values from YAML files, looked up by day."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from meindo.kernel.law import Law
from meindo.kernel.parameter_file import ParameterError, read_acts
from meindo.kernel.values import DatedValue, on_day

__all__ = ["ParameterError", "ParameterSet"]


@dataclass(frozen=True)
class ParameterSet:
    """Values of one or more acts; `values` maps "act.parameter" to its dated values, ascending."""

    values: dict[str, tuple[DatedValue, ...]]

    @classmethod
    def from_text(cls, text: str, name: str = "parameters") -> "ParameterSet":
        """Read YAML; ParameterError names file, key and date of what is wrong."""
        return cls(read_acts(text, name))

    @classmethod
    def from_file(cls, path: Path) -> "ParameterSet":
        """Read a YAML file (UTF-8)."""
        return cls.from_text(path.read_text(encoding="utf-8"), path.name)

    def merged(self, other: "ParameterSet") -> "ParameterSet":
        """Give both sets as one; ParameterError when a key is in both."""
        twice = self.values.keys() & other.values.keys()
        if twice:
            raise ParameterError(f"defined twice: {', '.join(sorted(twice))}")
        return ParameterSet(self.values | other.values)

    def on(self, day: date, released: frozenset[str] = frozenset()) -> Law:
        """Give the law in force on a day; `released` holds the hashes that two people released."""
        return Law(day, self._in_force(day), released, self.values)

    def by_id(self, value_id: str) -> DatedValue:
        """Find a value by its id, as stored in a result; KeyError if it is gone."""
        key, _, start = value_id.partition("@")
        for value in self.values[key]:
            if value.period.start.isoformat() == start:
                return value
        raise KeyError(value_id)

    def change_days(self, keys: Iterable[str] | None = None) -> tuple[date, ...]:
        """Give every day on which one of the values (all, or those of `keys`) begins, changes or ends."""
        periods = [value.period for key in (self.values if keys is None else keys) for value in self.values[key]]
        ends = {period.end for period in periods if not period.is_open}
        return tuple(sorted(ends | {period.start for period in periods}))

    def needing_release(self) -> tuple[DatedValue, ...]:
        """Give the unverified and local values, which two people have to release; of a table its first value."""
        waiting = [value for row in self.values.values() for value in row if value.ref.needs_release]
        return tuple({value.value_hash: value for value in reversed(waiting)}.values())[::-1]

    def of_acts(self, acts: Iterable[str]) -> "ParameterSet":
        """Give only the values of these acts."""
        wanted = frozenset(acts)
        return ParameterSet({key: row for key, row in self.values.items() if key.partition(".")[0] in wanted})

    def as_table(self) -> "ParameterSet":
        """Give the same values as one table that was entered as a whole: all bear the hash of the whole."""
        rows = sorted(f"{value.value_hash} {value.period.end}" for row in self.values.values() for value in row)
        whole = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        marked = {key: tuple(replace(value, table_hash=whole) for value in row) for key, row in self.values.items()}
        return ParameterSet(marked)

    def of_table(self, table_hash: str) -> tuple[DatedValue, ...]:
        """Give all values of a table, which are released together."""
        return tuple(value for row in self.values.values() for value in row if value.table_hash == table_hash)

    @cached_property
    def _snapshots(self) -> dict[date | None, dict[str, DatedValue]]:
        return {}

    def _in_force(self, day: date) -> dict[str, DatedValue]:
        since = max((start for start in self._starts if start <= day), default=None)
        if since not in self._snapshots:
            self._snapshots[since] = self._snapshot(since) if since else {}
        return self._snapshots[since]

    @cached_property
    def _starts(self) -> tuple[date, ...]:
        return self.change_days()

    def _snapshot(self, day: date) -> dict[str, DatedValue]:
        found = {key: value for key, row in self.values.items() if (value := on_day(row, day))}
        by_name: dict[str, list[DatedValue]] = {}
        for key, value in found.items():
            by_name.setdefault(key.partition(".")[2], []).append(value)
        plain = {name: rows[0] for name, rows in by_name.items() if len(rows) == 1}
        return plain | found
