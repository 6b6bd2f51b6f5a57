"""The only place with vendor-specific SQL: guards that both databases enforce, installed after every migrate.

A model lists its guards in a class attribute `guards`. SQLite loses triggers when Django rebuilds a table, therefore
they are not part of a migration but are laid again, idempotently, after each one.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

OVERLAP = "overlap"
FROZEN = "frozen"
ERASING = "EXISTS (SELECT 1 FROM audit_erasing)"  # this transaction has written its line of the erasure list


class Guard(Protocol):
    """A rule that the database itself keeps for one table."""

    def postgresql(self, table: str) -> list[str]:
        """Statements that install the guard on PostgreSQL, repeatable."""

    def sqlite(self, table: str) -> list[str]:
        """Statements that install the guard on SQLite, repeatable."""


@dataclass(frozen=True)
class NoOverlap:
    """No two current rows with the same keys may be valid on the same day."""

    keys: tuple[str, ...]

    def postgresql(self, table: str) -> list[str]:
        """An exclusion constraint over the keys and the half-open range of days."""
        keys = ", ".join(f"{key} WITH =" for key in self.keys)
        name = f"{table}_{OVERLAP}"
        return [
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}') THEN "
            f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist "
            f"({keys}, daterange(valid_from, valid_until) WITH &&) WHERE (superseded_at IS NULL) "
            "DEFERRABLE INITIALLY IMMEDIATE; END IF; END $$",
        ]

    def sqlite(self, table: str) -> list[str]:
        """A trigger with the same rule."""
        same = " AND ".join(f"{key} = NEW.{key}" for key in self.keys)
        body = (
            f"SELECT RAISE(ABORT, '{table}_{OVERLAP}') WHERE NEW.superseded_at IS NULL AND EXISTS ("
            f"SELECT 1 FROM {table} WHERE {same} AND superseded_at IS NULL AND id <> NEW.id "
            "AND valid_from < NEW.valid_until AND valid_until > NEW.valid_from);"
        )
        return _sqlite_trigger(f"{table}_{OVERLAP}", f"AFTER INSERT ON {table}", body)


@dataclass(frozen=True)
class OnceSet:
    """Rows are never changed, except that the named columns may go from empty to a value, once; never deleted, except
    by a transaction that writes the erasure list (`audit.erasures.erasing`).

    `free` columns may change at any time; `kept_unless` is a condition on the row (`OLD.x`) under which it may go.
    `for_ever`: not even an erasure takes such a row away. `rewritten`: columns that an erasure may change.
    """

    columns: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    kept_unless: str = "1 = 0"
    for_ever: bool = False
    rewritten: tuple[str, ...] = ()

    @property
    def _may_go(self) -> str:
        return self.kept_unless if self.for_ever else f"({self.kept_unless}) OR {ERASING}"

    def _changed(self, all_columns: list[str], differs: str) -> str:
        others = self.columns + self.free + self.rewritten
        frozen = [f"NEW.{c} {differs} OLD.{c}" for c in all_columns if c not in others]
        frozen += [f"(NEW.{c} {differs} OLD.{c} AND NOT {ERASING})" for c in self.rewritten]
        once = [f"(OLD.{c} IS NOT NULL AND NEW.{c} {differs} OLD.{c})" for c in self.columns]
        return " OR ".join(frozen + once)

    def postgresql(self, table: str) -> list[str]:
        """One trigger function per table."""
        changed = self._changed(_columns(table), "IS DISTINCT FROM")
        name = f"{table}_{FROZEN}"
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' THEN IF {self._may_go} THEN RETURN OLD; END IF; "
            f"RAISE EXCEPTION '{name}' USING ERRCODE = '23000'; END IF; "
            f"IF {changed} THEN RAISE EXCEPTION '{name}' USING ERRCODE = '23000'; END IF; "
            "RETURN NEW; END $$ LANGUAGE plpgsql",
            f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]

    def sqlite(self, table: str) -> list[str]:
        """Two triggers: one for changes, one for deletion."""
        name = f"{table}_{FROZEN}"
        changed = self._changed(_columns(table), "IS NOT")
        abort = f"SELECT RAISE(ABORT, '{name}')"
        return _sqlite_trigger(name, f"BEFORE UPDATE ON {table}", f"{abort} WHERE {changed};") + _sqlite_trigger(
            f"{name}_delete", f"BEFORE DELETE ON {table}", f"{abort} WHERE NOT ({self._may_go});"
        )


def _sqlite_trigger(name: str, when: str, body: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {when} FOR EACH ROW BEGIN {body} END"]


def _columns(table: str) -> list[str]:
    model = next(m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table)
    return [str(field.column) for field in model._meta.concrete_fields]


def guarded_models() -> Iterator[tuple[type[models.Model], Guard]]:
    """Every model with each of its guards."""
    for model in apps.get_models():
        for guard in getattr(model, "guards", ()):
            yield model, guard


def install_guards(using: str = "default", **_kwargs: Any) -> None:
    """Lay all guards whose table exists; called after every migrate, safe to repeat."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, guard in guarded_models():
            if model._meta.db_table in tables:
                for statement in _statements(connection, guard, model._meta.db_table):
                    cursor.execute(statement)


