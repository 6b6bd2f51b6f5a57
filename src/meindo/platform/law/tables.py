"""Tables of values that the city enters itself: store one, read those in use or those that a result was based on."""

from collections.abc import Iterable
from functools import lru_cache

from meindo.kernel.parameters import ParameterSet
from meindo.kernel.values import DatedValue
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import unit_of_work

from .models import LocalTable

PURPOSE = "law.release"


def store_table(act: str, values: ParameterSet, by: Actor) -> bool:
    """Let a table replace the one in use; False, and nothing written, if it is the same.

    It counts for payments only after two people have released it.
    """
    rows = [value for row in values.values.values() for value in row]
    whole = rows[0].table_hash
    with unit_of_work(by, purpose=PURPOSE) as work:
        current = LocalTable.objects.filter(act=act, superseded_at__isnull=True)
        if current.filter(table_hash=whole).exists():
            return False
        current.update(superseded_at=work.at)
        content = [value.as_data() for value in rows]
        LocalTable.objects.create(act=act, table_hash=whole, rows=content, imported_at=work.at)
        work.record("law.table_entered", f"table:{act}", hash=whole, rows=len(rows))
    return True


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
    for row in LocalTable.objects.values_list("rows", flat=True).get(pk=pk):
        found.setdefault(row["key"], []).append(DatedValue.from_data(row))
    return ParameterSet({key: tuple(values) for key, values in found.items()}).as_table()
