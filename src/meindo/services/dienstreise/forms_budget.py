"""The form of a budget: which cost centre, which year, how much."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.people.queries import units_coded
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, SelectField, TextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField, WholeNumberField

from .commands_budget import CODE, YEARS
from .functions import FUNCTIONS


class CostCentreForm(Form):
    """Which unit books its trips where, from when until when; or that it no longer has a cost centre of its own."""

    way = ChoiceField(
        label=gettext_lazy("Was soll gelten?"),
        choices=[
            ("set", gettext_lazy("Die Einheit bucht auf diese Kostenstelle")),
            ("none", gettext_lazy("Die Einheit hat keine eigene Kostenstelle mehr")),
        ],
    )
    unit = TextField(label=gettext_lazy("Kürzel der Einheit"), max_length=40, width=10)
    function = SelectField(
        label=gettext_lazy("Nur für eine Vertretung"),
        choices=[(found.key, gettext_lazy(found.label)) for found in FUNCTIONS.values()],
        required=False,
    )
    code = TextField(label=gettext_lazy("Kostenstelle"), max_length=20, width=10, required=False)
    start = DateField(label=gettext_lazy("Von"), quick=("today",))
    end = DateField(
        label=gettext_lazy("Bis einschließlich"), required=False, help_text=gettext_lazy("Leer: bis auf Weiteres.")
    )

    def clean(self) -> dict[str, Any]:
        """A unit of today, a cost centre where one is to hold, days in their order."""
        data = self.cleaned_data
        if data.get("unit") and not units_coded([data["unit"]]):
            self.add_error("unit", _("Diese Einheit gibt es heute nicht. Bitte prüfen Sie das Kürzel."))
        if data.get("way") == "set" and not CODE.fullmatch(data.get("code", "")):
            self.add_error("code", _("Bitte geben Sie die Kostenstelle nur mit Ziffern und Buchstaben ein."))
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten."))
        return data


class BudgetForm(Form):
    """What was entered before stays readable."""

    code = TextField(label=gettext_lazy("Kostenstelle"), max_length=20, width=10)
    year = WholeNumberField(label=gettext_lazy("Jahr"), least=YEARS.start, most=YEARS.stop - 1)
    amount = AmountField(label=gettext_lazy("Budget für Reisen"))

    def clean(self) -> dict[str, Any]:
        """A cost centre has letters and digits."""
        data = self.cleaned_data
        if data.get("code") and not CODE.fullmatch(data["code"]):
            self.add_error("code", _("Bitte geben Sie die Kostenstelle nur mit Ziffern und Buchstaben ein."))
        return data
