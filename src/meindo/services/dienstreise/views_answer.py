"""The page of one question: the person answers on one page, and the case goes back at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.cases import drafts
from meindo.platform.cases.asked import asked_of
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, Draft, Inquiry
from meindo.platform.cases.queries import case_for, possibilities
from meindo.platform.cases.queries_inquiries import open_inquiry
from meindo.ui.acting import Request
from meindo.ui.casepage import explain
from meindo.ui.forms import Form
from meindo.ui.gate import saw, service_view
from meindo.ui.handing_in import hand_in
from meindo.ui.receiving import logged_in, takes_files
from meindo.ui.wizard import name_of_other, titled

from . import questions
from .commands_questions import Answer, answer_question
from .forms_answer import answer_form, unsent
from .process import ANSWERS, KEY
from .purposes import SETTLE
from .show_questions import asked_shown
from .wizards import TYPING

FORM = "dienstreise_antwort"


def can_answer(request: Request, case: Case) -> bool:
    """Whether the viewer can answer the question that the case waits for."""
    moves = {found.move.key for found in possibilities(case, request.viewer) if found.reason is None}
    return bool(moves & set(ANSWERS.values())) and open_inquiry(case) is not None


@require_POST
@service_view(SETTLE.key, roles=TYPING)
def start_answer(request: Request, uuid: UUID) -> HttpResponse:
    """Begin the answer to the question that is open, or go on with it."""
    case = case_for(request.viewer, uuid)
    saw(request, [case])
    asked = open_inquiry(case)
    if asked is None or not can_answer(request, case):
        return redirect("dienstreise_case", case.uuid)
    return redirect("dienstreise_antwort_check", _draft(request, case, asked).uuid)


def _draft(request: Request, case: Case, asked: Inquiry) -> Draft:
    """The draft of the answer to this question; one that belonged to an earlier question is thrown away."""
    own = case.person_id == request.viewer.person_id
    wanted: dict[str, Any] = {
        "person_id": case.person_id,
        "entered_by": None if own else request.viewer.person_id,
        "service": KEY,
        "form": FORM,
        "title": titled(_("Antwort zu {number}").format(number=case.number), None if own else case.person),
        "case": case,
        "data": {"asked": asked.pk},
    }
    draft = drafts.start_draft(**wanted)
    if draft.data.get("asked") != asked.pk:
        drafts.drop_draft(draft)
        draft = drafts.start_draft(**wanted)
    return draft


@takes_files(logged_in)
@service_view(SETTLE.key, roles=TYPING)
def answer(request: Request, draft: UUID) -> HttpResponse:
    """The question, what it is about, and the answer."""
    own = drafts.draft_of(request.viewer, draft)
    if own.form != FORM:
        raise Http404
    request.seen.add((own.person_id, own.case_id or 0))
    case = own.case
    asked = open_inquiry(case) if case is not None else None
    if case is None or asked is None or own.sent_case is not None or own.data.get("asked") != asked.pk:
        messages.warning(request, _("Diese Frage ist beantwortet oder nicht mehr offen."))
        return redirect("home" if case is None else "dienstreise_case", *([] if case is None else [case.uuid]))
    form_class = answer_form(case, asked, own)
    if request.method != "POST":
        return _page(request, own, asked, unsent(form_class, own))
    form = form_class(request.POST)
    handed = hand_in(request, own, form)
    handed.tell(form)
    _keep(own, asked, form)
    if not form.is_valid() or handed.stays:
        return _page(request, own, asked, form) if form.errors else redirect(request.get_full_path())
    return _sent(request, own, asked, form)


def _keep(draft: Draft, asked: Inquiry, form: Form) -> None:
    """What was typed stays, also when it is not right yet; another window may be faster."""
    try:
        drafts.save_draft(draft, {"asked": asked.pk, **form.typed()})
    except drafts.DraftChanged:
        draft.refresh_from_db()


def _sent(request: Request, draft: Draft, asked: Inquiry, form: Form) -> HttpResponse:
    """Send it once; what does not stand alone, or says nothing, is told at its field."""
    assert draft.case is not None  # noqa: S101 (an answer's draft always belongs to a case)
    try:
        with transaction.atomic():
            locked = drafts.claim_for_sending(draft)
            if locked.sent_case is None:
                said = _answer(draft.case, asked, form)
                answer_question(case=draft.case, answer=said, by=request.viewer.actor, draft=draft)
                drafts.mark_sent(draft, draft.case)
    except questions.NotAlone as problem:
        form.add_error(asked.field, str(problem))
        return _page(request, draft, asked, form)
    except MoveRefused as problem:
        form.add_error("text", explain(problem.reason))
        return _page(request, draft, asked, form)
    messages.success(request, _("Ihre Antwort ist angekommen."))
    return redirect("dienstreise_case", draft.case.uuid)


def _answer(case: Case, asked: Inquiry, form: Form) -> Answer:
    text = form.cleaned_data["text"]
    if asked.field not in form.fields:
        return Answer(text)
    return Answer(text, *questions.changed(case, asked.field, form))


def _page(request: Request, draft: Draft, asked: Inquiry, form: Form) -> HttpResponse:
    case = draft.case
    assert case is not None  # noqa: S101 (an answer's draft always belongs to a case)
    context = {
        "form": form,
        "case": case,
        **asked_shown(case, asked_of(asked)),
        "can_change_more": case.step == "claim_revision",
        "for_person": name_of_other(draft),
    }
    return render(request, "dienstreise/answer.html", context, status=422 if form.errors else 200)
