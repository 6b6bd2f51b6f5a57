"""Units that stand above themselves on some day, by way of others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from .timeline import Span

AXES = ("parent", "matrix_parent")


class Edge(NamedTuple):
    """From `start` until `end` a unit stands below `parent`; `row` is its place in the file, None if known before."""

    parent: str
    start: date
    end: date
    row: int | None


def circles(rows: list[tuple[int, Mapping[str, Any]]], known: Mapping[str, Mapping[str, list[Span]]]) -> dict[int, str]:
    """The rows (line and values) that close a circle, each with the reason.

    `known` are the edges by axis and unit as they stand; they count for units that no row names.
    """
    named = {values["key"] for _, values in rows}
    found: dict[int, str] = {}
    for axis in AXES:
        above: dict[str, list[Edge]] = defaultdict(list)
        for unit, spans in known[axis].items():
            if unit not in named:
                above[unit] = [Edge(span.values[0], span.start, span.end, None) for span in spans]
        for line, values in rows:
            if values[axis]:
                edge = Edge(values[axis], values["valid_from"], values["valid_until"], line)
                above[values["key"]].append(edge)
        for unit in sorted(named):
            for way, lines in _back_to(unit, unit, date.min, date.max, above, (unit,)):
                reason = f"{axis}: Die Einheiten bilden einen Kreis: {' unter '.join(way)}."
                found |= {line: found.get(line, reason) for line in lines}
    return found


def _back_to(
    first: str, at: str, start: date, end: date, above: Mapping[str, list[Edge]], way: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Every way up that comes back to the first unit on a day that all its edges share, with the rows on it."""
    for edge in above.get(at, ()):
        shared = max(start, edge.start), min(end, edge.end)
        if shared[0] >= shared[1]:
            continue
        own = [edge.row] if edge.row is not None else []
        if edge.parent == first:
            yield (*way, first), own
        elif edge.parent not in way:
            for found, lines in _back_to(first, edge.parent, *shared, above, (*way, edge.parent)):
                yield found, own + lines
