"""Decisions of this service by the process of the case: a trip, or an objection to a decision on one."""

from typing import Any

from meindo.platform.cases.models import Case, CaseEvent

from . import commands, commands_objection
from .queries import OBJECTED


def decide(*, case: Case, **move: Any) -> CaseEvent:
    """Make a move with all that belongs to it; the arguments are those of the two `decide`."""
    if case.process == OBJECTED:
        return commands_objection.decide(case=case, **move)
    return commands.decide(case=case, **move)


def take_back(*, case: Case, **move: Any) -> CaseEvent:
    """Take back the own last decision."""
    if case.process == OBJECTED:
        return commands_objection.take_back(case=case, **move)
    return commands.take_back(case=case, **move)
