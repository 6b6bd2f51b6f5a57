"""The questions about other costs, such as parking: entered here, decided by a person."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meindo.ui.cells import Text
from meindo.ui.fields import ChoiceField, TextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField
from meindo.ui.question import Question

from .forms import YES_NO, day_field, is_yes

MAX_COSTS = 6
HEADING = _("Nebenkosten")
WHAT = _("Parkgebühr, Teilnahmegebühr oder anderes. Das Programm berechnet sie nicht: Die Reisestelle entscheidet.")


def cost_question(
    number: int, days: list[tuple[str, str]] | None, heading: Text = HEADING, what: Text = WHAT
) -> Question:
    """One cost of its own kind on one of the `days` (as choices), and whether there was another one."""
    p = f"cost{number}_"
    fields: dict[str, Any] = {
        f"{p}label": TextField(label=_("Wofür?"), help_text=what, required=False, max_length=80),
        f"{p}amount": AmountField(label=_("Betrag"), required=False),
        **{p + name: field for name, field in day_field(_("Tag"), days, required=False).items()},
    }
    if number < MAX_COSTS:
        fields[f"{p}more"] = ChoiceField(label=_("Gab es noch andere Nebenkosten?"), choices=YES_NO, required=False)
    title = heading if number == 1 else format_lazy("{} {}", heading, number)
    form_class = type(f"Cost{number}Form", (CostForm,), {**fields, "prefix_of_cost": p})
    if number == 1:
        return Question("kosten-1", form_class, title)
    only = _("Nur wenn es noch andere Nebenkosten gab.")
    return Question(f"kosten-{number}", form_class, title, when=is_yes(f"cost{number - 1}_more"), only_if=only)


class CostForm(Form):
    """What for, how much, when."""

    prefix_of_cost = ""

    def clean(self) -> dict[str, Any]:
        """All of it or nothing."""
        data, p = self.cleaned_data, self.prefix_of_cost
        needed = [name for name in self.fields if not name.endswith("_more")]
        if any(data.get(name) for name in needed) or data.get(f"{p}more") == "yes":
            for name in needed:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Bitte füllen Sie alle Angaben zu diesen Kosten aus."))
        return data
