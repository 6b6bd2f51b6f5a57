"""The office of payroll: hand lines over, take receipts in, see what is not accepted yet."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.platform.payroll import commands, profile, queries
from meindo.platform.payroll.files import content_of
from meindo.ui.acting import Request
from meindo.ui.gate import service_view

ROLES = ("payroll_office",)
LARGEST_RECEIPT = 5_000_000


@service_view("payroll.export", roles=ROLES)
def payroll(request: Request) -> HttpResponse:
    """Waiting lines, runs, lines without an answer."""
    lines = queries.unanswered().select_related("run", "person")
    page = Paginator(lines, 50).get_page(request.GET.get("page"))
    request.seen |= {(line.person_id, line.case_id) for line in page.object_list}
    context = {
        "waiting": queries.waiting_count(),
        "runs": queries.latest_runs(),
        "page": page,
    }
    return render(request, "web/payroll.html", context)


@require_POST
@service_view("payroll.export", roles=ROLES)
def export(request: Request) -> HttpResponse:
    """Put all waiting lines into one run."""
    run = commands.export_lines(request.viewer.actor)
    if run is None:
        messages.error(request, _("Gerade wartet keine Zahlung auf die Übergabe."))
    else:
        text = _("Lauf {number}: {count} Zahlungen, Summe {total} €.")
        messages.success(request, text.format(number=run.number, count=run.line_count, total=run.total_eur))
    return redirect("payroll")


@service_view("payroll.export", roles=ROLES)
def run_file(request: Request, number: int, kind: str) -> HttpResponse:
    """The file of a run, or its manifest; the same bytes every time."""
    run = queries.run_numbered(number)
    name = profile.file_name(run)
    manifest = kind == "manifest"
    content = profile.manifest(run) if manifest else content_of(run)
    response = HttpResponse(content, content_type="application/json" if manifest else "text/csv; charset=utf-8")
    full = f"{name}.manifest.json" if manifest else name
    response["Content-Disposition"] = f'attachment; filename="{full}"'
    return response


@require_POST
@service_view("payroll.export", roles=ROLES)
def receipt(request: Request) -> HttpResponse:
    """Take payroll's answer in; bad rows are named, the good ones count."""
    file = request.FILES.get("receipt")
    if file is None or not file.size or file.size > LARGEST_RECEIPT:
        messages.error(request, _("Bitte wählen Sie eine Rückmeldedatei (CSV, höchstens 5 MB)."))
        return redirect("payroll")
    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        messages.error(request, _("Die Datei ist nicht in UTF-8 gespeichert."))
        return redirect("payroll")
    report = commands.import_receipt(text, request.viewer.actor)
    summary = _("{accepted} übernommen, {rejected} zurückgewiesen.")
    messages.success(request, summary.format(accepted=report.accepted, rejected=report.rejected))
    for problem in report.problems[:20]:
        messages.error(request, problem)
    return redirect("payroll")
