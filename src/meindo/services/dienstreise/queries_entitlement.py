"""Reads of the entitlement to first class: the result of a check, never why."""

from datetime import date

from django.db.models import QuerySet

from meindo.platform.access.viewer import Viewer
from meindo.platform.clock import today
from meindo.platform.people.queries import about_people_in_reach

from .models import FirstClass


def may_travel_first_class(person_id: int, day: date) -> bool:
    """Whether first class is allowed to the person on a day without further conditions."""
    return FirstClass.objects.as_of(day).filter(person_id=person_id).exists()


def entitlements(viewer: Viewer) -> QuerySet[FirstClass]:
    """The current and future entitlements of the people in the viewer's units, by name."""
    rows = FirstClass.objects.current().filter(valid_until__gt=today()).exclude(person_id=viewer.person_id)
    rows = rows.filter(about_people_in_reach(viewer.person_id, viewer.role, viewer.day))
    return rows.select_related("person").order_by("person__sort_name", "valid_from")
