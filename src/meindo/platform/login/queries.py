"""Reads of accounts."""

from django.db.models import Exists, OuterRef

from meindo.platform.people.models import Authority
from meindo.platform.people.projection import ensure_today

from .models import User


def active_user(user_id: int) -> User | None:
    """An account that is not locked, with its person and whether that person decides for others today."""
    ensure_today()
    decides = Exists(Authority.objects.filter(person=OuterRef("person_id")))
    try:
        return User.objects.select_related("person").annotate(decides=decides).get(pk=user_id, is_active=True)
    except User.DoesNotExist:
        return None


def decides_for_others(user: User) -> bool:
    """Whether the person of the account decides today for at least one unit."""
    known = getattr(user, "decides", None)  # from active_user, without a question of its own
    return Authority.objects.filter(person=user.person_id).exists() if known is None else bool(known)
