"""The page of budgets for the travel office: figures of a year, entered by hand or by file, given out as a file."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.kernel.period import Period
from meindo.platform.clock import FOREVER
from meindo.platform.registry.evaluation import EXPORT, REPORT, Evaluation
from meindo.ui.acting import Request
from meindo.ui.csv_file import csv_response
from meindo.ui.gate import service_view
from meindo.ui.receiving import logged_in, received, takes_files

from . import commands_budget, queries_budget
from .commands_budget import Report
from .forms_budget import BudgetForm, CostCentreForm
from .process import TRAVEL_OFFICE
from .purposes import BUDGET

ROLES = (TRAVEL_OFFICE.key,)
LARGEST = 2_000_000
SHOWN_PROBLEMS = 20


def _year(request: Request) -> int:
    text, year = request.GET.get("jahr", ""), request.viewer.day.year
    asked = int(text) if text.isdecimal() and len(text) == 4 else year
    return asked if asked in _years(request) else year


def _years(request: Request) -> list[int]:
    return [request.viewer.day.year + shift for shift in (1, 0, -1, -2)]


@service_view(
    BUDGET.key, roles=ROLES, shows=Evaluation("dienstreise.budgets", msgid("Reisebudgets nach Kostenstelle"), REPORT)
)
def budgets(request: Request) -> HttpResponse:
    """The figures of a year, and the form that enters a budget."""
    form = BudgetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        commands_budget.set_budget(
            code=data["code"], year=data["year"], amount_eur=data["amount"], by=request.viewer.actor
        )
        messages.success(request, _("Das Budget ist eingetragen."))
        return redirect(f"{request.path}?jahr={data['year']}")
    year = _year(request)
    context: dict[str, Any] = {
        "year": year,
        "years": _years(request),
        "rows": queries_budget.figures_of_year(year),
        "centres": queries_budget.cost_centres(request.viewer.day),
        "earlier": queries_budget.budgets_before(year)[:50],
        "form": form,
    }
    return render(request, "dienstreise/budgets.html", context, status=422 if form.is_bound else 200)


@service_view(BUDGET.key, roles=ROLES)
def cost_centre(request: Request) -> HttpResponse:
    """Say where a unit books its trips, or that it has no cost centre of its own any more."""
    form = CostCentreForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        written = commands_budget.set_cost_centre(
            unit_code=data["unit"],
            function=data["function"],
            code=data["code"] if data["way"] == "set" else "",
            days=Period(data["start"], data["end"] + timedelta(days=1) if data["end"] else FOREVER),
            by=request.viewer.actor,
        )
        messages.success(request, _("Die Kostenstelle ist eingetragen.") if written else _("Das galt schon."))
        return redirect("dienstreise_budgets")
    context = {"form": form, "centres": queries_budget.cost_centres(request.viewer.day)}
    return render(request, "dienstreise/cost_centre.html", context, status=422 if form.is_bound else 200)


@service_view(
    BUDGET.key,
    roles=ROLES,
    shows=Evaluation("dienstreise.budgets_file", msgid("Reisebudgets nach Kostenstelle als Datei"), EXPORT),
)
def budgets_file(request: Request) -> HttpResponse:
    """The same figures as a file."""
    year = _year(request)
    head = [_("Kostenstelle"), _("Jahr"), _("Budget"), _("gebunden"), _("ausgegeben"), _("frei")]
    rows: list[list[object]] = [list(head)]
    for row in queries_budget.figures_of_year(year):
        budget, free = ("" if value is None else value for value in (row.budget_eur, row.free_eur))
        rows.append([row.code, row.year, budget, row.committed_eur, row.spent_eur, free])
    return csv_response(f"reisebudget-{year}.csv", rows)


@takes_files(logged_in)
@require_POST
@service_view(BUDGET.key, roles=ROLES)
def take_budgets(request: Request) -> HttpResponse:
    """Budgets from a file."""
    return _taken(request, commands_budget.import_budgets)


@takes_files(logged_in)
@require_POST
@service_view(BUDGET.key, roles=ROLES)
def take_cost_centres(request: Request) -> HttpResponse:
    """Which unit books where, from a file."""
    return _taken(request, commands_budget.import_cost_centres)


def _taken(request: Request, take: Callable[..., Report]) -> HttpResponse:
    file = next((file for file in received(request, "file") if not file.cut), None)
    if file is None or not file.content or len(file.content) > LARGEST:
        messages.error(request, _("Bitte wählen Sie eine CSV-Datei mit höchstens 2 MB."))
        return redirect("dienstreise_budgets")
    report = take(name="Datei", content=file.content, by=request.viewer.actor)
    text = _("{written} Zeilen eingetragen, {same} galten schon.")
    messages.success(request, text.format(written=report.written, same=report.unchanged))
    for problem in report.problems[:SHOWN_PROBLEMS]:
        messages.error(request, str(problem))
    return redirect("dienstreise_budgets")
