"""What an answer means for what waits for it: a stage of the roll-out, or a measure about a person."""

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason
from meindo.platform.people import measures
from meindo.platform.rollout import commands as rollout

from . import subjects
from .models import Part
from .process import ENDED

STAGES_ASK = "personalrat"  # the only body without whose result a stage cannot start


def asked(part: Part, case: Case, *, by: Actor) -> None:
    """Bind what waits to the case, so that nobody notes a result beside it. MoveRefused if it is bound already."""
    stage = subjects.stage_of(part.item.subject) if part.body == STAGES_ASK else None
    taken = subjects.participation_of(part.item.subject, part.body)
    try:
        if stage is not None:
            rollout.ask_for_participation(stage, ref=case.number, by=by)
        if taken is not None and case.due_on is not None:
            measures.hand_over(taken, ref=case.number, due_on=case.due_on, by=by)
    except (rollout.StageRefused, measures.MeasureRefused) as problem:
        raise MoveRefused(Reason(str(problem))) from problem
    if taken is None and part.item.subject.startswith(f"{subjects.MEASURE}:"):
        raise MoveRefused(Reason(_("An dieser Maßnahme ist diese Stelle nicht beteiligt.")))


def moved(part: Part, case: Case, move: str, *, reason: str, by: Actor) -> None:
    """Hand on what a move on the case means. MoveRefused where what waits does not take it."""
    try:
        _for_stage(part, case, move, by)
        _for_measure(part, case, move, reason, by)
    except (rollout.StageRefused, measures.MeasureRefused) as problem:
        raise MoveRefused(Reason(str(problem))) from problem


def _for_stage(part: Part, case: Case, move: str, by: Actor) -> None:
    stage = subjects.stage_of(part.item.subject) if part.body == STAGES_ASK else None
    if stage is None:
        return
    if move == "withdraw":
        rollout.stop_asking(stage, ref=case.number, by=by)
    elif case.step in ENDED:
        rollout.note_participation(stage, ref=case.number, result=ENDED[case.step], by=by)


def _for_measure(part: Part, case: Case, move: str, reason: str, by: Actor) -> None:
    taken = subjects.participation_of(part.item.subject, part.body)
    if taken is None:
        return
    if move == "withdraw":
        measures.take_over(taken, ref=case.number, by=by)
    elif move == "discussed":
        measures.discuss(taken, ref=case.number, due_on=case.due_on, by=by)
    elif case.step == "body_objected" and move == "object":
        measures.answer(taken, measures.REFUSED, reason=reason, ref=case.number, by=by)
    elif case.step in ENDED:
        measures.answer(taken, ENDED[case.step], reason=reason, ref=case.number, by=by)
