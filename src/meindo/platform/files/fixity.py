"""Whether the stored files are still what was put there: all of them, or some drawn by chance."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.db.models import Min

from .models import QUARANTINE, Document, PageImage
from .store import UNREADABLE, get

AT_ONCE = 500


@dataclass
class Fixity:
    """How many were read, of how many, and the addresses of those that cannot be opened."""

    of: int = 0
    checked: int = 0
    damaged: list[str] = field(default_factory=list)


def damaged(sample: int | None) -> Fixity:
    """Read and decrypt documents and page images; `sample` limits how many, drawn by chance."""
    report = Fixity()
    for model in (Document, PageImage):
        _look(model, sample, report)
    return report


def _look(model: type[models.Model], sample: int | None, report: Fixity) -> None:
    rows = model._default_manager.all()
    report.of += rows.count()
    if sample is not None:
        rows = rows.order_by("?")[:sample]
    for address, wrapped in rows.values_list("address", "wrapped_key").iterator(AT_ONCE):
        report.checked += 1
        try:
            get(address, bytes(wrapped))
        except UNREADABLE:
            if model._default_manager.filter(address=address).exists():  # not deleted meanwhile
                report.damaged.append(address)


def waiting_since() -> datetime | None:
    """Since when the file that has waited longest for the scanner waits; None if none does."""
    found: datetime | None = Document.objects.filter(state=QUARANTINE).aggregate(at=Min("created_at"))["at"]
    return found


def unreadable_waiting() -> list[str]:
    """The documents that wait for the scanner and cannot be opened: they wait for ever."""
    return [str(row.uuid) for row in Document.objects.filter(state=QUARANTINE).order_by("pk") if not _opens(row)]


def _opens(document: Document) -> bool:
    try:
        get(document.address, bytes(document.wrapped_key))
    except UNREADABLE:
        return False
    return True
