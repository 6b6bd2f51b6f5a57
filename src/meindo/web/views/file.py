"""The own file: letters and messages."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from meindo.platform.access.viewer import visible
from meindo.platform.cases.models import Case
from meindo.platform.files.commands import mark_opened
from meindo.platform.files.models import Document
from meindo.platform.files.queries import content_of
from meindo.platform.notify.commands import mark_read
from meindo.platform.notify.models import Notification
from meindo.ui.acting import Request
from meindo.ui.gate import service_view


@service_view("portal")
def file(request: Request) -> HttpResponse:
    """The own letters, latest first, and unread messages."""
    rows = visible(request.viewer, Document).order_by("-created_at")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    news = Notification.objects.filter(person_id=request.viewer.person_id).order_by("-created_at")[:20]
    return render(request, "web/file.html", {"page": page, "news": news})


@service_view("portal")
def document(request: Request, uuid: UUID) -> HttpResponse:
    """A letter as a file; own ones, and those of a case that the viewer may see."""
    found = Document.objects.filter(uuid=uuid).get()
    own = found.person_id == request.viewer.person_id
    if not own:
        visible(request.viewer, Case).get(pk=found.case_id or 0)
        request.seen.add((found.person_id, found.case_id or 0))
    response = HttpResponse(content_of(found), content_type=found.media_type)
    disposition = "attachment" if "laden" in request.GET else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{found.file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    if own:
        mark_opened(found)
    return response


@require_POST
@service_view("portal")
def read_news(request: Request) -> HttpResponse:
    """Mark the own messages as read."""
    ids = Notification.objects.filter(person_id=request.viewer.person_id, read_at=None).values_list("pk", flat=True)
    mark_read(list(ids), request.viewer.person_id)
    return redirect("file" if request.POST.get("next") == "/akte/" else "home")
