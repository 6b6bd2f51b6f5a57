"""What the office of records does: offer, note an answer, propose, release, let a hold go."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.clock import today
from meindo.platform.registry.evaluation import EXPORT, Evaluation
from meindo.platform.retention import queries
from meindo.platform.retention.commands import RetentionRefused, end_hold, note_answer
from meindo.platform.retention.commands import offer as offer_due
from meindo.platform.retention.commands_runs import drop_run, propose_run, release_run
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.csv_file import csv_response
from meindo.ui.gate import service_view

from .retention import OFFICE, PURPOSE

ROLES = (OFFICE,)
FORMAT = "meindo-offer-1"
COLUMNS = ("number", "process", "unit", "opened", "closed")


def _tried(request: Request, act: Callable[[], object], done: str) -> None:
    """Do it and say so, or say why not."""
    try:
        act()
    except RetentionRefused as problem:
        messages.error(request, _(str(problem)))
    else:
        messages.success(request, done)


def _known(key: str) -> str:
    if key not in {found.key for found in queries.purposes_of_cases()}:
        raise Http404
    return key


@require_POST
@service_view(PURPOSE, roles=ROLES)
def let_go(request: Request, uuid: UUID) -> HttpResponse:
    """End a hold."""
    hold = queries.active_holds(today()).get(uuid=uuid)
    end_hold(hold, by=request.viewer.actor)
    messages.success(request, _("Die Fristen gelten wieder."))
    return redirect("retention")


@require_POST
@service_view(PURPOSE, roles=ROLES)
def offer(request: Request, key: str) -> HttpResponse:
    """Make a list for the archive."""
    purpose, by = _known(key), request.viewer.actor
    _tried(
        request, lambda: offer_due(purpose=purpose, by=by), _("Die Liste ist fertig. Bitte geben Sie sie dem Archiv.")
    )
    return redirect("retention_purpose", purpose)


@service_view(PURPOSE, roles=ROLES, shows=Evaluation("retention.offer", msgid("Die Liste für das Archiv"), EXPORT))
def offer_file(request: Request, uuid: UUID, kind: str) -> HttpResponse:
    """The list as the archive reads it: CSV for people, JSON for programs; nobody's name is in it."""
    found = queries.offers().get(uuid=uuid)
    rows = queries.offered_rows(found)
    name = f"anbietung-{found.offered_on}-{found.pk}"
    if kind == "csv":
        return csv_response(f"{name}.csv", [COLUMNS, *(tuple(row.values()) for row in rows)])
    if kind != "json":
        raise Http404
    content = {"format": FORMAT, "purpose": found.purpose, "offered_on": found.offered_on.isoformat(), "cases": rows}
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@require_POST
@service_view(PURPOSE, roles=ROLES)
def answer(request: Request, uuid: UUID) -> HttpResponse:
    """Note what the archive said."""
    found = queries.offers().get(uuid=uuid)
    said = request.POST.get("answer", "")
    _tried(request, lambda: note_answer(found, said, by=request.viewer.actor), _("Die Antwort ist festgehalten."))
    return redirect("retention_purpose", found.purpose)


@require_POST
@service_view(PURPOSE, roles=ROLES, fresh=Fresh.ALWAYS)
def propose(request: Request, key: str) -> HttpResponse:
    """First of two."""
    purpose, by = _known(key), request.viewer.actor
    _tried(
        request, lambda: propose_run(purpose=purpose, by=by), _("Vorgeschlagen. Jetzt gibt eine zweite Person frei.")
    )
    return redirect("retention_purpose", purpose)


@require_POST
@service_view(PURPOSE, roles=ROLES, fresh=Fresh.ALWAYS)
def act(request: Request, uuid: UUID) -> HttpResponse:
    """Second of two, or withdraw the proposal."""
    run, by = queries.runs().get(uuid=uuid), request.viewer.actor
    if "drop" in request.POST:
        _tried(request, lambda: drop_run(run, by=by), _("Der Vorschlag ist zurückgezogen. Es wird nichts gelöscht."))
    else:
        _tried(request, lambda: release_run(run, by=by), _("Freigegeben. Die Löschung läuft im Hintergrund."))
    return redirect("retention_run", run.uuid)
