"""Compare the good rows with what is known: what an import would write, in the leading system's words."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from .check import Checked, Row
from .known import Known, spans_of
from .layout import FACTS, FILES, FactLayout
from .timeline import Difference, Span, differences

Key = tuple[Any, ...]


@dataclass(frozen=True)
class FactChange:
    """One key of one kind of fact and the days on which it is to change."""

    layout: FactLayout
    key: Key
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class PersonChange:
    """A person to create, or to give another name or mail; None leaves as it is."""

    key: str
    is_new: bool
    name: tuple[str, str] | None
    email: str | None


@dataclass
class Plan:
    """Everything to write, in the order in which it is written."""

    new: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    persons: list[PersonChange] = field(default_factory=list)
    facts: list[FactChange] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be written."""
        return not (self.persons or self.facts or any(self.new.values()))


def plan_of(checked: Checked, known: Known, today: date) -> Plan:
    """What the rows say that the database does not know yet."""
    plan = Plan()
    for file in FILES:
        if file.defines and file.defines != "person":
            first = next(iter(file.columns))
            rows = checked.rows.get(file.name, [])
            owners = {row.values[first]: row.values.get("person", "") for row in rows}
            plan.new[file.defines] = sorted(
                (key, owner) for key, owner in owners.items() if key not in known.keys[file.defines]
            )
    plan.persons = [change for row in checked.rows.get("persons", []) if (change := _person_change(row.values, known))]
    for layout in FACTS:
        if checked.rows.get(layout.file):
            plan.facts += _fact_changes(layout, checked, today)
    return plan


def _person_change(values: dict[str, Any], known: Known) -> PersonChange | None:
    key, name, email = values["key"], (values["given_name"], values["family_name"]), values["email"]
    is_new = key not in known.keys["person"]
    new_name = None if known.names.get(key) == name else name
    new_email = None if not is_new and known.emails[key] == email else email
    if not is_new and new_name is None and new_email is None:
        return None
    return PersonChange(key, is_new, new_name, new_email)


def _fact_changes(layout: FactLayout, checked: Checked, today: date) -> list[FactChange]:
    holds = spans_of(layout)
    wanted, since = _wanted(layout, checked.rows[layout.file], today)
    spoiled = checked.spoiled[layout.file]
    size = layout.group_size
    found = []
    for key in sorted({*holds, *wanted}):
        start = since.get(key[:size])
        if start is None:
            continue  # the files do not name it
        parts = differences(holds.get(key, []), wanted.get(key, []), start)
        if key[0] in spoiled:
            parts = _only_additions(parts)
        if parts:
            found.append(FactChange(layout, key, tuple(parts)))
    return found


def _only_additions(parts: list[Difference]) -> list[Difference]:
    """One row of this key is bad: what it would have said is unknown, therefore nothing is ended."""
    return [part for part in parts if part.new is not None]


def _wanted(layout: FactLayout, rows: list[Row], today: date) -> tuple[dict[Key, list[Span]], dict[Key, date]]:
    """The spans that the rows state, and from which day on they determine a group: its first row or today."""
    key_of, values_of = _getter(layout.key.values()), _getter(layout.values.values())
    wanted: dict[Key, list[Span]] = defaultdict(list)
    since: dict[Key, date] = {}
    size, needs = layout.group_size, layout.needs
    for row in rows:
        values = row.values
        key = key_of(values)
        start = values["valid_from"]
        group = key[:size]
        since[group] = min(since.get(group, today), start)
        if not needs or values[needs]:
            wanted[key].append(Span(start, values["valid_until"], values_of(values)))
    return wanted, since


def _getter(columns: Iterable[str]) -> Callable[[dict[str, Any]], Key]:
    """A fast way to take some columns of a row as a tuple."""
    names = tuple(columns)
    if len(names) > 1:
        return itemgetter(*names)
    return (lambda values: (values[names[0]],)) if names else (lambda _values: ())
