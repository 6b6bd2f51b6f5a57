"""Reads of a person's own cases, whatever role they act in."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Window

from meindo.platform.access.viewer import Viewer
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import start_of
from meindo.platform.prepared import Prepared

from . import catalogue
from .models import Case
from .queries import resting
from .queries_inbox import inbox
from .roles import applicant

OF_TASK = (
    *("uuid", "service", "process", "version", "step", "person_id"),
    *("headline", "starts_on", "ends_on", "due_on"),
)


def own_numbers(person_id: int) -> dict[int, tuple[str, UUID]]:
    """Number and address of every case of the person, by its key."""
    rows = Case.objects.filter(person_id=person_id).order_by().values_list("pk", "number", "uuid")
    return {pk: (number, uuid) for pk, number, uuid in rows}


def tasks(viewer: Viewer) -> QuerySet[Case]:
    """What waits for a viewer, with what a task shows: `who` is the person concerned. What is due first comes first."""
    return inbox(viewer).only(*OF_TASK).annotate(who=F("person__display_name")).order_by("due_on", "id")


def first_tasks(viewer: Viewer, most: int) -> tuple[list[Case], int | None]:
    """What is due first, at most so many, and how many there are, as far as one question tells both: the list of a
    line manager is short, that of an office long and in the order of an index.
    """
    if viewer.role != "line_manager":
        found = list(tasks(viewer)[:most])
        return found, len(found) if len(found) < most else None
    counted: list[Any] = list(tasks(viewer).annotate(of_all=Window(Count("pk")))[:most])
    return counted, counted[0].of_all if counted else 0


def own_tasks(person_id: int, day: date, most: int) -> list[Case]:
    """What waits for a person in their own matters, at most so many; `rests`: nothing is to be done yet (comes last).

    Every first page of the day asks this, and the sentence follows from the declarations alone: it is built once.
    """
    return _own_tasks(catalogue.versions(), most)(person_id, day)


@lru_cache(maxsize=8)
def _own_tasks(_declared: object, most: int) -> Prepared[Case]:
    def build(person: int, day: date) -> QuerySet[Case]:
        viewer = Viewer(Actor("person:any", person), applicant().key, "", day)
        rows = tasks(viewer).annotate(rests=resting(day))
        return rows.order_by("rests", "due_on", "id")[:most]

    return Prepared(build)


def closed_before(day: date) -> QuerySet[Case]:
    """Cases of everybody that were over before a day, oldest first: for the demo."""
    return Case.objects.filter(closed_at__lt=start_of(day)).order_by("closed_at", "id")
