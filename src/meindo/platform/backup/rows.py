"""Rows of every table as lines of JSON and back: the same on both databases."""

import base64
import gzip
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import models
from django.db.models.fields.json import JSONField

from meindo.platform.sql import insert_many

AT_ONCE = 5000
# Tables of a moment: nobody stays logged in through a restore.
LEFT_OUT = {
    "outbox_workersign": "Lebenszeichen der Worker dieses Augenblicks.",
    "django_session": "Sitzungen gelten nur für den Augenblick; nach dem Wiederherstellen meldet man sich neu an.",
}


def tables(apps: Apps) -> dict[str, type[models.Model]]:
    """Every table with its model, in the order of names."""
    found = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return {name: model for name, model in sorted(found.items()) if model._meta.managed and not model._meta.proxy}


def kept_tables(apps: Apps) -> dict[str, type[models.Model]]:
    """The tables that a backup holds."""
    return {name: model for name, model in tables(apps).items() if name not in LEFT_OUT}


def plain(value: Any) -> Any:
    """A value as JSON knows it: decimals, days, instants and uuids as text, bytes in base64."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def lines_of(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """The rows of a table by primary key, each as an object of its columns."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield {name: plain(value) for name, value in zip(names, row, strict=True)}


def chunks(model: type[models.Model]) -> Iterator[tuple[int, bytes]]:
    """The rows in compressed parts, each with the number of its rows."""
    part: list[str] = []
    for line in lines_of(model):
        part.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
        if len(part) == AT_ONCE:
            yield len(part), _packed(part)
            part = []
    if part:
        yield len(part), _packed(part)


def _packed(lines: list[str]) -> bytes:
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), 6, mtime=0)


def unpacked(content: bytes) -> Iterator[dict[str, Any]]:
    """The rows of one part."""
    for line in gzip.decompress(content).decode().split("\n"):
        if line:
            yield json.loads(line)


def load(model: type[models.Model], lines: Iterable[dict[str, Any]]) -> int:
    """Write rows into an empty table with the keys that they had."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rows = [model(**{name: _value(fields[name], said) for name, said in line.items()}) for line in lines]
    insert_many(model, rows, with_keys=True)
    return len(rows)


def _value(field: "models.Field[Any, Any]", said: Any) -> Any:
    if said is None or isinstance(field, JSONField):
        return said
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(said)
    if isinstance(field, models.BinaryField):
        return base64.b64decode(said)
    return field.to_python(said)
