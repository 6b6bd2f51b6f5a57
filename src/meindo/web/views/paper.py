"""The paper way: print a form under a number of its own, see what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.paper.commands import reserve_number
from meindo.platform.paper.models import PrintedForm
from meindo.platform.paper.numbers import grouped
from meindo.platform.paper.queries import printed_by
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.evaluation import EXPORT, LIST, Evaluation
from meindo.platform.registry.service import Service
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.ui.paper import form_data
from meindo.ui.starting import form_of

PURPOSE = "paper"
MOST = 20


@service_view(PURPOSE, shows=Evaluation("paper.printed", msgid("Formulare, die man gedruckt hat"), LIST))
def forms(request: Request, key: str) -> HttpResponse:
    """The forms of a service, each to be printed with the own name or blank; below, what was printed so far."""
    declared = _declared(key)
    context = {
        "service": declared,
        "title": _(declared.paper_twin.title),
        "send_to": _(declared.paper_twin.send_to),
        "help": _(declared.paper_twin.help),
        "forms": [(form.key, form_of(key, form.key).paper) for form in declared.paper_twin.forms],
        "day": request.viewer.day,
        "rows": [_row(request, printed) for printed in printed_by(request.viewer, key)[:MOST]],
    }
    return render(request, "web/paper_forms.html", context)


def _declared(key: str) -> Service:
    found = next((entry for entry in services() if entry.key == key), None)
    if found is None:
        raise Http404
    return found


def _row(request: Request, printed: PrintedForm) -> dict[str, object]:
    """A printed form as its printer sees it: the case only when it is their own."""
    own = printed.case if printed.case and printed.case.person_id == request.viewer.person_id else None
    return {
        "printed": printed,
        "number": grouped(printed.number),
        "title": form_of(printed.service, printed.form).paper.title,
        "case": own,
    }


@require_POST
@service_view(PURPOSE)
def print_form(request: Request, key: str, form: str) -> HttpResponse:
    """Reserve a number for a form; the file itself can be fetched as often as it is needed."""
    _declared(key)
    try:
        form_of(key, form)
    except KeyError as problem:
        raise Http404 from problem
    viewer = request.viewer
    person = None if "blank" in request.POST else viewer.person_id
    printed = reserve_number(service=key, form=form, person=person, by=viewer.actor)
    text = _("Das Formular hat die Nummer {number}. Öffnen Sie jetzt die PDF-Datei und drucken Sie sie.")
    messages.success(request, text.format(number=grouped(printed.number)))
    return redirect("paper_forms", key)


@service_view(PURPOSE, shows=Evaluation("paper.file", msgid("Ein gedrucktes Formular"), EXPORT))
def form_file(request: Request, uuid: UUID) -> HttpResponse:
    """The printed form as a PDF file, the same bytes each time; only for who printed it."""
    from meindo.platform.letters.render import render_form  # noqa: PLC0415 (loads the typesetter where it is used)

    printed = printed_by(request.viewer).get(uuid=uuid)
    content = render_form(form_data(form_of(printed.service, printed.form), printed), created_at=printed.printed_at)
    name = f"{printed.form}-{grouped(printed.number)}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
