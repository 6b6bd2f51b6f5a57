"""Queries that every page asks, built once: Django writes the sentence anew each time, and that costs more than asking.

The sentence is Django's own and so are the rows: nothing here knows a table. Parameters are numbers, days and words.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")
MARK = -7_300_000_000  # no row has such a key: it is found again among the parameters of the finished sentence
FIRST_DAY = date(1, 1, 1)  # nor such a day
FIRST_WORD = "\ue000"  # nor such a word: a sign that nobody can type
Value = int | date | str


class Prepared(Generic[Row]):
    """A query over rows of a model (or over `values_list` rows), called with the numbers, days and words that it
    needs.

    `build` gets what the calls give, always as many and of the same kinds, and must use each of them as it is. What the
    sentence says must not depend on anything else: no role, no language.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, Row]]") -> None:
        self._build = build
        self._known: dict[str, _Sentence] = {}

    def __call__(self, *values: Value) -> list[Row]:
        """The rows for these values, in the order of the query."""
        sentence = self._known.get(connection.vendor)
        if sentence is None:
            marks = [_mark(place, value) for place, value in enumerate(values)]
            sentence = self._known[connection.vendor] = _Sentence(self._build(*marks), marks)
        return list(sentence.rows(values))

    def first(self, *values: Value) -> Row | None:
        """The first row, if there is one."""
        return next(iter(self(*values)), None)


def padded(keys: Sequence[int], length: int) -> list[int]:
    """Keys for a query over at most so many rows: filled up with one that no row has."""
    return [*keys, *([0] * _missing(keys, length))]


def padded_words(words: Sequence[str], length: int) -> list[str]:
    """Words for a query over at most so many rows: filled up with the empty one, which the query must leave out."""
    return [*words, *([""] * _missing(words, length))]


def _missing(given: Sequence[Value], length: int) -> int:
    if len(given) > length:
        raise ValueError(f"{len(given)} keys for a query over {length}")
    return length - len(given)


def _mark(place: int, value: Value) -> Value:
    if isinstance(value, str):
        return f"{FIRST_WORD}{place}"
    return FIRST_DAY + timedelta(days=place) if isinstance(value, date) else MARK - place


def _as_parameter(value: Value) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


class _Sentence:
    """A finished sentence and how its rows are read, without anything that belongs to one connection."""

    def __init__(self, queryset: "QuerySet[Any, Any]", marks: list[Value]) -> None:
        compiler: Any = queryset.query.get_compiler(queryset.db)
        self.sql, params = compiler.as_sql()
        places = {_as_parameter(mark): place for place, mark in enumerate(marks)}
        self.params = [(param, places.get(param) if isinstance(param, int | str | date) else None) for param in params]
        self.select = compiler.select
        self.klass_info, self.annotations = compiler.klass_info, compiler.annotation_col_map
        converters = compiler.get_converters([column for column, _, _ in self.select])
        self.converters = [(place, found, column) for place, (found, column) in converters.items()]
        self.make = self._models if issubclass(queryset._iterable_class, ModelIterable) else iter

    def rows(self, values: tuple[Value, ...]) -> Iterator[Any]:
        given = [_as_parameter(value) for value in values]
        args = [param if place is None else given[place] for param, place in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, args)
            found = cursor.fetchall()
        return iter(self.make(self._converted(row) for row in found))

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, converters, column in self.converters:
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return tuple(values)

    def _models(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[Model]:
        info = self.klass_info
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column.target.attname for column, _, _ in self.select[start:end]]
        related = get_related_populators(info, self.select, connection.alias)  # type: ignore[call-arg]  # the stubs are ahead
        for row in rows:
            made = info["model"].from_db(connection.alias, names, row[start:end])
            for populator in related:
                populator.populate(row, made)
            for name, place in self.annotations.items():
                setattr(made, name, row[place])
            yield made
