"""Pages of the room: what waits, one matter, promises."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.cases import drafts
from meindo.platform.cases.queries import case_for
from meindo.platform.files.queries import shown_content_of
from meindo.platform.registry.evaluation import EXPORT, LIST, PAGE, Evaluation
from meindo.ui import casepage
from meindo.ui.acting import Request
from meindo.ui.gate import saw, service_view
from meindo.ui.starting import start_page
from meindo.ui.wizard import begin

from . import commands, queries, room
from .bodies import BODIES, OFFICE
from .forms import SUBJECT, DoneForm, PromiseForm
from .letters import resolution
from .process import KEY
from .purposes import TAKE_PART
from .subjects import Subject
from .wizards import ABOUT, BRING, KIND

SANDBOX = "sandbox; default-src 'none'"
TAKES_PART = (OFFICE, *BODIES)


@service_view(TAKE_PART.key, shows=Evaluation("beteiligung.room", msgid("Vorlagen an Personalvertretungen"), LIST))
def home(request: Request) -> HttpResponse:
    """What waits in the room; who has no part in it reads who speaks for them."""
    role = request.viewer.role
    if role not in TAKES_PART:
        return render(request, "beteiligung/about.html", {"bodies": room.bodies_with_people(request.viewer.day)})
    parts = list(queries.parts_of(request.viewer)[:50])
    saw(request, [part.case for part in parts])
    request.seen |= {(part.item.about_id, part.case_id) for part in parts if part.item.about_id}
    context: dict[str, Any] = {
        "waiting": [room.row(part) for part in parts if part.case.is_open],
        "ended": [room.row(part) for part in parts if not part.case.is_open],
        "promises": list(queries.open_promises(request.viewer)[:50]),
        "today": request.viewer.day,
        "is_office": role == OFFICE,
    }
    if role == OFFICE:
        context["drafts"] = drafts.drafts_of(request.viewer, KEY)
    return render(request, "beteiligung/home.html", context)


@service_view(
    TAKE_PART.key, roles=BRING.roles, shows=Evaluation("beteiligung.choose", msgid("Was vorgelegt werden kann"), LIST)
)
def choose(request: Request) -> HttpResponse:
    """What waits for participation, and what else can be brought forward."""
    return render(request, "beteiligung/choose.html", {"groups": room.groups(request.viewer)})


@service_view(TAKE_PART.key, roles=BRING.roles)
def new(request: Request) -> HttpResponse:
    """Bring something forward that is no thing of the program."""
    return start_page(BRING, request, {})


@require_POST
@service_view(TAKE_PART.key, roles=BRING.roles)
def bring(request: Request) -> HttpResponse:
    """Begin with a thing of the program: what is known of it stands in the form already."""
    subject = room.subject_named(request.viewer, request.POST.get("subject", ""))
    if subject is None:
        messages.error(request, _("Dazu gibt es nichts vorzulegen. Bitte laden Sie die Seite neu."))
        return redirect("beteiligung_choose")
    draft = drafts.start_draft(
        person_id=request.viewer.person_id,
        service=KEY,
        form=BRING.key,
        title=BRING.draft_title({"title": subject.title}),
        data=_known(subject),
    )
    return begin(request, BRING, draft)


def _known(subject: Subject) -> dict[str, Any]:
    return {
        SUBJECT: subject.key,
        KIND: subject.kind,
        ABOUT: subject.about,
        "title": subject.title,
        "text": subject.text,
        "bodies": list(subject.bodies),
    }


@service_view(TAKE_PART.key, shows=Evaluation("beteiligung.case", msgid("Eine Vorlage"), PAGE))
def case(request: Request, uuid: UUID) -> HttpResponse:
    """One matter: what is intended, its papers, what was said, what was promised."""
    found = case_for(request.viewer, uuid)
    part = queries.part_of(found)
    saw(request, [found])
    if part.item.about_id:
        request.seen.add((part.item.about_id, found.pk))
    context = casepage.context(request, found) | room.page(request.viewer, part, found)
    return render(request, "beteiligung/case.html", context)


@service_view(
    TAKE_PART.key,
    roles=TAKES_PART,
    shows=Evaluation("beteiligung.paper", msgid("Eine Unterlage zu einer Vorlage"), EXPORT),
)
def paper(request: Request, uuid: UUID, document: UUID) -> HttpResponse:
    """A paper of the matter, for each body that was asked about it; to keep, never as a page of ours."""
    found = case_for(request.viewer, uuid)
    papers = queries.papers_of(queries.part_of(found).item_id)
    row = next((row for row in papers if row.document.uuid == document), None)
    if row is None:
        raise Http404
    saw(request, [found])
    response = HttpResponse(shown_content_of(row.document), content_type=row.document.media_type)
    response["Content-Disposition"] = content_disposition_header(True, row.document.file_name) or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    return response


@service_view(
    TAKE_PART.key,
    roles=TAKES_PART,
    shows=Evaluation("beteiligung.resolution", msgid("Der Beschluss zu einer Vorlage"), EXPORT),
)
def decision_file(request: Request, uuid: UUID) -> HttpResponse:
    """The resolution of the body as PDF."""
    found = case_for(request.viewer, uuid)
    saw(request, [found])
    try:
        content = resolution(queries.part_of(found))
    except LookupError as problem:
        raise Http404 from problem
    return pdf(content, f"beschluss-{found.number}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to be opened in the browser."""
    headers = {"Content-Disposition": content_disposition_header(False, name) or "inline"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_POST
@service_view(TAKE_PART.key, roles=TAKES_PART)
def promise(request: Request, uuid: UUID) -> HttpResponse:
    """Note what was promised: either side does it, both read it."""
    found = case_for(request.viewer, uuid)
    form = PromiseForm(request.POST)
    if form.is_valid():
        commands.promise(part=queries.part_of(found), by=request.viewer.actor, **form.cleaned_data)
        messages.success(request, _("Die Zusage ist notiert."))
        return redirect("beteiligung_case", found.uuid)
    part = queries.part_of(found)
    context = casepage.context(request, found) | room.page(request.viewer, part, found) | {"promise_form": form}
    return render(request, "beteiligung/case.html", context, status=422)


@require_POST
@service_view(TAKE_PART.key, roles=(OFFICE,))
def done(request: Request, uuid: UUID) -> HttpResponse:
    """What was promised is done; how is said in words."""
    found = queries.promise_of(request.viewer, uuid)
    form = DoneForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Bitte sagen Sie, wie die Zusage erfüllt wurde."))
        return redirect("beteiligung_case", found.part.case.uuid)
    try:
        commands.keep_promise(promise=found, note=form.cleaned_data["note"], by=request.viewer.actor)
        messages.success(request, _("Die Zusage ist erledigt."))
    except commands.AlreadyDone:
        messages.error(request, _("Diese Zusage ist schon erledigt."))
    return redirect("beteiligung_case", found.part.case.uuid)
