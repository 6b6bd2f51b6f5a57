"""Typing printed forms in: the number opens the one case; the wizard that follows is the one for entry on behalf."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.platform.cases.catalogue import entering, entering_roles
from meindo.platform.paper.commands import PaperRefused
from meindo.platform.paper.models import PrintedForm
from meindo.platform.paper.numbers import grouped
from meindo.platform.paper.queries import begun_by, case_of, form_to_enter
from meindo.platform.people.models import Person
from meindo.platform.registry.evaluation import ENTRY, Evaluation
from meindo.ui.acting import Request
from meindo.ui.cells import date_text
from meindo.ui.gate import refused, saw, service_view
from meindo.ui.starting import form_of
from meindo.ui.wizard import begin
from meindo.web.paper_entry import Beginning, NumberForm, uuid_in

PURPOSE = "paper"


@service_view(PURPOSE, shows=Evaluation("paper.enter", msgid("Papierformular erfassen"), ENTRY))
def enter(request: Request) -> HttpResponse:
    """Type the number of a form: a new one is begun, one that is entered already shows its case."""
    if request.viewer.role not in entering_roles():
        return refused(request, "role", sorted(entering_roles()))
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        printed = form.cleaned_data["number"]
        if printed.case_id is None:
            return redirect("paper_begin", printed.uuid)
        case = case_of(request.viewer, printed)
        if case is not None:
            saw(request, [case])
            return redirect("case", case.uuid)
        form.add_error("number", _already(printed))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "web/paper_enter.html", {"form": form}, status=status)


def _already(printed: PrintedForm) -> str:
    """What somebody reads who may not see the case: that it is done, and whom to ask."""
    text = _(
        "Dieses Formular ist schon erfasst, eingegangen am {day}. Den Vorgang sieht hier nur, wer ihn erfasst hat. "
        "Bitte fragen Sie die zuständige Stelle oder die Person, um die es geht."
    )
    return text.format(day=date_text(printed.received_on) if printed.received_on else "")


@service_view(PURPOSE, shows=Evaluation("paper.form", msgid("Ein Papierformular einer Person"), ENTRY))
def begin_form(request: Request, uuid: UUID) -> HttpResponse:
    """Whose form it is, when it came in, to which case it belongs; then the wizard begins."""
    printed = form_to_enter(uuid)
    role = entering(printed.service)
    if role is None or request.viewer.role != role.key:
        return refused(request, "role", [role.key] if role else [])
    if printed.case_id is not None:
        return redirect("paper_enter")
    wizard = form_of(printed.service, printed.form)
    begun = begun_by(request.viewer, printed)
    if begun is not None:
        return begin(request, wizard, begun)
    beginning = Beginning(request.viewer, printed, wizard)
    person = beginning.person(uuid_in(request.GET.get("person", "")))
    if person is not None:
        request.seen.add((person.pk, 0))
        return _begin(request, beginning, person)
    return _choose(request, beginning)


def _choose(request: Request, beginning: Beginning) -> HttpResponse:
    """A form without a name: the person is looked for; one for somebody out of reach: a sentence."""
    text = request.GET.get("q", "").strip()[:100]
    return render(request, "web/paper_person.html", _shown(beginning) | {"q": text, "places": beginning.found(text)})


def _begin(request: Request, beginning: Beginning, person: Person) -> HttpResponse:
    matters = beginning.matters(person)
    form = beginning.form(request.POST if request.method == "POST" else None, matters)
    is_homeless = beginning.wizard.paper.matters is not None and not matters
    if form.is_bound and form.is_valid() and not is_homeless:
        try:
            return begin(request, beginning.wizard, beginning.draft(person, form.cleaned_data, matters))
        except PaperRefused as problem:
            form.add_error("received", _(str(problem)))
    context = _shown(beginning) | {"form": form, "person": person, "is_homeless": is_homeless}
    return render(request, "web/paper_begin.html", context, status=422 if form.is_bound and form.errors else 200)


def _shown(beginning: Beginning) -> dict[str, Any]:
    printed = beginning.printed
    return {"printed": printed, "number": grouped(printed.number), "title": beginning.wizard.paper.title}
