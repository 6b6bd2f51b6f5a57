"""Reads of Auskunftssperren: whose contact stays hidden, and what the office that sets them sees."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from .block_models import DisclosureBlock
from .models import Employment
from .queries import about_people_in_reach

ROLE = "hr_office"


def blocked_people(day: date) -> set[int]:
    """The people whose contact is shown to nobody else on a day."""
    rows = DisclosureBlock.objects.filter(ended_at__isnull=True, until__gte=day)
    return set(rows.values_list("person_id", flat=True))


def blocks_in_reach(office: int, day: date) -> QuerySet[DisclosureBlock]:
    """The marks that hold on a day for people of the office's units, never its own; soonest end first."""
    rows = DisclosureBlock.objects.filter(
        about_people_in_reach(office, ROLE, day), ended_at__isnull=True, until__gte=day
    )
    return rows.exclude(person_id=office).select_related("person", "set_by").order_by("until", "id")


def employment_in_reach(office: int, personnel_no: str, day: date) -> Employment | None:
    """Somebody of the office's units by personnel number, never its own holder."""
    rows = Employment.objects.filter(about_people_in_reach(office, ROLE, day)).exclude(person_id=office)
    return rows.filter(personnel_no=personnel_no).select_related("person").first()


def blocks_of(person_id: int) -> list[dict[str, Any]]:
    """The person's own marks, as the person may have them."""
    rows = DisclosureBlock.objects.filter(person_id=person_id).order_by("id")
    return [{"reason": row.reason, "until": row.until.isoformat(), "ended_at": str(row.ended_at or "")} for row in rows]
