"""Writes: note an opening, ask a question, decide it, and let go what is no longer kept."""

from decimal import Decimal
from typing import Any

from meindo.kernel.message import mark as _
from meindo.kernel.workdays import WorkingDays
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import move, open_case
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.retrieval import taking_back
from meindo.platform.clock import now, today
from meindo.platform.files.commands import mark_opened
from meindo.platform.files.commands_held import remove_held
from meindo.platform.files.models import Document
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Employment

from . import queries
from .models import Opening, Statement, StatementQuestion
from .process import QUESTION
from .purposes import ASK, KEEP
from .texts import KEY, NOT_MINE

EXPIRE = "entgeltnachweis.expire"
WORKER = Actor.system("worker")
AT_ONCE = 25  # statements of one transaction: each writes its line of the erasure list to the disk


def note_opening(statement: Statement) -> Document:
    """Note that the person opened a statement; gives the document to be shown."""
    document = statement.document
    assert document is not None  # noqa: S101 (only what has a document can be opened)
    Opening.objects.create(statement=statement, at=now())
    mark_opened(document)
    return document


def ask(*, employment: Employment, kind: str, month: str, text: str, by: Actor) -> Case:
    """Ask about a statement; one that belongs to somebody else is answered by the next working day."""
    with unit_of_work(by, purpose=ASK.key) as work:
        case = open_case(
            work,
            service=KEY,
            process=QUESTION,
            prefix="EN",
            employment=employment,
            first_move="ask",
            headline=_("Frage zu einem Entgeltnachweis"),
        )
        StatementQuestion.objects.create(case=case, kind=kind, month=month, text=text)
        if kind == NOT_MINE:
            Case.objects.filter(pk=case.pk).update(due_on=WorkingDays().add(today(), 1))
            case.refresh_from_db()
    return case


def decide(
    *,
    case: Case,
    move_name: str,
    by: Actor,
    reason: str = "",
    amount_eur: Decimal | None = None,
    revision: int,
    field: str = "",
) -> CaseEvent:
    """Make a move on a question."""
    with unit_of_work(by, purpose=ASK.key) as work:
        return move(work, case, move_name, revision=revision, reason=reason)


take_back = taking_back(ASK.key)  # where the process lets one


def expire(key: str, payload: dict[str, Any]) -> None:
    """Erase some statements whose time is over: document, openings and row. As long as there are more, the next part is
    asked for in the same transaction, so that no task outlives its lease and each part happens once.
    """
    rows = list(queries.outdated(today())[:AT_ONCE])
    if not rows:
        return
    with unit_of_work(WORKER, purpose=KEEP.key) as work:
        for row in rows:
            if row.document is not None:
                remove_held(work, row.document)
        Statement.objects.filter(pk__in=[row.pk for row in rows]).delete()
        work.record("entgeltnachweis.expired", rows=len(rows))
        if len(rows) == AT_ONCE:
            part = payload.get("part", 0) + 1
            slot = key.removeprefix(f"{EXPIRE}:").partition("/")[0]
            work.task(EXPIRE, f"{slot}/{part}", {"part": part})
