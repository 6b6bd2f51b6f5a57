"""The figures of a year for the report, as a page and as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.platform.registry.evaluation import EXPORT, REPORT, Evaluation
from meindo.ui.acting import Request
from meindo.ui.csv_file import csv_response
from meindo.ui.gate import service_view

from .figures import LEAST, Group, TripFact, grouped
from .process import TRAVEL_OFFICE, TRIP
from .purposes import SETTLE
from .queries_figures import trip_facts
from .show import means_label

ROLES = (TRAVEL_OFFICE.key,)
YEARS = 3


@dataclass(frozen=True)
class Table:
    """One way to group the trips of a year."""

    title: str
    rows: list[tuple[str, Group]]


def tables_of(facts: list[TripFact]) -> list[Table]:
    """The trips by month, department, state and means of transport."""
    steps = {step.key: str(step.label) for step in TRIP.steps}
    ways: list[tuple[str, Callable[[TripFact], str], Callable[[str], str]]] = [
        (_("Monat des Beginns"), lambda fact: f"{fact.month:02d}", lambda key: str(MONTHS[int(key)])),
        (_("Fachbereich"), lambda fact: fact.department, lambda key: key or _("ohne Fachbereich")),
        (_("Stand"), lambda fact: fact.step, lambda key: _(steps.get(key, key))),
        (_("Verkehrsmittel"), lambda fact: fact.means, lambda key: means_label(key) or _("ohne Angabe")),
    ]
    return [
        Table(title, [(", ".join(map(words, group.keys)), group) for group in grouped(facts, key)])
        for title, key, words in ways
    ]


def _year(request: Request) -> int:
    """The year asked for, one of the last ones; this year for everything else."""
    text = request.GET.get("jahr", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    return year if year in _years(request) else request.viewer.day.year


def _years(request: Request) -> list[int]:
    return [request.viewer.day.year - back for back in range(YEARS)]


@service_view(
    SETTLE.key,
    roles=ROLES,
    shows=Evaluation("dienstreise.figures", msgid("Bericht über Dienstreisen eines Jahres"), REPORT, least=LEAST),
)
def figures(request: Request) -> HttpResponse:
    """The tables of a year."""
    year = _year(request)
    context: dict[str, Any] = {
        "year": year,
        "years": _years(request),
        "tables": tables_of(trip_facts(request.viewer, year)),
        "least": LEAST,
    }
    return render(request, "dienstreise/figures.html", context)


@service_view(
    SETTLE.key,
    roles=ROLES,
    shows=Evaluation("dienstreise.figures_file", msgid("Bericht über Dienstreisen als Datei"), EXPORT, least=LEAST),
)
def figures_file(request: Request) -> HttpResponse:
    """The same as a file."""
    year = _year(request)
    rows: list[list[object]] = [[_("Gruppierung"), _("Gruppe"), _("Reisen"), _("Betrag in Euro")]]
    for table in tables_of(trip_facts(request.viewer, year)):
        rows += [[table.title, label, group.trips, group.amount_eur] for label, group in table.rows]
    return csv_response(f"dienstreisen-{year}.csv", rows)
