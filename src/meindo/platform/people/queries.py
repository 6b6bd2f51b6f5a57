"""Reads of people that the pages need."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Max, Q, QuerySet

from meindo.kernel.spelling import search_key
from meindo.platform.prepared import Prepared

from .models import (
    Authority,
    Employment,
    Holding,
    NameCell,
    OrgClosure,
    OrgUnit,
    Person,
    Placement,
    PostDescription,
    Responsibility,
    UnitKind,
)


def responsibilities_of(person_id: int, day: date, among: Iterable[str] = ()) -> set[str]:
    """The roles for which the person answers on a day, all of them or only those `among` some."""
    held = Responsibility.objects.as_of(day).filter(person_id=person_id)
    held = held.filter(role__in=sorted(among)) if among else held
    return set(held.values_list("role", flat=True))


def responsible_people(day: date, roles: Iterable[str]) -> set[int]:
    """Everybody who answers for one of the roles on a day."""
    return set(Responsibility.objects.as_of(day).filter(role__in=roles).values_list("person_id", flat=True))


_ROLES = """
SELECT role FROM people_responsibility
WHERE person_id = %s AND valid_from <= %s AND valid_until > %s AND superseded_at IS NULL
UNION SELECT '' FROM people_authority WHERE person_id = %s
UNION """
_LEFT = """
SELECT '-' FROM people_employment e JOIN people_terms t ON t.employment_id = e.id
WHERE e.person_id = %s AND t.superseded_at IS NULL
GROUP BY e.person_id HAVING MIN(t.valid_from) <= %s
AND SUM(CASE WHEN t.valid_from <= %s AND t.valid_until > %s THEN 1 ELSE 0 END) = 0
"""
_ALL = _ROLES + _LEFT
LEFT = "-"


def roles_held(person_id: int, day: date) -> tuple[bool, set[str], bool]:
    """Whether the person decides today for at least one unit, the roles for which they answer on a day, and whether
    they have left: then they hold neither, whatever is still recorded.

    Every page asks this, and mostly the answer is "nothing": one prepared sentence costs a tenth of two built ones.
    """
    at = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(_ALL, [person_id, at, at, person_id, person_id, at, at, at])
        found = {role for (role,) in cursor.fetchall()}
    if LEFT in found:
        return False, set(), True
    return "" in found, found - {""}, False


def has_left(person_id: int, day: date) -> bool:
    """Whether all employments of a person had ended by that day: asked of the facts, no nightly run is needed for it.
    Somebody who has yet to begin, or never had an employment, has not left.
    """
    at = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [person_id, at, at, at])
        return cursor.fetchone() is not None


def line_deciders() -> set[int]:
    """Everybody who decides in the line for at least one unit today."""
    return set(Authority.objects.values_list("person_id", flat=True).distinct())


def about_people_in_reach(person_id: int, role: str, day: date) -> Q:
    """Rows (with a column `person`) about people of the units for which a person holds a responsibility, and below;
    for the whole city also about those who have no place in it today.
    """
    units = units_in_reach(person_id, role, day)
    return Q() if units is None else Q(person_id__in=Placement.objects.filter(unit_id__in=units).values("person_id"))


def places_in_reach(person_id: int, role: str, day: date) -> QuerySet[Placement]:
    """The main places of the other people in the units for which a person holds a responsibility, and below."""
    units = units_in_reach(person_id, role, day)
    places = Placement.objects.filter(is_main=True).exclude(person_id=person_id)
    places = places if units is None else places.filter(unit_id__in=units)
    return places.select_related("person", "unit", "employment").order_by("person__sort_name", "id")


def people_in_reach(person_id: int, role: str, day: date) -> QuerySet[Person]:
    """The other people of the units for which a person holds a responsibility, and below, by name; for the whole city
    also those who have no place in it today.
    """
    units = units_in_reach(person_id, role, day)
    people = Person.objects.exclude(pk=person_id).order_by("sort_name", "id")
    return (
        people
        if units is None
        else people.filter(pk__in=Placement.objects.filter(unit_id__in=units).values("person_id"))
    )


def named_among(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose family name or whole name begins so, or who have exactly this personnel number, now or before."""
    key = search_key(text)
    named = Q(sort_key__prefix=key) | Q(name_key__prefix=key) if key else Q(pk__in=())
    return people.filter(named | Q(pk__in=Employment.objects.filter(personnel_no=text).values("person_id")))


def places_named(places: QuerySet[Placement], text: str) -> QuerySet[Placement]:
    """Those of people whose family name or whole name begins so, or who have exactly this personnel number."""
    key = search_key(text)
    named = Q(person__sort_key__prefix=key) | Q(person__name_key__prefix=key) if key else Q(pk__in=())
    return places.filter(named | Q(employment__personnel_no=text))


