"""Reads of what happened on a case, with the question that a move may have asked."""

from typing import Any

from .models import Case, CaseEvent

SHOWN = (
    *("case", "at", "move", "source", "target", "office", "reason", "acting_for__display_name"),
    *("by", "revision", "takes_back", "before"),
    *(f"inquiry__{name}" for name in ("asked", "kind", "field", "due_on", "answered", "before", "after")),
)


def events_of(case: Case) -> list[CaseEvent]:
    """What happened on a case, first to last; read once per case object and only as far as pages show it."""
    seen: dict[str, Any] = case.__dict__
    if "events_seen" not in seen:
        seen["events_seen"] = list(
            case.events.select_related("acting_for", "inquiry").only(*SHOWN).order_by("revision")
        )
    found: list[CaseEvent] = seen["events_seen"]
    return found
