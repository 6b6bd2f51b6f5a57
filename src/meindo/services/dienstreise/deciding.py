"""Decisions of this service by the process of the case: a trip or month, a permission, an objection to a decision, an
advance to a trip or what is recovered of it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.retrieval import taking_back

from . import commands, commands_advance, commands_objection, commands_permission, commands_recovery
from .purposes import ADVANCE, OBJECT, PERMIT
from .queries import ADVANCED, OBJECTED, PERMITTED, RECOVERED

Act = Callable[..., CaseEvent]


class Ways(NamedTuple):
    """How a move is made and taken back."""

    decide: Act
    take_back: Act


OF_TRIPS = Ways(commands.decide, commands.take_back)
WAYS = {
    OBJECTED: Ways(commands_objection.decide, taking_back(OBJECT.key)),
    PERMITTED: Ways(commands_permission.decide, taking_back(PERMIT.key)),
    ADVANCED: Ways(commands_advance.decide, taking_back(ADVANCE.key)),
    RECOVERED: Ways(commands_recovery.decide, taking_back(ADVANCE.key)),
}


def decide(*, case: Case, **move: Any) -> CaseEvent:
    """Make a move with all that belongs to it; every `decide` takes the same arguments."""
    return WAYS.get(case.process, OF_TRIPS).decide(case=case, **move)


def take_back(*, case: Case, **move: Any) -> CaseEvent:
    """Take back the own last decision."""
    return WAYS.get(case.process, OF_TRIPS).take_back(case=case, **move)
