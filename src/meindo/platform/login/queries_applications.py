"""Reads of the applications at which somebody logs in through meindo."""

from django.db.models import QuerySet

from .models import ApplicationUse, User


def applications_of(user: User) -> QuerySet[ApplicationUse]:
    """Those at which somebody went on, ended ones too, the last used first."""
    return ApplicationUse.objects.filter(user=user).order_by("-last_used_on", "name", "pk")
