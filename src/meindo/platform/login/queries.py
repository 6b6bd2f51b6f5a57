"""Reads of accounts."""

from meindo.platform.prepared import Prepared

from .models import User

_active = Prepared(lambda user: User.objects.select_related("person").filter(pk=user, is_active=True))


def active_user(user_id: int) -> User | None:
    """An account that is not locked, with its person."""
    return _active.first(user_id)
