"""The office behind the public face: answers questions, writes the registers that the city writes itself."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.platform.registry.commands_public import (
    AlreadyAnswered,
    EntryChanged,
    answer_question,
    remove_entry,
    write_entry,
)
from meindo.platform.registry.models import LocalEntry, PublicQuestion
from meindo.platform.registry.queries_local import local_entries, local_entry, question_of, waiting_questions
from meindo.platform.registry.register import Register
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.web.forms_publicity import AnswerForm, entry_form, said
from meindo.web.registers import REGISTERS
from meindo.web.registers.suppliers import LOCAL

ROLES = ("public_office",)


@service_view("registry.public", roles=ROLES)
def index(request: Request) -> HttpResponse:
    """What waits for an answer, and the registers to be written."""
    context = {
        "questions": [(question, _about(question)) for question in waiting_questions()],
        "registers": [(register, local_entries(key)) for key, register in LOCAL.items()],
    }
    return render(request, "web/publicity/index.html", context)


def _about(question: PublicQuestion) -> str:
    register = REGISTERS.get(question.register)
    return _(register.title) if register else _("Meldung zur Barrierefreiheit")


@service_view("registry.public", roles=ROLES)
def answer(request: Request, uuid: UUID) -> HttpResponse:
    """Answer one question, once."""
    question = question_of(str(uuid))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(question=question, by=request.viewer.actor, **form.answered())
        except AlreadyAnswered:
            messages.error(request, _("Diese Frage hat inzwischen jemand anderes beantwortet."))
        else:
            messages.success(request, _("Die Antwort ist gespeichert."))
        return redirect("publicity")
    facts = [
        (_("Zu"), _about(question)),
        (_("Frage"), question.text),
        (_("Seite"), question.page),
        (_("Kontakt"), question.contact),
    ]
    context = {"form": form, "facts": [(label, value) for label, value in facts if value]}
    return render(request, "web/publicity/answer.html", context, status=422 if form.errors else 200)


def _written_register(key: str) -> Register:
    if key not in LOCAL:
        raise Http404
    return LOCAL[key]


@service_view("registry.public", roles=ROLES)
def new(request: Request, key: str) -> HttpResponse:
    """Write a new entry."""
    return _entry(request, _written_register(key), None)


@service_view("registry.public", roles=ROLES)
def entry(request: Request, key: str, uuid: UUID) -> HttpResponse:
    """Write an entry anew, or take it out of the register."""
    return _entry(request, _written_register(key), local_entry(key, str(uuid)))


def _entry(request: Request, register: Register, written: LocalEntry | None) -> HttpResponse:
    if written is not None and request.method == "POST" and "remove" in request.POST:
        remove_entry(entry=written, by=request.viewer.actor)
        messages.success(request, _("Der Eintrag ist nicht mehr im Register."))
        return redirect("publicity")
    form = entry_form(register, written, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        title, values = said(form)
        try:
            write_entry(register=register.key, title=title, values=values, by=request.viewer.actor, instead_of=written)
        except EntryChanged:
            messages.error(
                request, _("Diesen Eintrag hat inzwischen jemand anderes geändert. Bitte lesen Sie ihn neu.")
            )
        else:
            messages.success(request, _("Der Eintrag ist veröffentlicht."))
        return redirect("publicity")
    context = {"form": form, "title": _(register.title), "written": written}
    return render(request, "web/publicity/entry.html", context, status=422 if form.errors else 200)
