"""The questions of a collective claim: which month, one short page for each trip, the receipts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from meindo.platform.cases.models import Draft
from meindo.platform.clock import today
from meindo.ui.dates import DateField
from meindo.ui.fields import MultipleChoiceField, SelectField, StatementField, TextField
from meindo.ui.files import FilesField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField, KilometreField, TimeField, WholeNumberField
from meindo.ui.paper_fields import PaperRows, on_paper
from meindo.ui.question import Question

from .answers_month import Span, next_month, prefix, span_of
from .forms import MEANS
from .forms_legs import LegForm
from .forms_receipts import RECEIPTS, WHAT
from .routes import NO_ROUTES, Routes

ROWS_ON_PAPER = 20
ROW_MEANS = [(key, label) for key, label in MEANS if key != "flight"]
MEALS = [("breakfast", _("Frühstück")), ("lunch", _("Mittagessen")), ("dinner", _("Abendessen"))]


def month_text(first: date) -> str:
    """A month in words."""
    return date_format(first, "F Y")


def month_question(months: Sequence[date]) -> Question:
    """Which month is claimed."""
    choices = [(f"{first:%Y-%m}", month_text(first)) for first in months]
    field = SelectField(label=_("Welchen Monat rechnen Sie ab?"), choices=choices)
    form_class = type("MonthForm", (Form,), {"month": field, "title_field": "month"})
    return Question("monat", form_class, _("Monat"))


def row_question(
    number: int,
    first: date,
    routes: Routes = NO_ROUTES,
    known: Mapping[str, Any] | None = None,
    others: Sequence[Span] = (),
    *,
    is_new: bool = False,
) -> Question:
    """One trip of the month; `known` is what the last one said. A new one is asked for only when somebody adds it."""
    p = prefix(number)
    named = {p + name: field for name, field in _fields(routes).items()}
    for name, field in named.items():
        field.initial = (known or {}).get(name.removeprefix(p))
    facts = {"prefix_of_leg": p, "routes": routes, "month": first, "others": tuple(others), "number": number}
    form_class = type(f"Row{number}Form", (RowForm,), {**named, **facts})
    key, title = f"fahrt-{number}", _("Fahrt {number}").format(number=number)
    if is_new:
        return Question(key, form_class, title, when=_never, only_if=_("Nur wenn es noch eine Fahrt gab."))
    return Question(key, form_class, title)


def _never(_data: Mapping[str, Any]) -> bool:
    return False


def _fields(routes: Routes) -> dict[str, Any]:
    place: dict[str, Any] = {"max_length": 80, "suggestions": routes.places()}
    return {
        "day": DateField(label=_("Tag"), quick=("today", "yesterday")),
        "start": TimeField(label=_("Abfahrt")),
        "end": TimeField(label=_("Rückkehr")),
        "next_day": StatementField(label=_("Rückkehr erst am nächsten Tag"), required=False),
        "from": TextField(label=_("Von"), required=False, **place),
        "to": TextField(label=_("Nach"), **place),
        "means": SelectField(label=_("Womit?"), choices=ROW_MEANS),
        "km": KilometreField(
            label=_("Kilometer für eine Strecke"),
            required=False,
            help_text=_("Nur für Auto, Motorrad und Fahrrad."),
        ),
        "back": StatementField(label=_("hin und zurück: die Kilometer zählen zweimal"), required=False),
        "fare": AmountField(label=_("Fahrpreis insgesamt"), required=False, help_text=_("Nur für Bahn, Bus und Taxi.")),
        "passengers": WholeNumberField(
            label=_("Mitgenommene Kolleg*innen"), required=False, help_text=_("Nur beim eigenen Auto oder Motorrad.")
        ),
        "reason": TextField(label=_("Grund für ein Taxi"), required=False, max_length=300, width=40),
        "meals": MultipleChoiceField(
            label=_("Umsonst bekommen"),
            help_text=_("Zählt nur an Tagen mit mehr als 8 Stunden unterwegs."),
            choices=MEALS,
            required=False,
        ),
        "purpose": TextField(label=_("Anlass"), required=False, max_length=120, width=40),
        "outside": StatementField(label=_("Diese Fahrt ging über das genehmigte Gebiet hinaus."), required=False),
    }


class RowForm(LegForm):
    """One trip of the month: its day lies there, its times fit, and it does not overlap with another one."""

    month: date
    others: tuple[Span, ...] = ()
    number = 0

    def clean(self) -> dict[str, Any]:
        """What fits the means as for every ride, then the times."""
        data, p = super().clean(), self.prefix_of_leg
        self._check_day(p, data.get(f"{p}day"))
        start, end = data.get(f"{p}start"), data.get(f"{p}end")
        if start and end:
            self._check_times(p, start, end, bool(data.get(f"{p}next_day")))
        span = span_of(data, self.number)
        other = next((one for one in self.others if span is not None and span.overlaps(one)), None)
        if other is not None and not self.errors:
            text = _("Diese Fahrt überschneidet sich mit der Fahrt am {day} von {start} bis {end} Uhr.")
            day = date_format(other.start, "j. F")
            self.add_error(f"{p}start", text.format(day=day, start=f"{other.start:%H:%M}", end=f"{other.end:%H:%M}"))
        return data

    def _check_day(self, p: str, day: date | None) -> None:
        if day is None:
            return
        if not self.month <= day < next_month(self.month):
            text = _("Dieser Tag liegt nicht im Monat {month}. Rechnen Sie ihn bitte mit seinem Monat ab.")
            self.add_error(f"{p}day", text.format(month=month_text(self.month)))
        elif day > today():
            self.add_error(
                f"{p}day", _("Dieser Tag kommt erst noch. Eintragen können Sie eine Fahrt nach der Rückkehr.")
            )

    def _check_times(self, p: str, start: Any, end: Any, next_day: bool) -> None:
        if end <= start and not next_day:
            text = _("Die Rückkehr liegt vor der Abfahrt. Kamen Sie erst am nächsten Tag zurück, setzen Sie den Haken.")
            self.add_error(f"{p}end", text)
        elif next_day and end >= start:
            text = _("Länger als 24 Stunden: Eine solche Reise beantragen Sie bitte einzeln und rechnen sie dort ab.")
            self.add_error(f"{p}end", text)


def month_receipts(draft: Draft, rides: Sequence[tuple[str, str]] = ()) -> Question:
    """What there is to prove the month; each file can be given to one of the rides with a fare, none has to."""
    field = FilesField(
        label=_("Welche Belege haben Sie?"),
        help_text=WHAT,
        draft=draft,
        slots=list(rides),
        phone_url=reverse("dienstreise_sammelabrechnung_phone", args=[draft.uuid]),
    )
    return Question(
        RECEIPTS, type("MonthReceiptsForm", (Form,), {"receipts": field, "title_field": "receipts"}), _("Belege")
    )


def month_on_paper(draft: Draft) -> list[Question]:
    """The same as a sheet: the month, a table with a row for each trip, the receipts."""
    month = type("MonthForm", (Form,), {"month": TextField(label=_("Monat und Jahr"), max_length=20)})
    heads = (
        _("Tag"),
        _("Abfahrt"),
        _("Rückkehr"),
        _("Von"),
        _("Nach"),
        _("Womit"),
        _("km einfach"),
        _("hin und zurück"),
        _("Fahrpreis"),
    )
    rows = MultipleChoiceField(
        label=_("Eine Zeile für jede Fahrt"),
        help_text=_(
            "Mehr als 20 Fahrten: bitte ein zweites Blatt. Wen Sie mitgenommen haben und welche Mahlzeiten Sie umsonst "
            "bekommen haben, schreiben Sie bitte dazu."
        ),
        choices=[],
        required=False,
    )
    on_paper(rows, PaperRows(heads, ROWS_ON_PAPER, written=True))
    table = type("RowsForm", (Form,), {"rows": rows})
    return [Question("monat", month, _("Monat")), Question("fahrten", table, _("Fahrten")), month_receipts(draft)]
