"""Reads of people that the pages need."""

from datetime import date

from .models import Employment, Person, Placement, Responsibility


def responsibilities_of(person: Person, day: date) -> set[str]:
    """The roles for which the person answers on a day."""
    return set(Responsibility.objects.as_of(day).filter(person=person).values_list("role", flat=True))


def main_employment(person_id: int) -> Employment:
    """The employment with the largest share; Placement.DoesNotExist for somebody without one today."""
    placements = Placement.objects.select_related("employment").filter(person_id=person_id)
    return placements.order_by("-is_main", "employment_id")[:1].get().employment
