"""Bundles: up to 25 unremarkable cases on one page, each readable in its row, decided together but each for itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meindo.kernel.message import mark as msgid
from meindo.platform.cases import catalogue
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move
from meindo.platform.registry.catalogue import service
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.casepage import explain
from meindo.ui.confirming import Fresh
from meindo.ui.gate import saw, service_view
from meindo.ui.worklist import worklist

MOST = 25


def quick_move(case: Case, role: str) -> Move | None:
    """The move that may be made from a row, without opening the case."""
    moves = catalogue.process_of(case.process, case.version).moves_from(case.step)
    return next((move for move in moves if move.in_row and move.by.key == role), None)


def rows_of(request: Request) -> list[dict[str, Any]]:
    """The first unremarkable cases that wait for the role, with what services know about them."""
    waiting = worklist(request.viewer, {"look": "no"}).select_related("person")[: 2 * MOST]
    cases = [case for case in waiting if quick_move(case, request.viewer.role) is not None]
    notes, facts = _known(cases, "row_notes"), _known(cases, "row_facts")
    plain = [case for case in cases if case.pk not in notes][:MOST]
    return [{"case": case, "why": case.summary.get("why", ""), "facts": facts.get(case.pk, [])} for case in plain]


def _known(cases: list[Case], what: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key in sorted({case.service for case in cases}):
        known = getattr(service(key), what)
        if known is not None:
            found |= known([case for case in cases if case.service == key])
    return found


@service_view(
    "cases.inbox",
    fresh=Fresh.DECISIONS,
    shows=Evaluation("bundle", msgid("Mehrere Vorgänge auf einmal entscheiden"), LIST),
)
def bundle(request: Request) -> HttpResponse:
    """Read the rows, take out what should wait, decide the rest with one button."""
    if request.viewer.role == "applicant":
        return redirect("inbox")
    if request.method == "POST":
        _decide(request)
        return redirect("bundle")
    rows = rows_of(request)
    saw(request, [row["case"] for row in rows])
    labels = {_(move.label) for row in rows if (move := quick_move(row["case"], request.viewer.role)) is not None}
    return render(request, "web/bundle.html", {"rows": rows, "labels": sorted(labels)})


def _decide(request: Request) -> None:
    """Each case in its own transaction, by the revision that was read; what changed meanwhile is named, not decided."""
    chosen = dict(entry.rpartition(":")[::2] for entry in request.POST.getlist("case")[:MOST])
    offered = {str(row["case"].uuid): row["case"] for row in rows_of(request)}
    done = 0
    for uuid, revision in chosen.items():
        case = offered.get(uuid)
        if case is None or str(case.revision) != revision:
            messages.error(request, _("Ein Vorgang hat sich inzwischen geändert und blieb liegen."))
            continue
        saw(request, [case])
        done += _decide_one(request, case)
    if done:
        text = ngettext("{n} Vorgang ist erledigt.", "{n} Vorgänge sind erledigt.", done)
        messages.success(request, text.format(n=done))
    elif not chosen:
        messages.error(request, _("Es war kein Vorgang angekreuzt."))


def _decide_one(request: Request, case: Case) -> bool:
    move = quick_move(case, request.viewer.role)
    assert move is not None  # noqa: S101 (only such cases are offered)
    try:
        service(case.service).decide(
            case=case, move_name=move.key, by=request.viewer.actor, revision=case.revision, reason="", amount_eur=None
        )
    except MoveRefused as problem:
        messages.error(request, f"{case.number}: {explain(problem.reason)}")
        return False
    return True
