"""The access of the own team, as a list and as a file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.platform.registry.evaluation import EXPORT, Evaluation
from meindo.ui.acting import Request
from meindo.ui.cells import date_text
from meindo.ui.csv_file import csv_response
from meindo.ui.gate import service_view

from . import show
from .purposes import REQUESTING
from .queries_team import members, team_of

ROLES = ("line_manager",)
PAGE_SIZE, FILE_SIZE = 20, 500


@service_view(
    REQUESTING.key, roles=ROLES, shows=Evaluation("berechtigungen.team", msgid("Zugänge der eigenen Beschäftigten"))
)
def team(request: Request) -> HttpResponse:
    """Everybody for whom the viewer decides, with rights, reasons and what can be given back."""
    text = request.GET.get("q", "")[:100]
    page = Paginator(team_of(request.viewer.person_id, text), PAGE_SIZE).get_page(request.GET.get("page"))
    found = members(page.object_list)
    request.seen |= {(member.place.person_id, 0) for member in found}
    rows = [(member, [(grant, show.grant_text(grant)) for grant in member.grants]) for member in found]
    return render(request, "identity/requests/team.html", {"page": page, "rows": rows, "q": text})


@service_view(
    REQUESTING.key,
    roles=ROLES,
    shows=Evaluation("berechtigungen.team_file", msgid("Zugänge der eigenen Beschäftigten"), EXPORT),
)
def team_file(request: Request) -> HttpResponse:
    """The same as a file: one line for each right."""
    text = request.GET.get("q", "")[:100]
    found = members(team_of(request.viewer.person_id, text)[:FILE_SIZE])
    request.seen |= {(member.place.person_id, 0) for member in found}
    head = [_("Name"), _("Organisationseinheit"), _("Anwendung"), _("Recht"), _("ruht"), _("Gründe"), _("bis")]
    lines: list[list[Any]] = [head]
    for member in found:
        for right in member.rights:
            until = date_text(right.until) if right.until else ""
            person = [member.place.person.display_name, str(member.place.unit)]
            rests = _("ja") if right.rests else ""
            lines.append([*person, right.application, right.label, rests, " ".join(right.why), until])
    return csv_response("zugaenge-team.csv", lines)
