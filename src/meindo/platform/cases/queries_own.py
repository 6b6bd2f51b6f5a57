"""Reads of a person's own cases, whatever role they act in."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from meindo.platform.clock import start_of

from .models import Case


def own_numbers(person_id: int) -> dict[int, tuple[str, UUID]]:
    """Number and address of every case of the person, by its key."""
    rows = Case.objects.filter(person_id=person_id).order_by().values_list("pk", "number", "uuid")
    return {pk: (number, uuid) for pk, number, uuid in rows}


def closed_before(day: date) -> QuerySet[Case]:
    """Cases of everybody that were over before a day, oldest first: for the demo."""
    return Case.objects.filter(closed_at__lt=start_of(day)).order_by("closed_at", "id")
