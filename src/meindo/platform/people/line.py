"""Read the facts of the line from the database: for the whole city, or only the chain above one unit."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

from django.db import connection
from django.db.models import Q

from .authority import LineFacts, Persons
from .models import Absence, Axis, Bias, Deputyship, Holding, HoldingKind, PostDescription, Responsibility, UnitEdge

GENERAL_DEPUTY = "allgemeine_vertretung"
LAST_RESORT = "zustaendigkeitsstelle"


def parents(day: date, axis: str = Axis.LINE, known_on: datetime | None = None) -> dict[int, int]:
    """Child unit -> parent unit on one axis."""
    edges = UnitEdge.objects.as_of(day, known_on).filter(axis=axis)
    return dict(edges.values_list("child_id", "parent_id"))


# One sentence instead of one question per level; the depth gives the order and ends a ring, should the facts hold one.
_ABOVE = """
WITH RECURSIVE above (unit_id, depth) AS (
    SELECT CAST(%s AS bigint), 0
    UNION ALL
    SELECT edge.parent_id, above.depth + 1 FROM people_unitedge edge JOIN above ON edge.child_id = above.unit_id
    WHERE above.depth < 40 AND edge.axis = %s
    AND edge.valid_from <= %s AND edge.valid_until > %s AND edge.superseded_at IS NULL
)
SELECT unit_id FROM above ORDER BY depth
"""


def ancestors(unit: int, day: date) -> list[int]:
    """The unit and everything above it on the line, nearest first, from the facts."""
    at = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [unit, Axis.LINE, at, at])
        return list(dict.fromkeys(found for (found,) in cursor.fetchall()))


def line_facts(
    day: date, *, units: Iterable[int] | None = None, matter: str = "", known_on: datetime | None = None
) -> LineFacts:
    """Everything the fallback table needs on `day`; limited to `units` when given (a chain, nearest first)."""
    chain = list(units) if units is not None else None
    leads = _leads(day, chain, known_on)
    parent = parents(day, known_on=known_on) if chain is None else dict(pairwise(chain))
    of_all = _responsible((GENERAL_DEPUTY, LAST_RESORT), day, known_on)
    return LineFacts(
        parent=parent,
        leads=leads,
        absent=frozenset(Absence.objects.as_of(day, known_on).values_list("person_id", flat=True)),
        deputies=_deputies(day, matter, known_on),
        biased=_biased(day, known_on),
        general_deputies=of_all[GENERAL_DEPUTY],
        last_resort=of_all[LAST_RESORT],
    )


def _leads(day: date, units: list[int] | None, known_on: datetime | None) -> dict[int, Persons]:
    posts = PostDescription.objects.as_of(day, known_on).filter(is_lead=True)
    if units is not None:
        posts = posts.filter(unit_id__in=units)
    unit_of = dict(posts.values_list("post_id", "unit_id"))
    held = Holding.objects.as_of(day, known_on).filter(post_id__in=list(unit_of)).exclude(kind=HoldingKind.BEURLAUBT)
    found: dict[int, set[int]] = defaultdict(set)
    for post_id, person_id in held.values_list("post_id", "employment__person_id"):
        found[unit_of[post_id]].add(person_id)
    return {unit: frozenset(persons) for unit, persons in found.items()}


def _deputies(day: date, matter: str, known_on: datetime | None) -> dict[int, Persons]:
    rows = Deputyship.objects.as_of(day, known_on).filter(Q(matter="") | Q(matter=matter))
    found: dict[int, set[int]] = defaultdict(set)
    for principal, deputy in rows.values_list("principal_id", "deputy_id"):
        found[principal].add(deputy)
    return {principal: frozenset(persons) for principal, persons in found.items()}


def _biased(day: date, known_on: datetime | None) -> dict[int, Persons]:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in Bias.objects.as_of(day, known_on).values_list("person_id", "other_id"):
        found[one].add(other)
        found[other].add(one)
    return {person: frozenset(others) for person, others in found.items()}


def _responsible(roles: tuple[str, ...], day: date, known_on: datetime | None) -> dict[str, Persons]:
    rows = Responsibility.objects.as_of(day, known_on).filter(role__in=roles).values_list("role", "person_id")
    found = list(rows)
    return {role: frozenset(person for held, person in found if held == role) for role in roles}
