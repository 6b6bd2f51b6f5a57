"""Receipts kept for later, and every upload for those who may see it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.cases.commands_attachments import keep_on_shelf, remove_from_shelf
from meindo.platform.cases.queries_attachments import on_shelf, seen_upload, shelf_of
from meindo.platform.files import scanner
from meindo.platform.files.formats import ACCEPT
from meindo.platform.files.models import Document
from meindo.platform.files.queries import page_image, shown_content_of
from meindo.platform.files.refused import Refused
from meindo.platform.registry.evaluation import PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.files import remarks
from meindo.ui.gate import service_view
from meindo.ui.receiving import logged_in, received, takes_files

LONGEST_NOTE = 200
# What somebody handed in never runs as a page of ours, whatever a browser takes it for.
SANDBOX = "sandbox; default-src 'none'"


@takes_files(logged_in)
@service_view("portal", roles=("applicant",))
def shelf(request: Request) -> HttpResponse:
    """Photograph a receipt any time, assign it to a claim later."""
    problems: list[Refused] = []
    if request.method == "POST":
        problems = _kept(request)
        if not problems:
            return redirect("shelf")
    page = Paginator(shelf_of(request.viewer.person_id), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(document, remarks(document)) for document in page.object_list],
        "problems": [problem.message.render(_) for problem in problems],
        "offers_same": any(problem.same for problem in problems),
        "note": request.POST.get("note", ""),
        "accept": ACCEPT,
        "scans": scanner.is_configured(),
    }
    return render(request, "web/shelf.html", context, status=422 if problems else 200)


def _kept(request: Request) -> list[Refused]:
    note = request.POST.get("note", "").replace("\x00", "").strip()[:LONGEST_NOTE]
    problems, files = [], received(request, "files")
    for incoming in files:
        try:
            keep_on_shelf(
                incoming=incoming,
                person=request.acting.person,
                by=request.viewer.actor,
                note=note,
                even_if_same="same" in request.POST,
            )
        except Refused as problem:
            problems.append(problem)
    if not files:
        problems.append(Refused(_("Bitte wählen Sie eine Datei aus oder machen Sie ein Foto.")))
    if len(files) > len(problems):
        messages.success(request, _("Der Beleg ist aufgehoben."))
    return problems


@require_POST
@service_view("portal", roles=("applicant",))
def remove(request: Request, uuid: UUID) -> HttpResponse:
    """Delete an own receipt for good, as long as it belongs to nothing."""
    remove_from_shelf(document=on_shelf(request.viewer, uuid), by=request.viewer.actor)
    messages.success(request, _("Der Beleg ist gelöscht."))
    return redirect("shelf")


def _seen(request: Request, uuid: UUID) -> Document:
    """An upload that the viewer may see; looking at another person's is recorded."""
    document, attachment = seen_upload(request.viewer, uuid)
    if attachment is not None and attachment.case_id is not None:
        request.seen.add((document.person_id, attachment.case_id))
    return document


@service_view("portal", shows=Evaluation("upload", msgid("Ein Beleg eines Vorgangs"), PAGE))
def upload(request: Request, uuid: UUID) -> HttpResponse:
    """The file exactly as it was handed in, to keep or open outside; never as a page of ours."""
    document = _seen(request, uuid)
    try:
        content = shown_content_of(document)
    except PermissionError as problem:
        raise Http404 from problem
    return _untrusted(HttpResponse(content, content_type=document.media_type), document.file_name, download=True)


@service_view("portal", shows=Evaluation("upload.page", msgid("Eine Seite eines Belegs"), PAGE))
def upload_page(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """One page as an image of our own making."""
    image = page_image(_seen(request, uuid), number)
    return _untrusted(HttpResponse(image, content_type="image/jpeg"), f"{number}.jpg", download=False)


def _untrusted(response: HttpResponse, name: str, *, download: bool) -> HttpResponse:
    response["Content-Disposition"] = content_disposition_header(download, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response
