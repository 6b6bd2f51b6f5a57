"""Ask for the letter that belongs to a move: written by the worker, once, when the move can no longer be taken back."""

from meindo.platform.cases import catalogue
from meindo.platform.cases.commands import HOLD
from meindo.platform.cases.models import Case
from meindo.platform.outbox.work import Work


def ask_for_letter(work: Work, case: Case) -> None:
    """The letter leaves when the decision can no longer be taken back; one about money leaves at once."""
    last = case.events.get(revision=case.revision).move
    process = catalogue.process_of(case.process, case.version)
    held = any(move.key == last and move.retrievable for move in process.moves)
    payload = {"case": case.pk, "revision": case.revision}
    due_at = work.at + HOLD if held else None
    work.task("dienstreise.letter", f"{case.uuid}:{case.revision}", payload, due_at=due_at)
