"""How the trips of a month are shown: one row for each trip, what the permission does not name, the months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from meindo.kernel.finding import Finding
from meindo.kernel.message import mark
from meindo.kernel.money import ZERO
from meindo.ui.cells import NBSP, date_range, quantity

from .answers_month import REMOVED, Span, row_numbers, row_of, span_of
from .attention import OTHER_MEANS, OUTSIDE, beyond
from .forms import WITH_KM
from .forms_month import month_text, row_question
from .journeys import Journeys
from .models import Claim, StandingPermission, Trip
from .queries_permission import Month
from .show import means_label

DESPITE = {
    OUTSIDE: mark("Eine Fahrt liegt außerhalb der Dauergenehmigung. Darüber entscheidet die Reisestelle."),
    OTHER_MEANS: mark("Ein Verkehrsmittel nennt die Dauergenehmigung nicht. Darüber entscheidet die Reisestelle."),
}


@dataclass(frozen=True)
class Row:
    """One trip of the month, in words; `amount_eur` is what its day gives, said once for each day."""

    number: int
    day: date
    times: str
    way: str
    how: str
    purpose: str
    amount_eur: Decimal | None

    @property
    def key(self) -> str:
        """The number as a part of an address."""
        return str(self.number)


def rows_of(answers: Mapping[str, Any], finding: Finding | None) -> list[Row]:
    """The trips in the order in which they took place; each day's amount stands with its first trip."""
    days = _by_day(finding) if finding is not None else {}
    spans = [(span, number) for number in row_numbers(answers) if (span := span_of(answers, number)) is not None]
    found, seen = [], set()
    for span, number in sorted(spans, key=lambda entry: (entry[0].start, entry[0].end, entry[1])):
        amount = days.get(span.start.date()) if span.start.date() not in seen else None
        seen.add(span.start.date())
        found.append(_row(answers, number, span, amount))
    return found


def _row(answers: Mapping[str, Any], number: int, span: Span, amount: Decimal | None) -> Row:
    row = row_of(answers, number)
    way = " – ".join(part for part in (row.get("from"), row.get("to")) if part)
    times = f"{span.start:%H:%M} – {span.end:%H:%M}"
    return Row(number, span.start.date(), times, way, _how(row), row.get("purpose") or "", amount)


def _how(row: Mapping[str, Any]) -> str:
    means = row.get("means") or ""
    km, fare = row.get("km"), row.get("fare")
    parts = [means_label(means)]
    if means in WITH_KM and km:
        twice = 2 if row.get("back") else 1
        parts.append(_amount(km * twice, "km"))
    elif fare:
        parts.append(_amount(fare, "€"))
    return ", ".join(parts)


def _amount(value: Decimal, unit: str) -> str:
    return f"{number_format(value, use_l10n=True, force_grouping=True)}{NBSP}{unit}"


def _by_day(finding: Finding) -> dict[date, Decimal]:
    days: dict[date, Decimal] = {}
    for line in finding.lines:
        if line.kind == "entitlement" and line.day is not None:
            days[line.day] = days.get(line.day, ZERO) + line.amount_eur
    return days


def short_days(finding: Finding) -> int:
    """On how many days there is no Tagegeld."""
    days = {line.day for line in finding.lines if line.group == "meals" and line.kind == "entitlement"}
    paid = {day for day, amount in _meals(finding).items() if amount}
    return len(days - paid)


def _meals(finding: Finding) -> dict[date, Decimal]:
    days: dict[date, Decimal] = {}
    for line in finding.lines:
        if line.kind == "entitlement" and line.group == "meals" and line.day is not None:
            days[line.day] = days.get(line.day, ZERO) + line.amount_eur
    return days


def removed_row(typed: Mapping[str, Any], first: date) -> str:
    """The trip taken out last, in words, as long as it can be put back."""
    removed = typed.get(REMOVED)
    if not removed:
        return ""
    form = row_question(1, first).form_class({f"trip1_{name}": value for name, value in removed["row"].items()})
    form.is_valid()
    span = span_of(form.cleaned_data, 1)
    to = str(removed["row"].get("to") or "")
    return f"{date_format(span.start, 'j. F')}, {to}" if span is not None else to or _("Fahrt")


def marks_beforehand(permission: StandingPermission, journeys: Journeys, typed: Mapping[str, Any]) -> list[str]:
    """What the office will be asked to look at, said before anything is sent."""
    return [key for key in beyond(permission, journeys, typed) if key in DESPITE]


def facts_of_month(trip: Trip) -> list[tuple[Any, Any]]:
    """Under which permission a month was claimed."""
    held = trip.permission
    assert held is not None  # noqa: S101 (only months come here)
    return [
        (_("Monat"), month_text(trip.starts_on.replace(day=1))),
        *facts_of_permission(held),
    ]


def facts_of_permission(held: StandingPermission) -> list[tuple[Any, Any]]:
    """What a permission says."""
    return [
        (_("Gebiet"), held.area),
        (_("Anlass"), held.occasion),
        (_("Gültig"), date_range(held.valid_from, held.last_day)),
        (_("Erlaubte Verkehrsmittel"), ", ".join(means_label(key) for key in held.means)),
        (_("Grund"), held.means_reason),
        (_("Fahrten im Monat"), str(held.trips_a_month) if held.trips_a_month else ""),
        (_("Geschätzte Kosten im Monat"), quantity(held.estimate_eur, "€") if held.estimate_eur else ""),
    ]


def cleaned_rows(claim: Claim) -> dict[str, Any]:
    """The right answers of each trip of a claim."""
    first = claim.trip.starts_on.replace(day=1)
    cleaned: dict[str, Any] = {}
    for number in row_numbers(claim.answers):
        form = row_question(number, first).form_class(claim.answers)
        form.is_valid()
        cleaned |= form.cleaned_data
    return cleaned


def offered(months: list[Month]) -> list[Month]:
    """The months that the own page offers: what runs, what is open, and what is late only where it was begun."""
    return [month for month in months if month.state == "open" or (month.state == "late" and month.draft)]


@dataclass(frozen=True)
class MonthShown:
    """A month in the list of a permission, with its state as kind and words."""

    month: Month
    name: str
    state: tuple[str, str]


def months_shown(months: list[Month]) -> list[MonthShown]:
    """The months of a permission, each with what can be done."""
    return [MonthShown(month, month_text(month.first), _state(month)) for month in months]


def _state(month: Month) -> tuple[str, str]:
    if month.state == "claimed":
        return "done", _("abgerechnet")
    if month.state == "late":
        return "wrong", _("Frist abgelaufen am {day}").format(day=f"{month.until:%d.%m.%Y}")
    if not month.is_due:
        return "wait", _("läuft noch")
    return "due", _("offen, Frist bis {day}").format(day=f"{month.until:%d.%m.%Y}") if month.until else _("offen")
