"""Writes of budgets and cost centres: entered on a page or read from a file, superseded, never edited."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError

from meindo.kernel.message import mark as _
from meindo.kernel.period import Period
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.process import Reason
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.importing.cells import BadCell, day
from meindo.platform.people.importing.files import Problem, RawFile, read_content
from meindo.platform.people.queries import units_coded

from .functions import FUNCTIONS
from .models import Budget, CostCentre
from .purposes import BUDGET

CODE = re.compile(r"[0-9A-Za-zÄÖÜäöüß./_-]{1,20}")
AMOUNT = re.compile(r"\d{1,9}([.,]\d{2})?")
BUDGET_COLUMNS = ("kostenstelle", "jahr", "betrag")
CENTRE_COLUMNS = ("einheit", "aufgabe", "kostenstelle", "gueltig_ab")
YEARS = range(2020, 2100)


@dataclass(frozen=True)
class Report:
    """What a file brought: rows that changed something, rows that said what holds already, and what is wrong."""

    written: int
    unchanged: int
    problems: tuple[Problem, ...]


def set_budget(*, code: str, year: int, amount_eur: Decimal, by: Actor) -> bool:
    """Enter how much a cost centre may spend on trips in a year; what was entered before is superseded. False if it
    holds already.
    """
    if not CODE.fullmatch(code) or year not in YEARS or amount_eur < 0:
        raise MoveRefused(Reason(_("Bitte prüfen Sie Kostenstelle, Jahr und Betrag.")))
    with unit_of_work(by, purpose=BUDGET.key) as work:
        return _store(work, code, year, amount_eur)


def _store(work: Work, code: str, year: int, amount_eur: Decimal) -> bool:
    if work.by.person_id is None:
        raise MoveRefused(Reason(_("Ein Budget gibt immer ein Mensch ein.")))
    before = Budget.objects.filter(code=code, year=year, superseded_at__isnull=True)
    if before.filter(amount_eur=amount_eur).exists():
        return False
    before.update(superseded_at=work.at)
    try:
        Budget.objects.create(
            code=code, year=year, amount_eur=amount_eur, recorded_at=work.at, recorded_by_id=work.by.person_id
        )
    except IntegrityError as problem:
        raise MoveRefused(
            Reason(_("Gerade hat jemand dasselbe Budget geändert. Bitte versuchen Sie es noch einmal."))
        ) from problem
    work.record("dienstreise.budget", code, year=year)
    return True


def import_budgets(*, name: str, content: bytes, by: Actor) -> Report:
    """Read budgets from a file; a bad row is named and left out, the others count."""
    raw = read_content(name, content, BUDGET_COLUMNS)
    rows: dict[tuple[str, int], Decimal] = {}
    for number, cells in raw.rows:
        try:
            key, amount = _budget(cells)
        except BadCell as problem:
            raw.refuse(number, f"{problem}.")
            continue
        if key in rows:
            raw.refuse(number, f"{key[0]} steht für {key[1]} schon weiter oben.")
            continue
        rows[key] = amount
    with unit_of_work(by, purpose=BUDGET.key) as work:
        changed = [_store(work, code, year, amount) for (code, year), amount in rows.items()]
    return Report(sum(changed), len(changed) - sum(changed), tuple(sorted(raw.problems)))


def _budget(cells: Mapping[str, str]) -> tuple[tuple[str, int], Decimal]:
    year = cells["jahr"]
    if not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) in YEARS):
        raise BadCell(f"jahr: „{year[:20]}“ ist kein Jahr")
    amount = cells["betrag"].replace(".", "") if "," in cells["betrag"] else cells["betrag"]
    if not AMOUNT.fullmatch(amount):
        raise BadCell(f"betrag: „{cells['betrag']}“ ist kein Betrag (erwartet: 5000 oder 5000,00)")
    return (_code(cells), int(year)), Decimal(amount.replace(",", "."))


def _code(cells: Mapping[str, str]) -> str:
    if not CODE.fullmatch(cells["kostenstelle"]):
        raise BadCell(f"kostenstelle: „{cells['kostenstelle']}“ hat nicht 1 bis 20 Ziffern oder Buchstaben")
    return cells["kostenstelle"]


def import_cost_centres(*, name: str, content: bytes, by: Actor) -> Report:
    """Read which unit books its trips where, from which day on; a bad row is named and left out."""
    raw = read_content(name, content, CENTRE_COLUMNS)
    units = units_coded(cells["einheit"] for _line, cells in raw.rows)
    found = [row for number, cells in raw.rows if (row := _centre(raw, number, cells, units)) is not None]
    with unit_of_work(by, purpose=BUDGET.key) as work:
        written = state(CostCentre, found, source=by.key)
        if written:
            work.record("dienstreise.cost_centres", name[:60], rows=written)
    return Report(written, max(0, len(found) - written), tuple(sorted(raw.problems)))


def set_cost_centre(*, unit_code: str, function: str, code: str, days: Period, by: Actor) -> bool:
    """Say where a unit, or a body by its key, books its trips on these days; without a `code` it has no cost centre of
    its own then. False if it holds already.
    """
    unit = units_coded([unit_code]).get(unit_code)
    if unit is None or (function and function not in FUNCTIONS) or (code and not CODE.fullmatch(code)):
        raise MoveRefused(Reason(_("Bitte prüfen Sie Einheit, Aufgabe und Kostenstelle.")))
    said = {"code": code} if code else None
    statement = Statement({"unit_id": unit, "function": function}, said, days.start, days.end)
    with unit_of_work(by, purpose=BUDGET.key) as work:
        written = state(CostCentre, [statement], source=by.key)
        if written:
            work.record("dienstreise.cost_centres", unit_code[:60], rows=written)
    return bool(written)


def _centre(raw: RawFile, number: int, cells: Mapping[str, str], units: Mapping[str, int]) -> Statement | None:
    try:
        unit, function = units.get(cells["einheit"]), cells["aufgabe"].lower()
        if unit is None:
            raise BadCell(f"einheit: „{cells['einheit']}“ gibt es heute nicht")
        if function and function not in FUNCTIONS:
            raise BadCell(f"aufgabe: „{cells['aufgabe']}“ ist keine von {', '.join(FUNCTIONS)}")
        starts: date = day(cells["gueltig_ab"])
        if starts.year not in YEARS:
            raise BadCell(f"gueltig_ab: „{cells['gueltig_ab']}“ ist kein Tag, an dem eine Kostenstelle beginnt")
        return Statement({"unit_id": unit, "function": function}, {"code": _code(cells)}, starts)
    except BadCell as problem:
        raw.refuse(number, f"{problem}.")
        return None
