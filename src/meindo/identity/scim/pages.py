"""One page of what was found, by index or by cursor (RFC 9865), of rows of a table or of resources in memory.

A position is the place of a resource in the order: its sort value and its identity. Whatever is created or deleted
between two pages, what stays is shown exactly once.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from scim2_models import InvalidCursorException, Resource, SearchRequest
from scim2_server.storage import SearchPage

NEXT, PREVIOUS = "next", "previous"


def is_falling(request: SearchRequest[Any]) -> bool:
    """Whether the order is from the end."""
    return request.sort_by is not None and request.sort_order == SearchRequest.SortOrder.descending


def bounds(request: SearchRequest[Any]) -> slice:
    """The part that a page by index shows."""
    start = request.start_index_0 or 0
    return slice(start, None if request.count is None else start + request.count)


def page_of_rows(rows: QuerySet[Any], column: str | None, request: SearchRequest[Any], position: Any) -> SearchPage:
    """A page of rows in the order of a column (of none: as they were made); `resources` are rows still."""
    falling = is_falling(request)
    if request.cursor is None:
        part = bounds(request)
        shown = list(rows.order_by(*_order(column, falling))[part])
        is_last = bool(shown or not part.start) and (part.stop is None or part.start + len(shown) < part.stop)
        return SearchPage(part.start + len(shown) if is_last else rows.count(), shown)
    total = rows.count()
    if request.count == 0:
        return SearchPage(total, [])
    back = position is not None and _direction(position) == PREVIOUS
    after = rows if position is None else rows.filter(_beyond(column, _place(position, column), falling != back))
    found = list(
        after.order_by(*_order(column, falling != back))[: None if request.count is None else request.count + 1]
    )
    more = request.count is not None and len(found) > request.count
    found = found[: request.count]
    if back:
        found.reverse()
    page = SearchPage(total, found)
    if found and (more or back):
        page.next = _position(NEXT, found[-1], column)
    if found and (more if back else position is not None):
        page.previous = _position(PREVIOUS, found[0], column)
    return page


def _order(column: str | None, falling: bool) -> list[Any]:
    """Rows without a value come last, or first where the order is from the end; equal ones as they were made."""
    if column is None:
        return ["-pk" if falling else "pk"]
    field = F(column)
    return [field.desc(nulls_first=True), "-pk"] if falling else [field.asc(nulls_last=True), "pk"]


def _beyond(column: str | None, place: tuple[Any, int], falling: bool) -> Q:
    """The rows after a place in the order."""
    value, pk = place
    side = "lt" if falling else "gt"
    if column is None:
        return Q(**{f"pk__{side}": pk})
    if value is None:
        rest = Q(**{f"{column}__isnull": True, f"pk__{side}": pk})
        return rest | Q(**{f"{column}__isnull": False}) if falling else rest
    rest = Q(**{f"{column}__{side}": value}) | Q(**{column: value, f"pk__{side}": pk})
    return rest if falling else rest | Q(**{f"{column}__isnull": True})


def _position(direction: str, row: Any, column: str | None) -> dict[str, Any]:
    value = getattr(row, column) if column else None
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode()
    return {"d": direction, "v": None if value is None else str(value), "i": row.pk}


def _direction(position: Any) -> str:
    if not isinstance(position, dict) or position.get("d") not in (NEXT, PREVIOUS):
        raise InvalidCursorException
    return str(position["d"])


def _place(position: Any, column: str | None) -> tuple[Any, int]:
    """What `_position` gave, as the database compares it."""
    try:
        value, pk = position["v"], int(position["i"])
        if value is None or column is None:
            return None, pk
        if column.endswith("_key"):
            return value.encode(), pk
        return (UUID(value) if column == "uuid" else datetime.fromisoformat(value)), pk
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InvalidCursorException from None


Key = tuple[bool, str, str]


def page_of_resources(every: list[Resource[Any]], request: SearchRequest[Any], position: Any) -> SearchPage:
    """A page of resources that are all in memory."""
    falling = is_falling(request)
    keyed = sorted(((_key(request, one), one) for one in every), key=lambda pair: pair[0], reverse=falling)
    if request.cursor is None:
        return SearchPage(len(keyed), [one for _, one in keyed][bounds(request)])
    if request.count == 0:
        return SearchPage(len(keyed), [])
    start, stop = _slice([key for key, _ in keyed], position, request.count, falling)
    shown = keyed[start:stop]
    page = SearchPage(len(keyed), [one for _, one in shown])
    if shown and stop < len(keyed):
        page.next = {"d": NEXT, "k": list(shown[-1][0])}
    if shown and start > 0:
        page.previous = {"d": PREVIOUS, "k": list(shown[0][0])}
    return page


def _key(request: SearchRequest[Any], one: Resource[Any]) -> Key:
    value = request.sort_value(one) if request.sort_by is not None else None
    if isinstance(value, datetime):
        value = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return value is None, "" if value is None else str(value), one.id or ""


def _slice(keys: list[Key], position: Any, count: int | None, falling: bool) -> tuple[int, int]:
    if position is None:
        return 0, len(keys) if count is None else min(count, len(keys))
    direction = _direction(position)
    try:
        anchor = tuple(position["k"])
        before = sum(1 for key in keys if (key > anchor if falling else key < anchor))
        through = before + sum(1 for key in keys if key == anchor)
    except (KeyError, TypeError):
        raise InvalidCursorException from None
    if direction == NEXT:
        return through, len(keys) if count is None else min(through + count, len(keys))
    return 0 if count is None else max(before - count, 0), before
