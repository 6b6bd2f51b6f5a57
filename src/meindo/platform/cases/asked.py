"""A question to the person concerned as pages show it, out of the events that they read anyway."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .models import Case, Inquiry
from .retrieval import Happened
from .timeline import events_of


@dataclass(frozen=True)
class Asked:
    """A question with its words and, once it came, its answer. `before` and `after` hold the field as typed where the
    answer changed it.
    """

    kind: str
    field: str
    due_on: date | None
    question: str
    office: str
    at: datetime
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    answer: Happened | None = None

    @property
    def amount_before(self) -> Decimal | None:
        """The amount of the case until the answer came."""
        text = self.answer.amount_before if self.answer is not None else None
        return None if text is None else Decimal(text)


def asked_of(inquiry: Inquiry) -> Asked:
    """A question that was read with its event."""
    event = inquiry.asked
    return Asked(inquiry.kind, inquiry.field, inquiry.due_on, event.reason, event.office, event.at)


def shown_question(case: Case) -> Asked | None:
    """The question that is open, or the one whose answer brought the case back, until the office goes on."""
    events = events_of(case)
    event = next((event for event in reversed(events) if event.asked_kind is not None), None)
    if event is None or event.asked_kind is None:
        return None
    answer = next((found for found in events if found.pk == event.asked_answered_id), None)
    if not case.returned if answer is not None else event.target != case.step:
        return None
    return Asked(
        event.asked_kind,
        event.asked_field or "",
        event.asked_due_on,
        event.reason,
        event.office,
        event.at,
        event.asked_before,
        event.asked_after,
        answer,
    )
