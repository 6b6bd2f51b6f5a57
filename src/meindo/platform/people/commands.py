"""State facts: cut what was known for those days, keep the rest, write the new row; nothing is overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from meindo.platform.clock import FOREVER, now
from meindo.platform.sql import insert_many

from .facts import Fact


@dataclass(frozen=True)
class Statement:
    """What is to hold from `valid_from` until `valid_until`; `values` None means: nothing holds on these days."""

    key: dict[str, Any]
    values: dict[str, Any] | None
    valid_from: date
    valid_until: date = FOREVER


@dataclass
class Change:
    """Rows to supersede and rows to insert, for one kind of fact."""

    superseded: list[int] = field(default_factory=list)
    new: list[Any] = field(default_factory=list)


def state(model: type[Fact], statements: Iterable[Statement], *, source: str, measure_id: int | None = None) -> int:
    """State facts of one kind; what already holds is left untouched. Returns the number of rows written."""
    return _write(model, foreseen(model, statements, source, measure_id))


def foreseen(
    model: type[Fact], statements: Iterable[Statement], source: str = "", measure_id: int | None = None
) -> Change:
    """What `state` would write, without writing it: keys of the rows that it would supersede, and the new rows."""
    by_key: dict[tuple[Any, ...], list[Statement]] = {}
    for statement in statements:
        by_key.setdefault(tuple(statement.key[k] for k in model.keys()), []).append(statement)
    change = Change()
    for key, rows in _current(model, list(by_key)).items():
        for statement in by_key[key]:
            _apply(model, rows, statement, change, source, measure_id)
    return change


def _current(model: type[Fact], keys: list[tuple[Any, ...]]) -> dict[tuple[Any, ...], list[Any]]:
    found: dict[tuple[Any, ...], list[Any]] = {key: [] for key in keys}
    first = model.keys()[0]
    firsts = sorted({key[0] for key in keys})
    for start in range(0, len(firsts), 500):
        part = {f"{first}__in": firsts[start : start + 500]}
        for row in model.objects.current().filter(**part).order_by("valid_from"):
            key = tuple(getattr(row, name) for name in model.keys())
            if key in found:
                found[key].append(row)
    return found


def _apply(
    model: type[Fact],
    rows: list[Any],
    statement: Statement,
    change: Change,
    source: str,
    measure_id: int | None,
) -> None:
    if _holds_already(rows, statement):
        return
    kept: list[Any] = []
    for row in rows:
        if row.valid_until <= statement.valid_from or row.valid_from >= statement.valid_until:
            kept.append(row)
            continue
        _drop(row, change)
        kept += _remains(model, row, statement, change)
    if statement.values is not None:
        new = _row(model, statement.key | statement.values, statement.valid_from, statement.valid_until)
        new.source, new.measure_id = source, measure_id
        change.new.append(new)
        kept.append(new)
    rows[:] = sorted(kept, key=lambda row: row.valid_from)


def _holds_already(rows: list[Any], statement: Statement) -> bool:
    touching = [
        row for row in rows if row.valid_from < statement.valid_until and row.valid_until > statement.valid_from
    ]
    if statement.values is None:
        return not touching
    return (
        len(touching) == 1
        and touching[0].valid_from <= statement.valid_from
        and touching[0].valid_until >= statement.valid_until
        and all(getattr(touching[0], name) == value for name, value in statement.values.items())
    )


def _drop(row: Any, change: Change) -> None:
    if row.pk is None:
        change.new.remove(row)
    else:
        change.superseded.append(row.pk)


def _remains(model: type[Fact], row: Any, statement: Statement, change: Change) -> list[Any]:
    """The days of an old row before and after the new statement keep what was known, as rows of their own."""
    said = {name: getattr(row, name) for name in (*model.keys(), *model.values())}
    parts = [(row.valid_from, statement.valid_from), (statement.valid_until, row.valid_until)]
    remains = [_row(model, said, start, end) for start, end in parts if start < end]
    for rest in remains:
        rest.source, rest.measure_id = row.source, row.measure_id
    change.new += remains
    return remains


def _row(model: type[Fact], said: dict[str, Any], start: date, end: date) -> Any:
    """A row to be inserted: a plain object with the fact's fields, many times cheaper than an instance of the model."""
    return SimpleNamespace(pk=None, **(_defaults(model) | said), valid_from=start, valid_until=end, superseded_at=None)


@cache
def _defaults(model: type[Fact]) -> dict[str, Any]:
    names = model.values()
    return {field.attname: field.get_default() for field in model._meta.concrete_fields if field.attname in names}


def _write(model: type[Fact], change: Change) -> int:
    at = now()
    for start in range(0, len(change.superseded), 500):
        part = change.superseded[start : start + 500]
        model.objects.filter(pk__in=part).update(superseded_at=at)
    for row in change.new:
        row.recorded_at = at
    insert_many(model, change.new)
    return len(change.new) + len(change.superseded)
