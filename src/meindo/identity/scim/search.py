"""Filters and order: what an index answers is asked of the database, all else of a bounded number of resources.

A filter becomes a condition that holds for at least every resource that matches. Where it holds for exactly those, the
database counts, orders and pages; otherwise the library looks at each of them, or the search is refused (`tooMany`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet
from scim2_models import Resource, ResourceType, ScimFilter, SearchRequest, TooManyException
from scim2_models.path import (
    CompareOperator,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
)
from scim2_server.storage import SearchPage
from scim2_server.utils import parametrize

from .pages import page_of_resources, page_of_rows
from .queries import living, members_of
from .rows import ENTERPRISE, resource_of, uuid_of
from .shape import GROUP, MOST_EXAMINED, model_named

CORE = "urn:ietf:params:scim:schemas:core:2.0"
# Attribute of the protocol (of the core schemas without their URN): the column that holds it as it is compared.
KEYS = {
    "userName": "user_key",
    "displayName": "display_key",
    "externalId": "external_key",
    f"{ENTERPRISE}:employeeNumber": "employee_key",
}
ORDERS = {**KEYS, "id": "uuid", "meta.created": "created_at", "meta.lastModified": "changed_at"}
EVERYTHING, NOTHING = Q(), Q(pk__in=())
AFTER = b"\xff"  # no UTF-8 text holds this byte


@dataclass(frozen=True)
class Condition:
    """Rows that contain every match; `exact`: and nothing else."""

    rows: Q
    exact: bool


ANYTHING = Condition(EVERYTHING, exact=False)


class Translator(FilterVisitor[Condition]):
    """A filter bound to one resource type as a condition on its table."""

    def __init__(self, scim_filter: ScimFilter[Any]) -> None:
        self.filter = scim_filter

    def visit_comparison(self, node: Comparison) -> Condition:
        """An attribute in a column, compared by `eq` or `sw`; of an attribute that the type lacks, nothing."""
        binding = self.filter.resolve_comparison(node.attr_path, strict=False)
        if binding is None:
            return Condition(NOTHING, exact=True)
        attribute = _short(binding.urn)
        if attribute == "active" and node.op == CompareOperator.eq and node.value is not None:
            return Condition(Q(is_active=node.value), exact=True)
        if not isinstance(node.value, str):
            return ANYTHING
        if attribute == "id" and node.op == CompareOperator.eq:
            key = uuid_of(node.value)
            return Condition(Q(uuid=key) if key else NOTHING, exact=True)
        return _of_text(KEYS.get(attribute), node.op, str(binding.comparable(node.value)).encode())

    def visit_present(self, node: Present) -> Condition:
        """Left to the library."""
        return ANYTHING

    def visit_not(self, node: Not) -> Condition:
        """Left to the library."""
        return ANYTHING

    def visit_value_path(self, node: ValuePath) -> Condition:
        """Left to the library."""
        return ANYTHING

    def visit_logical_expr(self, node: LogicalExpr) -> Condition:
        """Every part narrows, or one of the parts is enough."""
        parts = [self.visit(term) for term in node.terms]
        exact = all(part.exact for part in parts)
        if node.op == LogicalOperator.and_:
            return Condition(reduce(and_, (part.rows for part in parts)), exact)
        if any(part.rows == EVERYTHING for part in parts):
            return ANYTHING
        return Condition(reduce(or_, (part.rows for part in parts)), exact)


def _short(urn: str) -> str:
    return urn.removeprefix(f"{CORE}:User:").removeprefix(f"{CORE}:Group:")


def _of_text(column: str | None, op: CompareOperator, value: bytes) -> Condition:
    if column and op == CompareOperator.eq:
        return Condition(Q(**{column: value}), exact=True)
    if column and op == CompareOperator.sw:
        return Condition(Q(**{f"{column}__gte": value, f"{column}__lt": value + AFTER}), exact=True)
    return ANYTHING


def find(client: str, kinds: list[ResourceType], request: SearchRequest[Any], position: Any) -> SearchPage:
    """One page of what matches."""
    narrowed = [(kind.name, *_narrowed(client, kind, request.filter)) for kind in kinds]
    if len(narrowed) == 1:
        name, rows, exact = narrowed[0]
        is_known, column = _column(request, name)
        if exact and is_known:
            page = page_of_rows(rows, column, request, position)
            return replace(page, resources=_loaded(name, page.resources, wants_members(request)))
    every = [resource for name, rows, _exact in narrowed for resource in _examined(name, rows, request.filter)]
    return page_of_resources(every, request, position)


def filtered_by(request: SearchRequest[Any]) -> list[str]:
    """The indexed attributes that a filter names, for the audit log: no values, nothing that a client made up."""
    text = str(request.filter or "").lower()
    names = {urn.rpartition(":")[2] for urn in (*KEYS, "id", "active")}
    return sorted(name for name in names if name.lower() in text.replace('"', " ").split())


def _narrowed(client: str, kind: ResourceType, scim_filter: ScimFilter[Any] | None) -> tuple[QuerySet[Any], bool]:
    rows = living(client, kind.name)
    if scim_filter is None:
        return rows, True
    bound = parametrize(ScimFilter, model_named(kind.name))(str(scim_filter))
    condition = Translator(bound).visit(bound.ast)
    return rows.filter(condition.rows), condition.exact


def _column(request: SearchRequest[Any], name: str | None) -> tuple[bool, str | None]:
    """Whether the database knows the order, and by which column."""
    if request.sort_by is None:
        return True, None
    binding = request.sort_binding(model_named(name))
    column = ORDERS.get(_short(binding.urn)) if binding else None
    return column is not None, column


def _examined(name: str | None, rows: QuerySet[Any], scim_filter: ScimFilter[Any] | None) -> list[Resource[Any]]:
    if rows[: MOST_EXAMINED + 1].count() > MOST_EXAMINED:
        raise TooManyException(
            detail=f"More than {MOST_EXAMINED} resources would have to be looked at: filter by userName, externalId, "
            "displayName, employeeNumber, active or id (eq, sw) as well"
        )
    matches: Callable[[Resource[Any]], bool] = (lambda _one: True) if scim_filter is None else scim_filter.match
    return [resource for resource in _loaded(name, rows.order_by("pk"), with_members=True) if matches(resource)]


def _loaded(name: str | None, rows: Any, with_members: bool) -> list[Resource[Any]]:
    found = list(rows)
    members = members_of([row.pk for row in found]) if name == GROUP and with_members else {}
    return [resource_of(row, members.get(row.pk)) for row in found]


def wants_members(parameters: Any) -> bool:
    """Whether a response keeps the members of groups: large groups are read without them."""
    if parameters is None:
        return True
    if parameters.attributes:
        return any("members" in str(path).lower() for path in parameters.attributes)
    return not any(str(path).lower().endswith("members") for path in parameters.excluded_attributes or ())
