"""Writes: ask about a look, request information, answer."""

from datetime import date
from decimal import Decimal
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import retrieval
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.clock import BERLIN, today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Employment

from . import queries
from .models import AccessQuestion, InformationRequest
from .process import AUSKUNFT, INFORMATION, KEY, QUESTION, TELL_NAME
from .purposes import ASK, INFORM
from .rules import answer_deadline, law_on

PACKAGE = "datenschutz.package"
PROVIDED = ("provide", "provide_partly")


def ask_about_access(*, employment: Employment, about: str, text: str, by: Actor, record_id: int | None = None) -> Case:
    """Ask why an office looked at one's data; `about` is the entry in words, `record_id` the entry if it is known."""
    with unit_of_work(by, purpose=ASK.key) as work:
        case = open_case(
            work,
            service=KEY,
            process=QUESTION,
            prefix="DF",
            employment=employment,
            first_move="ask",
            headline=_("Frage zu einem Zugriff"),
        )
        AccessQuestion.objects.create(case=case, about=about, text=text, record_id=record_id)
    return case


def request_information(*, employment: Employment, text: str, by: Actor, received_on: date | None = None) -> Case:
    """Request information on all that is held (Art. 15); the time for the answer runs from the day it came in."""
    with unit_of_work(by, purpose=INFORM.key) as work:
        case = open_case(
            work,
            service=KEY,
            process=INFORMATION,
            prefix="AK",
            employment=employment,
            first_move="request",
            headline=_("Auskunft über eigene Daten"),
        )
        InformationRequest.objects.create(case=case, text=text)
        _until(case, answer_deadline(received_on or today(), law_on(received_on or today())))
    return case


def _until(case: Case, day: date) -> None:
    Case.objects.filter(pk=case.pk).update(due_on=day)
    case.refresh_from_db()


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
    """Make a move on a question or a request, with the name that is told and the package that is made."""
    purpose = INFORM if case.process == AUSKUNFT else ASK
    with unit_of_work(by, purpose=purpose.key) as work:
        changes: dict[str, Any] = {}
        if move_name == "extend":
            received = case.created_at.astimezone(BERLIN).date()
            changes["due_on"] = answer_deadline(received, law_on(received), extended=True)
        event = move(work, case, move_name, revision=revision, reason=reason, **changes)
        if move_name == TELL_NAME:
            _tell_name(work, case)
        if move_name in PROVIDED:
            work.task(PACKAGE, f"{case.uuid}:{case.revision}", {"case": case.pk})
    return event


def _tell_name(work: Work, case: Case) -> None:
    """Note whose name the person reads from now on; why stands as the reason of the decision."""
    question = queries.question_of(case)
    viewer = queries.viewer_asked_about(question) if question else None
    if question is None or viewer is None:
        raise MoveRefused(Reason(_("Zu dieser Frage ist kein Eintrag gefunden, deshalb ist auch kein Name bekannt.")))
    AccessQuestion.objects.filter(pk=question.pk, told__isnull=True).update(told=viewer)
    work.record("datenschutz.name_told", f"case:{case.uuid}")


def take_back(*, case: Case, by: Actor, revision: int) -> CaseEvent:
    """Take back the own last decision, where the process lets one."""
    with unit_of_work(by, purpose=ASK.key) as work:
        return retrieval.take_back(work, case, revision=revision)
