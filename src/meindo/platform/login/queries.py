"""Reads of accounts."""

from uuid import UUID

from meindo.platform.prepared import Prepared

from .models import User

_active = Prepared(lambda user: User.objects.select_related("person").filter(pk=user, is_active=True))


def active_user(user_id: int) -> User | None:
    """An account that is not locked, with its person."""
    return _active.first(user_id)


def active_account_of(person: UUID) -> User | None:
    """The account of a person, unless it is locked or there is none."""
    return User.objects.select_related("person").filter(person__uuid=person, is_active=True).first()


def account_named(username: str) -> User | None:
    """The account of a person with exactly this user name, unless it is locked."""
    rows = User.objects.select_related("person").filter(username=username, is_active=True, person__isnull=False)
    return rows.first()


def account_with_number(personnel_no: str) -> User | None:
    """The account of the person to whom a personnel number belongs, unless it is locked."""
    rows = User.objects.select_related("person").filter(is_active=True)
    return rows.filter(person__employments__personnel_no=personnel_no).first()
