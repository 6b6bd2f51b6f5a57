"""The answer to a question of the office: a text, a new value of the one field, or a file; the rest stays as it is."""

from dataclasses import dataclass, field
from typing import Any

from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move
from meindo.platform.cases.commands_attachments import name_slots
from meindo.platform.cases.commands_inquiries import note_answer
from meindo.platform.cases.models import Attachment, Case, CaseEvent, Draft, Inquiry
from meindo.platform.cases.process import Reason
from meindo.platform.cases.queries_inquiries import ANSWERED, ORIGINALS, open_inquiry
from meindo.platform.clock import BERLIN, today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.paper.queries import first_received

from . import queries, questions
from .answers import journeys_of, request_of
from .attention import kept, reasons_to_look
from .commands import store_claim
from .commands_permission import supersede_permission
from .commands_requests import supersede
from .journeys import Journeys
from .models import Claim
from .permission_request import permission_request
from .proof import slot_of
from .purposes import SETTLE
from .request import PERMISSION_FORM, REQUEST_FORM
from .settling import preview, with_records

LATE = "originals_late"


@dataclass(frozen=True)
class Answer:
    """What the person says: words, and where the field has a new value all answers as typed, with that field before
    and after.
    """

    text: str = ""
    typed: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether the field has a new value."""
        return self.before != self.after


def answer_question(*, case: Case, answer: Answer, by: Actor, draft: Draft) -> CaseEvent:
    """Answer the one question that a case waits for; it comes back on top of the office's list.

    What is attached to the `draft` proves the field that was asked about and goes with it when the draft is marked as
    sent. MoveRefused if nothing is asked, or if the answer says nothing.
    """
    asked = open_inquiry(case)
    if asked is None:
        raise MoveRefused(Reason("Diese Frage ist nicht mehr offen. Bitte sehen Sie sich den neuen Stand an."))
    files = Attachment.objects.filter(draft=draft)
    if not answer.text.strip() and not answer.changes and not files.exists():
        raise MoveRefused(
            Reason("Bitte antworten Sie mit einem Satz, mit einer geänderten Angabe oder mit einem Beleg.")
        )
    name_slots(draft, dict.fromkeys((str(row.uuid) for row in files if not row.slot), _slot(case, asked.field)))
    with unit_of_work(by, purpose=SETTLE.key) as work:
        claim = queries.current_claim(case)
        if case.process == queries.PERMITTED:
            event = _answer_permission(work, case, answer)
        elif claim is None:
            event = _answer_request(work, case, answer)
        else:
            event = _answer_claim(work, case, claim, answer, draft, _late(asked))
        changes = {"before": answer.before, "after": answer.after} if answer.changes else {}
        note_answer(asked.pk, event, **changes)
    return event


def _slot(case: Case, field: str) -> str:
    answers = questions.cleaned(case, questions.typed_of(case)) if case.process == queries.COLLECTIVE else {}
    return slot_of(field, answers)


def _late(asked: Inquiry) -> list[str]:
    """Receipts that come after the time of the norm are looked at all the same: a person decides."""
    is_late = asked.kind == ORIGINALS and asked.due_on is not None and asked.due_on < today()
    return [LATE] if is_late else []


def _answer_claim(work: Work, case: Case, claim: Claim, answer: Answer, draft: Draft, late: list[str]) -> CaseEvent:
    """Back to the check; with a new value the claim is computed anew. It counts as filed when it was filed first."""
    journeys, finding, trip = Journeys.from_data(claim.journey), claim.result(), claim.trip
    shown: dict[str, Any] = {}
    if answer.changes:
        journeys = with_records(case, journeys_of(case, questions.cleaned(case, answer.typed)))
        finding = preview(journeys)
        shown = {"amount_eur": finding.entitlement_eur, "starts_on": journeys.first_day, "ends_on": journeys.last_day}
    answers = answer.typed if answer.changes else claim.answers
    found = reasons_to_look(case, draft, trip.permission, journeys, finding, late=claim.is_late, answers=answers)
    attention = [ANSWERED, *late, *found, *kept(case.attention)]
    event = move(work, case, "answer_claim", reason=answer.text, returned=True, attention=attention, **shown)
    if answer.changes:
        filed = {name: getattr(claim, name) for name in ("filed_at", "filed_by_id", "is_late")}
        store_claim(work, trip, journeys, finding, answers=answer.typed, **filed)
    return event


def _answer_request(work: Work, case: Case, answer: Answer) -> CaseEvent:
    """Back to the line manager; the request as it was is superseded and stays readable."""
    shown: dict[str, Any] = {"attention": case.attention}
    request = request_of(questions.cleaned(case, answer.typed), answer.typed) if answer.changes else None
    if request is not None:
        shown = request.shown(first_received(case, REQUEST_FORM) or case.created_at.astimezone(BERLIN).date())
        supersede(work, case, request)
    shown["attention"] = [ANSWERED, *shown["attention"]]
    return move(work, case, "answer_request", reason=answer.text, returned=True, **shown)


def _answer_permission(work: Work, case: Case, answer: Answer) -> CaseEvent:
    """The same for a standing permission."""
    shown: dict[str, Any] = {"attention": case.attention}
    if answer.changes:
        request = permission_request(questions.cleaned(case, answer.typed), answer.typed)
        shown = request.shown(first_received(case, PERMISSION_FORM) or case.created_at.astimezone(BERLIN).date())
        supersede_permission(work, case, request)
    shown["attention"] = [ANSWERED, *shown["attention"]]
    return move(work, case, "answer_request", reason=answer.text, returned=True, **shown)
