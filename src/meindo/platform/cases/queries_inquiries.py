"""Reads of questions to the person concerned: the one that waits, the one that was just answered."""

from collections.abc import Iterable

from .models import Case, Inquiry

ANSWERED = "answered"  # the key under which a case says that an answer has come
QUESTION, ORIGINALS = "question", "originals"


def open_inquiry(case: Case) -> Inquiry | None:
    """The question that the case waits for; None for one that was taken back, or where nothing is asked."""
    found = _latest(case)
    return found if found is not None and found.answered is None and found.asked.target == case.step else None


def fresh_answer(case: Case) -> Inquiry | None:
    """The question whose answer brought the case back, until the office goes on."""
    found = _latest(case) if case.returned else None
    return found if found is not None and found.answered is not None else None


def _latest(case: Case) -> Inquiry | None:
    return case.inquiries.select_related("asked", "answered").order_by("-id").first()


def unmarked(attention: Iterable[str]) -> list[str]:
    """What stays of a case's marks once the office goes on after an answer."""
    return [key for key in attention if key != ANSWERED]
