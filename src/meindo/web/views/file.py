"""The own file: letters and messages."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.access.viewer import visible
from meindo.platform.cases.models import Case
from meindo.platform.clock import BERLIN
from meindo.platform.files.commands import mark_opened
from meindo.platform.files.models import Document
from meindo.platform.files.queries import content_of, documents_of
from meindo.platform.files.queries import document as document_of
from meindo.platform.notify.commands import mark_read
from meindo.platform.notify.queries import messages_of, unread_of
from meindo.platform.people.queries import names_erased_at
from meindo.platform.people.queries_externals import answers_for_somebody
from meindo.platform.registry.evaluation import EXPORT, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.cells import date_text
from meindo.ui.gate import service_view


@service_view("portal")
def file(request: Request) -> HttpResponse:
    """The own letters, latest first, and unread messages."""
    rows = documents_of(request.viewer)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    news = messages_of(request.viewer.person_id)[:20]
    sponsors = answers_for_somebody(request.viewer.person_id, request.viewer.day)
    return render(request, "web/file.html", {"page": page, "news": news, "sponsors": sponsors})


def _opened(request: Request, uuid: UUID) -> tuple[Document, Case | None]:
    """An own letter, or one of a case that the viewer may see, with its case as far as the viewer sees it."""
    found = document_of(uuid)
    cases = visible(request.viewer, Case).filter(pk=found.case_id or 0)
    if found.person_id == request.viewer.person_id:
        return found, cases.first()
    case = cases.get()
    request.seen.add((found.person_id, case.pk))
    return found, case


@service_view("portal", shows=Evaluation("document", msgid("Ein Schreiben in der Akte"), PAGE))
def document(request: Request, uuid: UUID) -> HttpResponse:
    """What a letter decides and until when one can object, in plain words, before the letter itself."""
    found, case = _opened(request, uuid)
    context = {
        "document": found,
        "case": case,
        "own": found.person_id == request.viewer.person_id,
        "names_an_old_name": _is_older_than_a_name(request, found),
        "day": date_text(found.created_at.astimezone(BERLIN).date()),
    }
    return render(request, "web/letter.html", context)


def _is_older_than_a_name(request: Request, found: Document) -> bool:
    """Told to the person alone: whoever else reads the letter need not know that there was another name."""
    if found.person_id != request.viewer.person_id:
        return False
    erased = names_erased_at(found.person_id)
    return erased is not None and found.created_at < erased


@service_view("portal", shows=Evaluation("document.file", msgid("Ein Schreiben in der Akte als Datei"), EXPORT))
def document_file(request: Request, uuid: UUID) -> HttpResponse:
    """The letter itself; only this counts as opened by the person concerned."""
    found, _case = _opened(request, uuid)
    response = HttpResponse(content_of(found), content_type=found.media_type)
    disposition = "attachment" if "laden" in request.GET else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{found.file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    if found.person_id == request.viewer.person_id:
        mark_opened(found)
    return response


@require_POST
@service_view("portal")
def read_news(request: Request) -> HttpResponse:
    """Mark the own messages as read."""
    ids = unread_of(request.viewer.person_id).values_list("pk", flat=True)
    mark_read(list(ids), request.viewer.person_id)
    return redirect("file" if request.POST.get("next") == "/akte/" else "home")
