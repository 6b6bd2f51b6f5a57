"""Bring projections to what the facts say: compute without a lock, write in short transactions that notice each other.

Every write counts `ProjectedDay.version` up and expects the one from which it was computed. Whoever comes second
computes again; so two processes at midnight, or an import and a manager who names a deputy, do not mix their rows.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F

from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.sql import insert_many, update_many

from .projection_models import ProjectedDay

PROJECTION = Actor.system("projection")
PURPOSE = "people.projection"
CHUNK = 1000
TRIES = 100


@dataclass
class Part:
    """What one short transaction writes: rows to delete, insert and change, events to announce, the state to note."""

    model: type[models.Model]
    gone: list[int] = field(default_factory=list)
    new: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)


def bring(plan: Callable[[], list[Part]]) -> None:
    """Write what `plan` finds to differ; RuntimeError if others never leave a pause to do so."""
    for _ in range(TRIES):
        version = _version()
        if all(_write(part, version + number) for number, part in enumerate(plan())):
            return
    raise RuntimeError("the projections are written by somebody else all the time")


def _version() -> int:
    state, _ = ProjectedDay.objects.get_or_create(pk=1, defaults={"day": date.min})
    return state.version


def _write(part: Part, version: int) -> bool:
    with unit_of_work(PROJECTION, purpose=PURPOSE) as work:
        mine = ProjectedDay.objects.filter(pk=1, version=version)
        if not mine.update(version=F("version") + 1, **part.state):
            return False
        rows = part.model._default_manager
        for start in range(0, len(part.gone), 500):
            rows.filter(pk__in=part.gone[start : start + 500]).delete()
        insert_many(part.model, part.new)
        update_many(part.model, part.changed, part.names)
        for name, fields in part.events:
            work.emit(name, **fields)
    return True


def changed_rows(model: type[models.Model], changed: list[Any], names: list[str]) -> list[Part]:
    """Parts that write the named fields of existing rows."""
    return [Part(model, changed=part, names=names) for part in chunks(changed)]


def chunks(rows: list[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """The rows in pieces that one short transaction can write."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def replaced_rows(
    stored: "models.QuerySet[Any]", wanted: Iterable[Any], key: Callable[[Any], Hashable]
) -> list[tuple[Any, Any]]:
    """(row as stored, row as wanted) for every row that differs; None where there is none."""
    fields = [field.attname for field in stored.model._meta.concrete_fields if not field.primary_key]
    there = {key(row): row for row in stored}
    pairs: list[tuple[Any, Any]] = []
    for row in wanted:
        old = there.pop(key(row), None)
        if old is None or any(getattr(old, name) != getattr(row, name) for name in fields):
            pairs.append((old, row))
    return pairs + [(row, None) for row in there.values()]


def part_of(model: type[models.Model], pairs: list[tuple[Any, Any]]) -> Part:
    """The part that writes these differences."""
    gone = [old.pk for old, _ in pairs if old is not None]
    return Part(model, gone=gone, new=[new for _, new in pairs if new is not None])
