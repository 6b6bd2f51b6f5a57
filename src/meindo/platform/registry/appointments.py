"""What a person's services put into their calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from .catalogue import services

BACK = timedelta(days=90)  # older appointments are nobody's plan any more
CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Appointment:
    """What stands in a calendar. `uid` stays the same, so that a later reading replaces the entry; `status` is
    TENTATIVE, CONFIRMED or CANCELLED.
    """

    uid: UUID
    revision: int
    start: datetime
    end: datetime
    title: str
    place: str
    status: str
    url: str


def appointments_of(person_id: int, day: date) -> list[Appointment]:
    """The person's own appointments from three months ago on, by their beginning; what was called off is not there."""
    since = day - BACK
    found = [
        appointment
        for service in services()
        if service.appointments is not None
        for appointment in service.appointments(person_id, since)
        if appointment.status != CANCELLED
    ]
    return sorted(found, key=lambda appointment: appointment.start)
