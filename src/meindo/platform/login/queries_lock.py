"""Reads of locks: which accounts are closed, and whose an office may close."""

from django.db.models import QuerySet

from meindo.platform.clock import today
from meindo.platform.people.models import Employment
from meindo.platform.people.queries import about_people_in_reach

from .models import AccountLock, User
from .queries_activation import ROLE


def people_to_lock(person_id: int) -> QuerySet[Employment]:
    """The employments of the people whose accounts an office may close, also of those who have left; never its own."""
    return Employment.objects.filter(about_people_in_reach(person_id, ROLE, today())).exclude(person_id=person_id)


def account_numbered(person_id: int, personnel_no: str) -> User | None:
    """The account of somebody in reach by personnel number; None for others, unknown ones and those without one."""
    found = people_to_lock(person_id).filter(personnel_no=personnel_no).first()
    return User.objects.filter(person_id=found.person_id).select_related("person").first() if found else None


def open_locks(person_id: int) -> QuerySet[AccountLock]:
    """The accounts in reach that are closed now, newest first."""
    people = people_to_lock(person_id).values("person_id")
    rows = AccountLock.objects.filter(ended_at__isnull=True, user__person_id__in=people)
    return rows.select_related("user__person", "locked_by").order_by("-locked_at")
