"""Reads of accounts."""

from .models import User


def active_user(user_id: int) -> User | None:
    """An account that is not locked, with its person."""
    try:
        return User.objects.select_related("person").get(pk=user_id, is_active=True)
    except User.DoesNotExist:
        return None
