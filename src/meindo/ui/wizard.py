"""A wizard from questions: one per page or all on one page, draft kept, answers checked, sent once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from meindo.platform.access.viewer import Viewer
from meindo.platform.cases import drafts
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.platform.paper.commands import bind
from meindo.platform.paper.queries import received_on
from meindo.platform.people.models import Person
from meindo.platform.registry.commands import prefer
from meindo.platform.registry.evaluation import ENTRY, Evaluation
from meindo.platform.registry.queries import preferences_of
from meindo.platform.rollout.queries import is_live_for

from .acting import Request
from .casepage import explain
from .cells import Text
from .forms import Form
from .gate import service_view
from .handing_in import Handed, hand_in
from .phone import phone_page
from .question import Asked, Question, Questionnaire, seen_mark, with_answers
from .receiving import logged_in, takes_files

ALL = "all_on_one_page"


@dataclass(frozen=True)
class Paper:
    """What a wizard says of its printed form: the title, and by when a form printed on a day is to come back.

    `matters` are the cases of a person to which a form can belong, as far as the viewer sees them (None: it begins a
    new one), `known` is what is known of such a case before the form is typed in.
    """

    title: Text
    until: Callable[[date], Text]
    matters: Callable[[Viewer, int], QuerySet[Case]] | None = None
    known: Callable[[Case], dict[str, Any]] = lambda _case: {}


@dataclass(frozen=True)
class Wizard:
    """One form of a service. `questions` may depend on the draft (its case, its typed data).

    `roles` are those who type: the person themself, and who enters for others. `send` makes the case from the cleaned
    answers; `paper` is the same form without a screen; `review` gives extra context for check-your-answers; `problems`
    checks all answers together and names the question to go back to; `unusual` names what is asked back once; `despite`
    says what stands against it and who decides all the same: then the button says `despite_label`. `is_list`: its
    questions are the rows of a list that its review page shows, so that each row leads back there. `after_leaving`:
    a right that people keep when they no longer work here.
    """

    key: str
    service: str
    purpose: str
    title: Text
    send_label: Text
    questions: Callable[[Draft], list[Question]]
    send: Callable[[Request, Draft, dict[str, Any]], Case]
    done_url: str
    paper: Paper
    review: Callable[[Request, Draft, dict[str, Any]], Mapping[str, Any]] = lambda _r, _d, _a: {}
    problems: Callable[[Draft, dict[str, Any]], list[tuple[str, Text]]] = lambda _d, _a: []
    unusual: Callable[[Mapping[str, Any]], list[Text]] = lambda _answers: []
    despite: Callable[[Request, Draft, Mapping[str, Any]], Sequence[Text]] = lambda _r, _d, _a: []
    despite_label: Text = ""
    review_template: str = "ui/check.html"
    draft_title: Callable[[Mapping[str, Any]], str] = lambda _first_answers: ""
    roles: tuple[str, ...] = ("applicant",)
    files_question: str = ""
    is_list: bool = False
    after_leaving: bool = False

    def url(self, name: str, draft: Draft, *args: str) -> str:
        """The address of a page of this wizard."""
        return reverse(f"{self.key}_{name}", args=[draft.uuid, *args])

    def questionnaire(self, draft: Draft) -> Questionnaire:
        """The questions on the typed data."""
        return Questionnaire(self.questions(draft))

    def printed_questions(self) -> list[Question]:
        """The same questions on paper: those of an empty draft."""
        return self.questions(Draft(service=self.service, form=self.key))

    def urls(self, prefix: str) -> list[URLPattern]:
        """The pages: one question, all on one page, check, send, throw away."""
        pages: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "all": ("alles/", all_page),
            "check": ("pruefen/", check_page),
            "drop": ("verwerfen/", drop_page),
            **({"phone": ("handy/", phone_page)} if self.files_question else {}),
            "question": ("<slug:key>/", question_page),
        }
        return [
            path(f"{prefix}<uuid:draft>/{tail}", self._page(view), name=f"{self.key}_{name}")
            for name, (tail, view) in pages.items()
        ]

    def _shows(self) -> Evaluation | None:
        """Who types for others sees for whom."""
        if set(self.roles) <= {"applicant"}:
            return None
        return Evaluation(f"form.{self.key}", cast("str", self.title), ENTRY)

    def _page(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @service_view(self.purpose, roles=self.roles, shows=self._shows())
        def page(request: Request, draft: UUID, key: str = "") -> HttpResponse:
            own = drafts.draft_of(request.viewer, draft)
            if (own.service, own.form) != (self.service, self.key):  # sent by this form it would become another thing
                raise Http404
            request.seen.add((own.person_id, own.case_id or 0))
            if own.sent_case is not None:
                return redirect(self.done_url, own.sent_case.uuid)
            return view(self, request, own, key) if key else view(self, request, own)

        return takes_files(logged_in)(page) if self.files_question else page


def begin(request: Request, wizard: Wizard, draft: Draft) -> HttpResponse:
    """Go to the first open question, or to the one page if that is what the person prefers."""
    if prefers_one_page(request):
        return redirect(wizard.url("all", draft))
    following = wizard.questionnaire(draft).next_open(draft.data)
    return redirect(wizard.url("question", draft, following.key) if following else wizard.url("check", draft))


def prefers_one_page(request: Request) -> bool:
    """What the person chose last time."""
    return bool(preferences_of(request.viewer.person_id).get(ALL))


def remember_one_page(request: Request, chosen: bool) -> None:
    """Remember the choice for every wizard."""
    prefer(request.viewer.person_id, ALL, chosen)


def question_page(wizard: Wizard, request: Request, draft: Draft, key: str) -> HttpResponse:
    """One question."""
    questionnaire = wizard.questionnaire(draft)
    try:
        question = questionnaire.find(key)
    except KeyError:
        return redirect(wizard.url("check", draft))
    if request.method == "POST":
        if "check" not in request.GET and prefers_one_page(request):
            remember_one_page(request, chosen=False)
        form = question.form_class(request.POST)
        handed = hand_in(request, draft, form)
        handed.tell(form)
        valid = form.is_valid()
        if _keep(request, draft, question, form) and valid:
            return redirect(request.get_full_path()) if handed.stays else go_on(wizard, request, draft, key)
        return _question(wizard, request, draft, question, form)
    return _question(wizard, request, draft, question, questionnaire.unjudged(question, draft.data))


def _question(wizard: Wizard, request: Request, draft: Draft, question: Question, form: Form) -> HttpResponse:
    questionnaire = wizard.questionnaire(draft)
    before = None
    position = (0, 0)
    if question.key in {asked.question.key for asked in questionnaire.asked(draft.data)}:
        before, _after = questionnaire.neighbours(question.key, draft.data)
        position = questionnaire.position(question.key, draft.data)
    context = {
        "form": form,
        "title": question.title,
        "hint": question.hint,
        "position": position,
        "wizard_title": wizard.title,
        "back_url": wizard.url("question", draft, before.key) if before else reverse("home"),
        "all_url": wizard.url("all", draft),
        "later_url": reverse("home"),
        "for_person": name_of_other(draft),
        "back_on_paper": is_back_on_paper(draft),
    }
    return render(request, "ui/question.html", context, status=422 if form.is_bound and form.errors else 200)


def _keep(request: Request, draft: Draft, question: Question, form: Form) -> bool:
    try:
        drafts.save_draft(draft, with_answers(draft.data, question, form))
    except drafts.DraftChanged:
        messages.warning(request, _("Der Entwurf wurde in einem anderen Fenster geändert. Bitte prüfen Sie ihn."))
        return False
    return True


def go_on(wizard: Wizard, request: Request, draft: Draft, key: str) -> HttpResponse:
    questionnaire = wizard.questionnaire(draft)
    still_asked = any(entry.question.key == key for entry in questionnaire.asked(draft.data))
    if "check" in request.GET or wizard.is_list or not still_asked:  # answered elsewhere so that it is asked no more
        following = questionnaire.next_open(draft.data)
    else:
        _before, following = questionnaire.neighbours(key, draft.data)
    return redirect(wizard.url("question", draft, following.key) if following else wizard.url("check", draft))


def all_page(wizard: Wizard, request: Request, draft: Draft) -> HttpResponse:
    """All questions on one page, from the same declaration."""
    questionnaire = wizard.questionnaire(draft)
    asked = [
        Asked(entry.question, questionnaire.unjudged(entry.question, draft.data))
        for entry in questionnaire.asked(draft.data)
    ]
    if request.method == "POST":
        remember_one_page(request, chosen=True)
        asked, stays = _all_sent(wizard, request, draft)
        if stays:
            return redirect(wizard.url("all", draft))
        if all(entry.answered for entry in asked):
            return redirect(wizard.url("check", draft))
    for entry in asked:
        entry.form.title_level = 2
    context = {
        "asked": asked,
        "entries": [error for entry in asked for error in entry.form.error_entries if entry.form.is_bound],
        "has_files": bool(wizard.files_question),
        "title": wizard.title,
        "single_url": wizard.url("question", draft, asked[0].question.key),
        "later_url": reverse("home"),
        "for_person": name_of_other(draft),
        "back_on_paper": is_back_on_paper(draft),
    }
    return render(request, "ui/all_questions.html", context, status=422 if context["entries"] else 200)


def _all_sent(wizard: Wizard, request: Request, draft: Draft) -> tuple[list[Asked], bool]:
    """Keep everything that was sent and ask again: an answer can open or close later questions.

    True when a button beside the files was pressed, all files were taken, and the person stays on the page.
    """
    typed: dict[str, Any] = dict(draft.data)
    handed = Handed()
    for question in wizard.questionnaire(draft).questions:
        form = question.form_class(request.POST)
        handed.add(hand_in(request, draft, form))
        if form.typed() or request.POST.get(seen_mark(question)):
            typed = with_answers(typed, question, form)
    try:
        drafts.save_draft(draft, typed)
    except drafts.DraftChanged:
        messages.warning(request, _("Der Entwurf wurde in einem anderen Fenster geändert. Bitte prüfen Sie ihn."))
    pressed = [q for q in wizard.questionnaire(draft).questions if q.form_class(request.POST).pressed_field()]
    asked = wizard.questionnaire(draft).asked(typed)
    if pressed:
        asked = [Asked(a.question, a.question.form_class(request.POST)) if a.question in pressed else a for a in asked]
    for entry in asked:
        handed.tell(entry.form)
    return asked, handed.stays and not any(handed.refused.values())


def check_page(wizard: Wizard, request: Request, draft: Draft) -> HttpResponse:
    """Check your answers, then send; a double click sends once."""
    questionnaire = wizard.questionnaire(draft)
    following = questionnaire.next_open(draft.data)
    if following is not None:
        return redirect(wizard.url("question", draft, following.key))
    answers = questionnaire.cleaned(draft.data)
    problems = wizard.problems(draft, answers)
    unusual = wizard.unusual(answers)
    status = 200
    if request.method == "POST" and unusual and "sure" not in request.POST:
        problems.append(("", _("Bitte bestätigen Sie die ungewöhnlichen Angaben oder ändern Sie sie.")))
    if request.method == "POST" and not problems:
        try:
            case = _send(wizard, request, draft, answers)
            return redirect(wizard.done_url, case.uuid)
        except MoveRefused as problem:
            problems, status = [("", explain(problem.reason))], 409
    context = {
        "title": _("Bitte prüfen Sie Ihre Angaben"),
        "wizard": wizard,
        "answers": questionnaire.answers(draft.data, lambda q: wizard.url("question", draft, q.key) + "?check=1"),
        "unusual": unusual,
        "despite": wizard.despite(request, draft, answers),
        "problems": [(wizard.url("question", draft, key) if key else "", text) for key, text in problems],
        "drop_url": wizard.url("drop", draft),
        "later_url": reverse("home"),
        "for_person": name_of_other(draft),
        "back_on_paper": is_back_on_paper(draft),
        **wizard.review(request, draft, answers),
    }
    return render(request, wizard.review_template, context, status=422 if problems and status == 200 else status)


def _send(wizard: Wizard, request: Request, draft: Draft, answers: dict[str, Any]) -> Case:
    with transaction.atomic():
        locked = drafts.claim_for_sending(draft)
        if locked.sent_case is not None:
            return locked.sent_case
        case = wizard.send(request, locked, answers)
        bind(locked, case, by=request.viewer.actor)
        drafts.mark_sent(locked, case)
    return case


def drop_page(wizard: Wizard, request: Request, draft: Draft) -> HttpResponse:
    """Ask once, then throw the draft away."""
    if request.method == "POST":
        drafts.drop_draft(draft)
        messages.success(request, _("Der Entwurf ist gelöscht."))
        return redirect("home")
    return render(request, "ui/drop.html", {"title": _("Entwurf löschen?"), "back_url": wizard.url("check", draft)})


def name_of_other(draft: Draft) -> str:
    """For whom somebody else types; empty for one's own draft."""
    return draft.person.display_name if draft.entered_by_id else ""


def is_back_on_paper(draft: Draft) -> bool:
    """Whether new matters of the person go on paper by now, so that this draft is the last one of its kind."""
    if draft.case_id is not None or is_live_for(draft.service, draft.person_id, today()):
        return False
    return received_on(draft) is None  # who types a form in knows


def paper_url(service: str) -> str:
    """Where the forms of a service are printed."""
    return reverse("paper_forms", args=[service])


def titled(title: str, subject: Person | None) -> str:
    """The title of a draft in a list; the author of several needs the name."""
    return f"{subject.display_name}: {title}" if subject else title