def remove_guards(using: str = "default") -> None:
    """Take the row triggers away (SQLite only: its flush deletes row by row, PostgreSQL truncates)."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def _statements(connection: BaseDatabaseWrapper, guard: Guard, table: str) -> list[str]:
    return guard.postgresql(table) if connection.vendor == "postgresql" else guard.sqlite(table)


def lock_for_worker(queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """Rows that no other worker holds; on SQLite, with one writer at a time, a plain read inside the transaction."""
    if connections[queryset.db].vendor == "postgresql":
        return queryset.select_for_update(skip_locked=True)
    return queryset


def one_at_a_time(what: str) -> None:
    """Until this transaction ends nobody else comes past this line for the same thing; who comes later waits. It is so
    anyway on SQLite, with one writer at a time.
    """
    connection = connections["default"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])


def insert_many(model: type[models.Model], rows: "list[Any]", *, with_keys: bool = False) -> None:
    """Insert rows whose ids nobody needs to know: several times faster than bulk_create for thousands of rows.

    `with_keys` keeps the primary keys that they have; `reset_sequences` comes afterwards.
    """
    if not rows:
        return
    connection = connections["default"]
    fields = [field for field in model._meta.concrete_fields if with_keys or not field.primary_key]
    quote = connection.ops.quote_name
    table = f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"
    prepared = list(zip(*(_column(field, rows, connection) for field in fields), strict=True))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", prepared)


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside shows the database at one instant, while others go on writing."""
    connection = connections["default"]
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:  # Django's own transactions take SQLite's lock for writing
        cursor.execute("BEGIN DEFERRED")
        cursor.execute("SELECT count(*) FROM sqlite_master")  # from the first read on nothing changes
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def has_rows(table: str) -> bool:
    """Whether there is anything in a table."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
        return cursor.fetchone() is not None


def empty_table(table: str) -> None:
    """Delete every row of a table without guards."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def drop_tables(names: Iterable[str]) -> None:
    """Take tables away, whatever refers to them."""
    connection = connections["default"]
    quoted = [connection.ops.quote_name(name) for name in names]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for start in range(0, len(quoted), 20):
                cursor.execute(f"DROP TABLE {', '.join(quoted[start : start + 20])} CASCADE")
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        for name in quoted:
            cursor.execute(f"DROP TABLE {name}")
        cursor.execute("PRAGMA foreign_keys = ON")


def reset_sequences(tables: "list[type[models.Model]]") -> None:
    """The next row gets a key above those that were loaded."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def update_many(model: type[models.Model], rows: "list[Any]", names: list[str]) -> None:
    """Write the named fields of existing rows: several times faster than bulk_update for thousands of rows."""
    if not rows:
        return
    connection = connections["default"]
    fields = [field for field in model._meta.concrete_fields if field.name in names]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    prepared = [_column(field, rows, connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE id = %s",
            list(zip(*prepared, [row.pk for row in rows], strict=True)),
        )


def _column(field: "models.Field[Any, Any]", rows: "list[Any]", connection: BaseDatabaseWrapper) -> list[Any]:
    """The values of one field as the driver takes them; the same date or number is converted once."""
    name, prepare = field.attname, field.get_db_prep_save
    if isinstance(field, models.JSONField):
        return [prepare(getattr(row, name), connection) for row in rows]
    known: dict[tuple[type, Any], Any] = {}
    values = []
    for row in rows:
        value = getattr(row, name)
        key = (type(value), value)
        if key not in known:
            known[key] = prepare(value, connection)
        values.append(known[key])
    return values


@models.CharField.register_lookup
class Prefix(models.Lookup):
    """Texts that begin with some ASCII letters, found by the index of the column (Django's `startswith` finds them by
    reading all, on SQLite).
    """

    lookup_name = "prefix"

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """A range: SQLite compares byte by byte."""
        column, params = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [*params, self.rhs, *params, f"{self.rhs}\x7f"]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """A pattern, for which Django lays a second index on every indexed text."""
        column, params = self.process_lhs(compiler, connection)
        pattern = connection.ops.prep_for_like_query(self.rhs)
        return f"{column} LIKE %s", [*params, f"{pattern}%"]
