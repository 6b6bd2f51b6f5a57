"""The form of a budget: which cost centre, which year, how much."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.ui.fields import TextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField, WholeNumberField

from .commands_budget import CODE, YEARS


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
