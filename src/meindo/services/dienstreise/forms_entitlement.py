"""The form of an entitlement to first class."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meindo.ui.dates import DateField
from meindo.ui.fields import StatementField
from meindo.ui.forms import Form


class EntitlementForm(Form):
    """From, until, and that a proof was seen; there is no field for what it said."""

    start = DateField(label=_("Von"), quick=("today",))
    end = DateField(label=_("Bis einschließlich"), required=False, help_text=_("Leer: bis auf Weiteres."))
    seen = StatementField(
        label=_("Ich habe den Nachweis gesehen. Er wird nicht gespeichert, auch nicht der Grund."),
    )

    def clean(self) -> dict[str, Any]:
        """The end comes after the start."""
        data = self.cleaned_data
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten."))
        return data
