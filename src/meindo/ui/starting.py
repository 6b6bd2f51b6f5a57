"""The first page of a wizard: its first question, or the paper way where the service is not live for the person."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meindo.platform.cases import drafts
from meindo.platform.cases.models import Draft
from meindo.platform.people.models import Person
from meindo.platform.registry.catalogue import service
from meindo.platform.rollout.queries import is_live_for

from .acting import Request
from .forms import Form
from .gate import refused
from .question import Question, Questionnaire, with_answers
from .wizard import Wizard, go_on, paper_url, prefers_one_page, titled


def start_page(
    wizard: Wizard, request: Request, known: Mapping[str, Any], subject: Person | None = None
) -> HttpResponse:
    """The first question before there is a draft: nothing is stored until it is sent. `subject`: for somebody else."""
    if request.acting.has_left and not wizard.after_leaving:
        return refused(request, "left")
    questionnaire = Questionnaire(wizard.questions(Draft(data=dict(known))))
    question = questionnaire.questions[0]
    sent = request.method == "POST"
    form = question.form_class(request.POST) if sent else questionnaire.form(question, known)
    if not is_live_for(wizard.service, subject.pk if subject else request.viewer.person_id, request.viewer.day):
        return _paper_page(wizard, request, subject, questionnaire, form if sent else None)
    if sent and form.is_valid():
        return _begun(wizard, request, known, subject, question, form)
    context = {
        "form": form,
        "title": question.title,
        "hint": question.hint,
        "position": questionnaire.position(question.key, dict(known)),
        "wizard_title": wizard.title,
        "back_url": reverse("home"),
        "for_person": subject.display_name if subject else "",
        "paper_url": paper_url(wizard.service),
    }
    return render(request, "ui/question.html", context, status=422 if form.is_bound and form.errors else 200)


def _begun(
    wizard: Wizard, request: Request, known: Mapping[str, Any], subject: Person | None, question: Question, form: Form
) -> HttpResponse:
    draft = drafts.start_draft(
        person_id=subject.pk if subject else request.viewer.person_id,
        entered_by=request.viewer.person_id if subject else None,
        service=wizard.service,
        form=wizard.key,
        title=titled(wizard.draft_title(form.cleaned_data), subject),
        data=with_answers(known, question, form),
    )
    if prefers_one_page(request):
        return redirect(wizard.url("all", draft))
    return go_on(wizard, request, draft, question.key)


def _paper_page(
    wizard: Wizard, request: Request, subject: Person | None, questionnaire: Questionnaire, typed: Form | None
) -> HttpResponse:
    """The unit is not live yet, or not any more: said plainly, with the form. What was begun before goes on, and what
    was typed just now is shown once more, to be copied.
    """
    twin = service(wizard.service).paper_twin
    context = {
        "title": wizard.title,
        "form_title": _(twin.title),
        "send_to": _(twin.send_to),
        "help": _(twin.help),
        "service": wizard.service,
        "for_person": subject.display_name if subject else "",
        "drafts": drafts.drafts_of(request.viewer, wizard.service),
        "typed": questionnaire.answers(typed.typed(), lambda _question: "")[:3] if typed else [],
    }
    return render(request, "ui/paper.html", context)


def form_of(service_key: str, form: str) -> Wizard:
    """The wizard that prints a form of a service; KeyError if there is none."""
    for found in service(service_key).paper_twin.forms:
        if found.key == form:
            return cast("Wizard", found)
    raise KeyError(form)
