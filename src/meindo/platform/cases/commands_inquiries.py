"""Writes of questions to the person concerned: part of the transaction of the move that asks or answers."""

from datetime import date
from typing import Any

from .models import Case, CaseEvent, Inquiry
from .queries_inquiries import QUESTION, open_inquiry


def note_question(event: CaseEvent, *, field: str = "", kind: str = QUESTION, due_on: date | None = None) -> Inquiry:
    """The move asks about one field, or about the whole."""
    return Inquiry.objects.create(case=event.case, asked=event, field=field, kind=kind, due_on=due_on)


def waiting_question(case: Case) -> int | None:
    """The question that a move is about to answer: to be read before the case leaves its step."""
    found = open_inquiry(case)
    return None if found is None else found.pk


def note_answer(
    inquiry: int | None, event: CaseEvent, *, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> None:
    """The move answers the question; `before` and `after` are its field as typed, where the answer changed it."""
    if inquiry is None:
        return
    Inquiry.objects.filter(pk=inquiry, answered__isnull=True).update(answered=event, before=before, after=after)
