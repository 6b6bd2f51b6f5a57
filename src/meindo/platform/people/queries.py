"""Reads of people that the pages need."""

from datetime import date

from django.db.models import Q

from .models import Employment, OrgClosure, Person, Placement, Responsibility


def responsibilities_of(person: Person, day: date) -> set[str]:
    """The roles for which the person answers on a day."""
    return set(Responsibility.objects.as_of(day).filter(person=person).values_list("role", flat=True))


def about_people_in_reach(person_id: int, role: str, day: date) -> Q:
    """Rows (with a column `person`) about people of the units for which a person holds a responsibility, and below;
    for the whole city also about those who have no place in it today.
    """
    held = Responsibility.objects.as_of(day).filter(person_id=person_id, role=role)
    units = list(held.values_list("unit_id", "unit__kind"))
    if any(kind == "stadt" for _, kind in units):
        return Q()
    below = OrgClosure.objects.filter(
        axis="line", ancestor_id__in=[unit for unit, _ in units], valid_from__lte=day, valid_until__gt=day
    )
    there = Placement.objects.filter(unit_id__in=below.values("descendant_id"))
    return Q(person_id__in=there.values("person_id"))


def main_employment(person_id: int) -> Employment:
    """The employment with the largest share; Placement.DoesNotExist for somebody without one today."""
    placements = Placement.objects.select_related("employment").filter(person_id=person_id)
    return placements.order_by("-is_main", "employment_id")[:1].get().employment
