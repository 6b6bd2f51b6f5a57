"""Reads of questions to the person concerned: the one that waits, the one that was just answered."""

from collections.abc import Iterable

from .models import Case, Inquiry

ANSWERED = "answered"  # the key under which a case says that an answer has come
QUESTION, ORIGINALS = "question", "originals"


def open_inquiry(case: Case) -> Inquiry | None:
    """The question that the case waits for; None for one that was taken back, or where nothing is asked."""
    found = case.inquiries.select_related("asked").order_by("-id").first()
    return found if found is not None and _is_open(found, case) else None


def _is_open(found: Inquiry, case: Case) -> bool:
    return found.answered_id is None and found.asked.target == case.step


def unmarked(attention: Iterable[str]) -> list[str]:
    """What stays of a case's marks once the office goes on after an answer."""
    return [key for key in attention if key != ANSWERED]