def units_in_reach(person_id: int, role: str, day: date) -> QuerySet[OrgClosure, int] | None:
    """The units for which a person holds a responsibility, and those below; None for the whole city."""
    held = Responsibility.objects.as_of(day).filter(person_id=person_id, role=role)
    units = list(held.values_list("unit_id", "unit__kind"))
    if any(kind == "stadt" for _, kind in units):
        return None
    below = OrgClosure.objects.filter(
        axis="line", ancestor_id__in=[unit for unit, _ in units], valid_from__lte=day, valid_until__gt=day
    )
    return below.values_list("descendant_id", flat=True)


def main_employment(person_id: int) -> Employment:
    """The employment with the largest share; Placement.DoesNotExist for somebody without one today."""
    placements = Placement.objects.select_related("employment").filter(person_id=person_id)
    return placements.order_by("-is_main", "employment_id")[:1].get().employment


def latest_employment(person_id: int) -> Employment:
    """The employment with the largest share; for somebody who has left the one that ended last."""
    place = main_place(person_id)
    if place is not None:
        return place.employment
    ended = Employment.objects.filter(person_id=person_id, terms__superseded_at__isnull=True)
    return ended.order_by("-terms__valid_until", "-pk")[:1].get()


def last_unit(employment: Employment) -> int | None:
    """Where an employment that has ended was last; None for one that never had a post."""
    holding = Holding.objects.current().filter(employment=employment).order_by("-valid_until", "-share").first()
    if holding is None:
        return None
    posts = PostDescription.objects.as_of(holding.valid_until - timedelta(days=1)).filter(post_id=holding.post_id)
    return posts.values_list("unit_id", flat=True).first()


def main_place(person_id: int) -> Placement | None:
    """Where a person mainly works today, with unit and employment; None for somebody without a place."""
    return _main_place.first(person_id)


_main_place = Prepared(
    lambda person: (
        Placement.objects.filter(person_id=person)
        .select_related("unit", "employment")
        .order_by("-is_main", "employment_id")[:1]
    )
)


def main_places(people: Iterable[int]) -> dict[int, Placement]:
    """Where each of some people mainly works today; nobody without a place."""
    rows = Placement.objects.filter(person_id__in=list(people)).select_related("unit")
    return {place.person_id: place for place in rows.order_by("is_main", "-employment_id")}


def about_units_in_reach(person_id: int, role: str, day: date) -> Q:
    """Rows (with a column `unit`) about the units for which a person holds a responsibility, and below; for the whole
    city also those without a unit.
    """
    units = units_in_reach(person_id, role, day)
    return Q() if units is None else Q(unit_id__in=units)


def people_named(text: str) -> QuerySet[Person]:
    """People whose family name or whole name begins so, by name; the caller says whom the viewer may see."""
    key = search_key(text)
    rule = Q(sort_key__prefix=key) | Q(name_key__prefix=key) if key else Q(pk__in=())
    return Person.objects.filter(rule).order_by("sort_name", "id")


def people_of(keys: list[int]) -> QuerySet[Person]:
    """These people, by name."""
    return Person.objects.filter(pk__in=keys).order_by("sort_name", "id")


def is_part_of_a_name(word: str) -> bool:
    """Whether a folded word stands in anybody's name today."""
    return Person.objects.filter(sort_key__contains=word).exists()


def units_coded(codes: Iterable[str]) -> dict[str, int]:
    """Today's units by their code, as far as there are any."""
    return dict(OrgUnit.objects.filter(code__in=list(codes)).values_list("code", "pk"))


def unit_coded(code: str) -> OrgUnit | None:
    """Today's unit with this code."""
    return OrgUnit.objects.filter(code=code).first()


def whole_city() -> int | None:
    """The unit of the city itself, as far as there is one today."""
    return OrgUnit.objects.filter(kind=UnitKind.STADT).values_list("pk", flat=True).first()


def person_numbered(personnel_no: str) -> Person | None:
    """The person who works today under a personnel number."""
    places = Placement.objects.filter(employment__personnel_no=personnel_no).select_related("person")
    place = places.order_by("-is_main", "id").first()
    return place.person if place else None


def numbered_person(personnel_no: str) -> Person | None:
    """The person with this personnel number, also somebody who has left."""
    return Person.objects.filter(employments__personnel_no=personnel_no).first()


def names_erased_at(person_id: int) -> datetime | None:
    """When a former name of the person was erased last; None if none ever was."""
    found: datetime | None = NameCell.objects.filter(person_id=person_id).aggregate(at=Max("erased_at"))["at"]
    return found


def units_of_kinds(*kinds: str) -> dict[str, int]:
    """Today's units of these kinds by their code."""
    return dict(OrgUnit.objects.filter(kind__in=kinds).values_list("code", "pk"))
