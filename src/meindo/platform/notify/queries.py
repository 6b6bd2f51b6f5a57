"""Reads of messages."""

from django.db.models import QuerySet

from .models import Notification


def messages_of(person_id: int) -> QuerySet[Notification]:
    """The person's messages, latest first."""
    return Notification.objects.filter(person_id=person_id).order_by("-created_at")


def unread_of(person_id: int) -> QuerySet[Notification]:
    """The messages not read yet, latest first."""
    return messages_of(person_id).filter(read_at__isnull=True)
