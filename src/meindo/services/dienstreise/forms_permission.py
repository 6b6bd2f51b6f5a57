"""The questions of a standing permission, and the short form that ends one."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from meindo.platform.clock import today
from meindo.ui.dates import DateField
from meindo.ui.fields import LongTextField, MultipleChoiceField, TextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField, WholeNumberField
from meindo.ui.question import Question

from .forms import check_order
from .forms_month import ROW_MEANS


class AreaForm(Form):
    """Where, and why again and again."""

    area = TextField(label=_("In welchem Gebiet?"), help_text=_("Zum Beispiel: Stadtgebiet Dortmund"), max_length=100)
    occasion = LongTextField(
        label=_("Warum sind Sie dort immer wieder unterwegs?"),
        help_text=_("Ein Satz genügt, zum Beispiel: Hausbesuche. Bitte nennen Sie keine Gesundheitsdaten."),
        rows=3,
        max_length=1000,
    )


class PeriodForm(Form):
    """From when until when."""

    start_day = DateField(label=_("Erster Tag"), quick=("today",))
    end_day = DateField(
        label=_("Letzter Tag"),
        help_text=_("Für länger als üblich entscheidet Ihre Führungskraft mit einer Begründung."),
    )

    def clean(self) -> dict[str, Any]:
        """The end comes after the start; how long is too long is not for a form to say."""
        start, end = (self.cleaned_data.get(name) for name in ("start_day", "end_day"))
        return check_order(self) if start and end and end < start else self.cleaned_data


class MeansForm(Form):
    """By which means."""

    means = MultipleChoiceField(label=_("Womit sind Sie unterwegs?"), choices=ROW_MEANS)
    means_reason = TextField(label=_("Grund, wenn Sie Auto oder Taxi nehmen"), required=False, max_length=300, width=40)


class ExtentForm(Form):
    """How often, at what cost."""

    trips_a_month = WholeNumberField(label=_("Fahrten im Monat, ungefähr"), required=False, most=200)
    estimate_eur = AmountField(label=_("Geschätzte Kosten im Monat"), required=False)


PERMISSION_QUESTIONS = [
    Question("gebiet", AreaForm, _("Wo und warum?")),
    Question("zeitraum", PeriodForm, _("Von wann bis wann?")),
    Question("womit", MeansForm, _("Womit sind Sie unterwegs?")),
    Question("umfang", ExtentForm, _("Wie oft ungefähr?")),
]


def end_form(last_day: date, *, with_reason: bool) -> type[Form]:
    """Until which day a permission still holds; a reason where somebody else decides it."""
    fields: dict[str, Any] = {
        "last_day": DateField(
            label=_("Bis zu welchem Tag gilt sie noch?"),
            help_text=_("Heute oder später. Fahrten bis zum Ende dieses Tages können noch abgerechnet werden."),
            quick=("today",),
            earliest=today(),
            latest=max(last_day, today()),
        )
    }
    if with_reason:
        fields["reason"] = LongTextField(
            label=_("Begründung"), help_text=_("Die betroffene Person liest sie."), rows=3, max_length=1000
        )
    return type("EndForm", (Form,), fields)
