"""Decisions of this service by the process of the case: a trip or month, a permission, an objection to a decision."""

from typing import Any

from meindo.platform.cases.models import Case, CaseEvent

from . import commands, commands_objection, commands_permission
from .queries import OBJECTED, PERMITTED

OTHERS: dict[str, Any] = {OBJECTED: commands_objection, PERMITTED: commands_permission}


def decide(*, case: Case, **move: Any) -> CaseEvent:
    """Make a move with all that belongs to it; the arguments are those of each `decide`."""
    event: CaseEvent = OTHERS.get(case.process, commands).decide(case=case, **move)
    return event


def take_back(*, case: Case, **move: Any) -> CaseEvent:
    """Take back the own last decision."""
    event: CaseEvent = OTHERS.get(case.process, commands).take_back(case=case, **move)
    return event
