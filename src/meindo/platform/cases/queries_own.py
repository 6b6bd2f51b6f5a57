"""Reads of a person's own cases, whatever role they act in."""

from uuid import UUID

from .models import Case


def own_numbers(person_id: int) -> dict[int, tuple[str, UUID]]:
    """Number and address of every case of the person, by its key."""
    rows = Case.objects.filter(person_id=person_id).order_by().values_list("pk", "number", "uuid")
    return {pk: (number, uuid) for pk, number, uuid in rows}
