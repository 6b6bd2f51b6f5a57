"""Writes: ask about a look, request information, rectification or erasure, answer."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.commands_erasing import erase_documents
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.cases.retrieval import taking_back
from meindo.platform.clock import BERLIN, today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Employment
from meindo.platform.retention.commands_names import erase_former_names

from . import queries
from .models import AccessQuestion, CorrectionRequest, ErasureRequest, InformationRequest
from .process import AUSKUNFT, INFORMATION, KEY, QUESTION, TELL_NAME, ZUGRIFFSFRAGE
from .process_rights import BERICHTIGUNG, CORRECTION, ERASURE, LOESCHUNG
from .purposes import ASK, ERASE, INFORM, RECTIFY
from .rules import answer_deadline, law_on

PACKAGE, LETTER = "datenschutz.package", "datenschutz.letter"
PURPOSES = {ZUGRIFFSFRAGE: ASK, AUSKUNFT: INFORM, BERICHTIGUNG: RECTIFY, LOESCHUNG: ERASE}
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


def request_correction(
    *, employment: Employment, about: str, wrong: str, right: str, by: Actor, received_on: date | None = None
) -> Case:
    """Ask to put right what is wrong (Art. 16), in the person's own words."""
    with unit_of_work(by, purpose=RECTIFY.key) as work:
        case = open_case(
            work,
            service=KEY,
            process=CORRECTION,
            prefix="BE",
            employment=employment,
            first_move="request",
            headline=_("Berichtigung eigener Daten"),
        )
        CorrectionRequest.objects.create(case=case, about=about, wrong=wrong, right=right)
        _until(case, answer_deadline(received_on or today(), law_on(received_on or today())))
    return case


def request_erasure(
    *, employment: Employment, kind: str, text: str, by: Actor, received_on: date | None = None
) -> Case:
    """Ask to erase former names (§ 13 SBGG) or what nobody needs any more (Art. 17)."""
    with unit_of_work(by, purpose=ERASE.key) as work:
        case = open_case(
            work,
            service=KEY,
            process=ERASURE,
            prefix="LO",
            employment=employment,
            first_move="request",
            headline=_("Löschung eigener Daten"),
        )
        ErasureRequest.objects.create(case=case, kind=kind, text=text)
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
    purpose = PURPOSES[case.process]
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
        if case.process == LOESCHUNG and case.step == "erased":
            _erase(work, case)
        if case.process in (BERICHTIGUNG, LOESCHUNG) and event.decides and not case.is_open:
            work.task(LETTER, f"{case.uuid}:{case.revision}", {"case": case.pk, "revision": case.revision})
    return event


def _erase(work: Work, case: Case) -> None:
    """Former names go with the decision, and packages that name them; other data by the run of two people."""
    if queries.wants_names_erased(case):
        done = erase_former_names(work, case.person_id)
        ErasureRequest.objects.filter(case=case, outcome__isnull=True).update(outcome=asdict(done))
        erase_documents(work, queries.packages_of(case.person_id))


def _tell_name(work: Work, case: Case) -> None:
    """Note whose name the person reads from now on; why stands as the reason of the decision."""
    question = queries.question_of(case)
    viewer = queries.viewer_asked_about(question) if question else None
    if question is None or viewer is None:
        raise MoveRefused(Reason(_("Zu dieser Frage ist kein Eintrag gefunden, deshalb ist auch kein Name bekannt.")))
    AccessQuestion.objects.filter(pk=question.pk, told__isnull=True).update(told=viewer)
    work.record("datenschutz.name_told", f"case:{case.uuid}")


take_back = taking_back(ASK.key)  # where the process lets one
