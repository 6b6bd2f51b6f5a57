"""Pages of the own pay statements and of questions about them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.platform.cases import catalogue, drafts
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import case_for
from meindo.platform.files.queries import content_of
from meindo.platform.registry.evaluation import PAGE, Evaluation
from meindo.ui import casepage
from meindo.ui.acting import APPLICANT, Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import saw, service_view
from meindo.ui.starting import start_page

from . import commands, queries
from .purposes import ASK, KEEP
from .show import by_employment
from .texts import KEY, KINDS
from .wizards import ASK as ASK_WIZARD


@service_view(KEEP.key, roles=(APPLICANT,))
def statements(request: Request) -> HttpResponse:
    """The own statements of a year, by employment and month; the way to the other years."""
    years = queries.years_of(request.viewer)
    wanted = request.GET.get("jahr", "")
    year = int(wanted) if wanted in map(str, years) else max(years, default=request.viewer.day.year)
    context = {
        "years": years,
        "year": year,
        "jobs": list(by_employment(queries.statements_of(request.viewer, year))),
        "questions": [(case, _step(case)) for case in queries.questions_of(request.viewer)[:20]],
        "drafts": drafts.drafts_of(request.viewer, KEY),
    }
    return render(request, "entgeltnachweis/statements.html", context)


def _step(case: Case) -> str:
    return _(catalogue.process_of(case.process, case.version).step(case.step).label)


@service_view(KEEP.key, roles=(APPLICANT,), fresh=Fresh.AGAIN)
def open_statement(request: Request, uuid: UUID) -> HttpResponse:
    """One own statement as the file that payroll made, after a second look at who it is."""
    found = queries.statement_to_open(request.viewer, uuid)
    document = commands.note_opening(found)
    response = HttpResponse(content_of(document), content_type=document.media_type)
    disposition = "attachment" if "laden" in request.GET else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{document.file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@service_view(ASK.key, roles=ASK_WIZARD.roles)
def new_question(request: Request) -> HttpResponse:
    """Ask about a statement."""
    return start_page(ASK_WIZARD, request, {})


@service_view(ASK.key, shows=Evaluation("entgeltnachweis.case", msgid("Eine Frage zu einem Entgeltnachweis"), PAGE))
def case(request: Request, uuid: UUID) -> HttpResponse:
    """One question: what was asked, what was answered, what can be done."""
    found = case_for(request.viewer, uuid)
    saw(request, [found])
    asked = queries.question_of(found)
    facts: list[tuple[str, Any]] = [
        (_("Worum es geht"), _(KINDS[asked.kind])),
        (_("Monat"), asked.month),
        (_("Personalnummer"), found.employment.personnel_no),
        (_("Was dazu geschrieben wurde"), asked.text),
    ]
    context = casepage.context(request, found) | {"facts": [fact for fact in facts if fact[1]]}
    return render(request, "entgeltnachweis/case.html", context)
