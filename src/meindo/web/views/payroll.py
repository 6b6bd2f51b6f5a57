"""The office of payroll: hand lines over, take receipts in, see what is not accepted yet."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.payroll import commands, queries
from meindo.platform.payroll.files import NotWhole, content_of, manifest_of
from meindo.platform.payroll.profile import NEUTRAL, PROFILES, NotExpressible
from meindo.platform.registry.evaluation import EXPORT, LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.cells import NBSP
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.ui.receiving import logged_in, received, takes_files

ROLES = ("payroll_office",)
LARGEST_RECEIPT = 5_000_000
MOST_PROBLEMS = 20  # named on the page


@service_view("payroll.export", roles=ROLES, shows=Evaluation("payroll", msgid("Zahlungen und Läufe"), LIST))
def payroll(request: Request) -> HttpResponse:
    """Waiting lines, runs, lines of which nobody knows yet that they were paid."""
    lines = queries.not_accepted().select_related("run", "person")
    page = Paginator(lines, 50).get_page(request.GET.get("page"))
    request.seen |= {(line.person_id, line.case_id) for line in page.object_list}
    context = {
        "waiting": queries.waiting_count(),
        "later": queries.later_count(),
        "runs": queries.latest_runs(),
        "page": page,
        "forms": [form for form in PROFILES.values() if form is not NEUTRAL],
    }
    return render(request, "web/payroll.html", context)


@require_POST
@service_view("payroll.export", roles=ROLES, fresh=Fresh.ALWAYS)
def export(request: Request) -> HttpResponse:
    """Put all waiting lines into one run."""
    run = commands.export_lines(request.viewer.actor)
    if run is None:
        messages.error(request, _("Gerade wartet keine Zahlung auf die Übergabe."))
    else:
        text = _("Lauf {number} ist übergeben. Zahlungen: {count}. Summe: {total}.")
        total = f"{number_format(run.total_eur, decimal_pos=2, use_l10n=True, force_grouping=True)}{NBSP}€"
        messages.success(request, text.format(number=run.number, count=run.line_count, total=total))
    return redirect("payroll")


@service_view(
    "payroll.export",
    roles=ROLES,
    fresh=Fresh.ALWAYS,
    shows=Evaluation("payroll.file", msgid("Zahlungen für die Entgeltabrechnung"), EXPORT),
)
def run_file(request: Request, number: int, kind: str) -> HttpResponse:
    """The file of a run in one of its forms, or the manifest of the neutral one; the same bytes every time. Gone for
    good once lines of the run were erased.
    """
    run = queries.run_numbered(number)
    form = NEUTRAL if kind in {"datei", "manifest"} else PROFILES.get(kind)
    if form is None:
        raise Http404
    try:
        if kind == "manifest":
            return _download(manifest_of(run), f"{NEUTRAL.file_name(run)}.manifest.json", "application/json")
        return _download(content_of(run, form), form.file_name(run), form.media_type)
    except NotWhole:
        return render(request, "web/error.html", {"kind": "run_gone"}, status=410)
    except NotExpressible as problem:
        text = _("Lauf {number} passt nicht in die Form {form}. {problem}")
        messages.error(request, text.format(number=number, form=form.label, problem=problem))
        return redirect("payroll")


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@takes_files(logged_in)
@require_POST
@service_view("payroll.export", roles=ROLES)
def receipt(request: Request) -> HttpResponse:
    """Take payroll's answer in; bad rows are named, the good ones count."""
    content = b"".join(file.content for file in received(request, "receipt")[:1] if not file.cut)
    if not content or len(content) > LARGEST_RECEIPT:
        messages.error(request, _("Bitte wählen Sie eine Rückmeldedatei (CSV, höchstens 5 MB)."))
        return redirect("payroll")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        messages.error(request, _("Die Datei ist nicht in UTF-8 gespeichert."))
        return redirect("payroll")
    report = commands.import_receipt(text, request.viewer.actor)
    summary = _("{accepted} übernommen, {rejected} zurückgewiesen.")
    if report.accepted or report.rejected or not report.problems:
        messages.success(request, summary.format(accepted=report.accepted, rejected=report.rejected))
    for problem in report.problems[:MOST_PROBLEMS]:
        messages.error(request, problem)
    if len(report.problems) > MOST_PROBLEMS:
        more = len(report.problems) - MOST_PROBLEMS
        messages.error(request, _("Und {count} weitere Zeilen mit Fehlern.").format(count=more))
    return redirect("payroll")
