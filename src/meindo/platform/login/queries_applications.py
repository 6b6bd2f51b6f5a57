"""Reads of the applications at which somebody logs in through meindo."""

from django.db.models import QuerySet

from .models import ApplicationUse, User


def applications_of(user: User) -> QuerySet[ApplicationUse]:
    """Those at which somebody went on, ended ones too, the last used first."""
    return ApplicationUse.objects.filter(user=user).order_by("-last_used_on", "name", "pk")


def has_ended(user: User, client_id: str) -> bool:
    """Whether the person ended this application and did not go on to it since."""
    return ApplicationUse.objects.filter(user=user, client_id=client_id, ended_at__isnull=False).exists()
