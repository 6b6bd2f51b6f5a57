"""Which unit lies below which, for every period in which no edge changes."""

from collections import defaultdict
from datetime import date

from .models import Axis, OrgClosure, OrgUnit, UnitEdge
from .replace import Part, bring, chunks

Edge = tuple[int, int, date, date]


def closure_rows(edges: list[Edge], units: list[int], forever: date) -> set[tuple[int, int, int, date, date]]:
    """(ancestor, descendant, depth, from, until) for all units; pure, from the dated edges of one axis."""
    above: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
    for child, parent, start, end in edges:
        above[child].append((parent, start, end))
    rows: set[tuple[int, int, int, date, date]] = set()
    for unit in units:
        _climb(unit, unit, 0, date.min, forever, above, rows, frozenset())
    return rows


def _climb(
    unit: int,
    at: int,
    depth: int,
    start: date,
    end: date,
    above: dict[int, list[tuple[int, date, date]]],
    rows: set[tuple[int, int, int, date, date]],
    seen: frozenset[int],
) -> None:
    if at in seen:
        return  # a circle in wrong data ends here
    rows.add((at, unit, depth, start, end))
    for parent, from_day, until in above[at]:
        inner_start, inner_end = max(start, from_day), min(end, until)
        if inner_start < inner_end:
            _climb(unit, parent, depth + 1, inner_start, inner_end, above, rows, seen | {at})


def rebuild_closure() -> None:
    """Bring the stored closure of every axis to the facts, writing only what differs."""
    for axis in Axis.values:
        bring(lambda axis=axis: _parts(axis))  # type: ignore[misc]


def _parts(axis: str) -> list[Part]:
    units = list(OrgUnit.objects.values_list("id", flat=True))
    edges = UnitEdge.objects.current().filter(axis=axis)
    rows = list(edges.values_list("child_id", "parent_id", "valid_from", "valid_until"))
    wanted = closure_rows(rows, units if axis == Axis.LINE else _members(rows), date.max)
    stored = OrgClosure.objects.filter(axis=axis)
    there = {
        row[1:]: row[0]
        for row in stored.values_list("id", "ancestor_id", "descendant_id", "depth", "valid_from", "valid_until")
    }
    gone = [pk for row, pk in there.items() if row not in wanted]
    new = [
        OrgClosure(axis=axis, ancestor_id=a, descendant_id=d, depth=depth, valid_from=start, valid_until=end)
        for a, d, depth, start, end in sorted(wanted - there.keys())
    ]
    return [Part(OrgClosure, gone=part) for part in chunks(gone)] + [Part(OrgClosure, new=part) for part in chunks(new)]


def _members(edges: list[Edge]) -> list[int]:
    return sorted({unit for edge in edges for unit in edge[:2]})
