"""Reads of the public face: entries that the city wrote, since when an entry reads so, questions and answers."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Max, QuerySet

from .models import EntryReading, LocalEntry, Opening, PublicQuestion


def local_entries(register: str) -> QuerySet[LocalEntry]:
    """The entries of a register that the city wrote, as they stand, by title."""
    rows = LocalEntry.objects.filter(register=register, superseded_at__isnull=True, is_removed=False)
    return rows.order_by("title", "id")


def local_entry(register: str, key: str) -> LocalEntry:
    """One of them; LocalEntry.DoesNotExist for none."""
    return local_entries(register).get(key=key)


def unchanged_since(register: str) -> dict[str, date]:
    """Since when each entry of a register reads as it does."""
    rows = EntryReading.objects.filter(register=register).values_list("entry").annotate(day=Max("since"))
    return dict(rows)


def changed_after(days: Mapping[str, date]) -> dict[str, int]:
    """How many entries of each register read otherwise since after the day that is named for it: one question."""
    rows = EntryReading.objects.filter(register__in=days).values_list("register", "entry").annotate(day=Max("since"))
    found = dict.fromkeys(days, 0)
    for register, _entry, day in rows:
        found[register] += day > days[register]
    return found


def last_changes() -> dict[str, date]:
    """The last day on which an entry of each register changed."""
    return dict(EntryReading.objects.values_list("register").annotate(day=Max("since")))


def openings_in(month: date) -> dict[str, int]:
    """How often each thing that shows people was opened in a month."""
    return dict(Opening.objects.filter(month=month).values_list("evaluation", "count"))


def digests(register: str) -> dict[str, str]:
    """How each entry was read last."""
    rows = EntryReading.objects.filter(register=register).order_by("since").values_list("entry", "digest")
    return dict(rows)


def answered(register: str, entry: str) -> QuerySet[PublicQuestion]:
    """Questions about an entry that were answered in public, the latest first."""
    rows = PublicQuestion.objects.filter(register=register, entry=entry, is_public=True, answered_at__isnull=False)
    return rows.order_by("-asked_at", "-id")


def waiting_questions() -> QuerySet[PublicQuestion]:
    """Questions and reports without an answer, the oldest first."""
    return PublicQuestion.objects.filter(answered_at__isnull=True).order_by("asked_at", "id")


def question_of(uuid: str) -> PublicQuestion:
    """One question; PublicQuestion.DoesNotExist for none."""
    return PublicQuestion.objects.get(uuid=uuid)
