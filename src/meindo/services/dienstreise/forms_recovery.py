"""The form of a decision on a recovery: how much is kept back, in which instalments, what is waived and why."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.ui.fields import ChoiceField, LongTextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField, WholeNumberField

from .rules_advance import MOST_INSTALMENTS

WAYS = [
    ("recover", gettext_lazy("alles in einem Betrag zurückfordern")),
    ("recover_instalments", gettext_lazy("alles in Raten zurückfordern")),
    ("waive_partly", gettext_lazy("nur einen Teil zurückfordern (besonderer Fall)")),
    ("waive", gettext_lazy("auf alles verzichten")),
]
WITH_REASON = ("waive_partly", "waive")


class RecoveryForm(Form):
    """Which way, how much, by how many instalments or how much a month, why."""

    way = ChoiceField(label=gettext_lazy("Wie entscheiden Sie?"), choices=WAYS)
    recovered_eur = AmountField(
        label=gettext_lazy("Welcher Betrag wird zurückgefordert?"),
        help_text=gettext_lazy("Nur bei einem Teil; auf den Rest wird verzichtet."),
        required=False,
        least=Decimal("0.01"),
    )
    number = WholeNumberField(
        label=gettext_lazy("Anzahl der Raten"),
        help_text=gettext_lazy("Gleich hohe Raten, je Monat eine. Oder geben Sie einen Monatsbetrag an."),
        required=False,
        least=1,
        most=MOST_INSTALMENTS,
    )
    monthly_eur = AmountField(label=gettext_lazy("Betrag je Monat"), required=False, least=Decimal("0.01"))
    why = LongTextField(
        label=gettext_lazy("Begründung"),
        help_text=gettext_lazy("Nötig bei einem Verzicht (Billigkeit). Die betroffene Person liest sie."),
        required=False,
        rows=3,
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        """Instalments need a number or an amount a month, and only one of them; a waiver needs a reason."""
        data, way = self.cleaned_data, self.cleaned_data.get("way")
        by_number, by_month = data.get("number"), data.get("monthly_eur")
        typed_well = not {"number", "monthly_eur"} & set(self.errors)
        if by_number and by_month:
            self.add_error("monthly_eur", _("Bitte geben Sie entweder die Anzahl oder den Betrag je Monat an."))
        elif way == "recover_instalments" and typed_well and not (by_number or by_month):
            self.add_error("number", _("Bitte geben Sie die Anzahl der Raten oder den Betrag je Monat an."))
        if way == "waive_partly" and not data.get("recovered_eur") and "recovered_eur" not in self.errors:
            self.add_error("recovered_eur", _("Bitte geben Sie an, welcher Betrag zurückgefordert wird."))
        if way in WITH_REASON and not data.get("why") and "why" not in self.errors:
            self.add_error("why", _("Bitte begründen Sie den Verzicht."))
        return data
