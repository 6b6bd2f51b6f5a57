"""Reads of messages and of what people chose about mail."""

from collections.abc import Iterable

from django.db.models import QuerySet

from meindo.platform.prepared import Prepared

from .models import NoticeSettings, Notification
from .rhythm import DEFAULT, Quiet


def messages_of(person_id: int) -> QuerySet[Notification]:
    """The person's messages, latest first."""
    return Notification.objects.filter(person_id=person_id).order_by("-created_at")


def unread_of(person_id: int) -> QuerySet[Notification]:
    """The messages not read yet, latest first."""
    return messages_of(person_id).filter(read_at__isnull=True)


LATEST = 3  # so many the home page shows
_latest_unread = Prepared(lambda person: unread_of(person)[:LATEST])


def latest_unread(person_id: int) -> list[Notification]:
    """The first of them, for the home page."""
    return _latest_unread(person_id)


def settings_of(person_id: int) -> NoticeSettings | None:
    """What the person chose; None for the defaults."""
    return NoticeSettings.objects.filter(person_id=person_id).first()


def rhythm_of(chosen: NoticeSettings | None, kind: str) -> str:
    """How often a person wants mail about a kind."""
    return str(chosen.rhythms.get(kind, DEFAULT)) if chosen else DEFAULT


def quiet_of(chosen: NoticeSettings | None) -> Quiet:
    """The person's hours without mail."""
    return Quiet(chosen.quiet_from, chosen.quiet_until, chosen.quiet_weekends) if chosen else Quiet()


def choosing(kind: str, rhythm: str) -> frozenset[int]:
    """Everybody who chose a rhythm other than the default for a kind."""
    rows = NoticeSettings.objects.filter(**{f"rhythms__{kind}": rhythm})
    return frozenset(rows.values_list("person_id", flat=True))


def wanting(kind: str, rhythm: str, among: Iterable[int]) -> frozenset[int]:
    """Those of some people who chose this rhythm for a kind; with the default rhythm also those who chose nothing."""
    people = frozenset(among)
    rows = NoticeSettings.objects.filter(person_id__in=people).values_list("person_id", "rhythms")
    chosen = {person: rhythms.get(kind, DEFAULT) for person, rhythms in rows}
    return frozenset(person for person in people if chosen.get(person, DEFAULT) == rhythm)
