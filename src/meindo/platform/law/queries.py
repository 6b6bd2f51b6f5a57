"""Reads of releases, and of the tables that the city entered."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from meindo.kernel.parameters import ParameterSet
from meindo.kernel.values import DatedValue

from .models import LocalTable, ValueRelease


def current_releases() -> dict[str, ValueRelease]:
    """Proposals and releases that nobody ended, by the hash of the value."""
    rows = ValueRelease.objects.filter(ended_at__isnull=True).select_related("proposed_by", "confirmed_by")
    return {row.value_hash: row for row in rows}


class Released(NamedTuple):
    """When a value in use was released, as far as the public reads it."""

    value_hash: str
    confirmed_at: datetime
    is_demo: bool


def released_values() -> dict[str, Released]:
    """The values that two people released and that nobody ended since, by hash."""
    rows = ValueRelease.objects.filter(ended_at__isnull=True, confirmed_at__isnull=False)
    return {row[0]: Released(*row) for row in rows.values_list(*Released._fields)}


def releases_by_hash() -> dict[str, tuple[ValueRelease, ...]]:
    """Every proposal and release that there ever was, by the hash of the value, first to last."""
    found: dict[str, tuple[ValueRelease, ...]] = {}
    for row in ValueRelease.objects.select_related("proposed_by", "confirmed_by").order_by("proposed_at", "id"):
        found[row.value_hash] = (*found.get(row.value_hash, ()), row)
    return found


def tables_entered() -> list[tuple[LocalTable, ParameterSet]]:
    """Every table that the city ever entered, with its values, first to last."""
    rows = LocalTable.objects.defer("rows").order_by("id")
    return [(row, _values_of(row.pk, row.table_hash)) for row in rows]


def current_tables() -> dict[str, ParameterSet]:
    """The tables in use, by act."""
    rows = LocalTable.objects.filter(superseded_at__isnull=True).order_by("act").values_list("act", "id", "table_hash")
    return {act: _values_of(pk, whole) for act, pk, whole in rows}


def values_in_use() -> ParameterSet:
    """The values of all tables in use, as one set."""
    return _merged(current_tables().values())


def values_used(hashes: Iterable[str]) -> ParameterSet:
    """The values of the tables with these hashes, also superseded ones: what a stored result was based on."""
    found = LocalTable.objects.filter(table_hash__in=list(hashes)).order_by("id")
    rows = {act: (pk, whole) for act, pk, whole in found.values_list("act", "id", "table_hash")}
    return _merged(_values_of(*row) for row in rows.values())


def _merged(sets: Iterable[ParameterSet]) -> ParameterSet:
    return ParameterSet({key: row for found in sets for key, row in found.values.items()})


@lru_cache(maxsize=16)
def _values_of(pk: int, _table_hash: str) -> ParameterSet:
    """Read a table once per process: what bears a hash never changes."""
    found: dict[str, list[DatedValue]] = {}
    for row in json.loads(LocalTable.objects.values_list("rows", flat=True).get(pk=pk)):
        found.setdefault(row["key"], []).append(DatedValue.from_data(row))
    return ParameterSet({key: tuple(values) for key, values in found.items()}).as_table()
