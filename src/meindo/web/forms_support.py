"""Forms of the support and of who reviews an emergency."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.clock import today
from meindo.platform.people.models import Person
from meindo.platform.people.queries import numbered_person
from meindo.platform.registry.catalogue import services
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, TextField
from meindo.ui.forms import Form

EMERGENCY = "notfall"  # the name of the button


class SupportForm(Form):
    """Whose cases, of which service, why, until when; or at once."""

    number = TextField(label=gettext_lazy("Personalnummer"), width=10, max_length=20)
    service = ChoiceField(label=gettext_lazy("Welcher Dienst?"), choices=[])
    reason = TextField(
        label=gettext_lazy("Grund"),
        help_text=gettext_lazy("Die Person liest ihn. Zum Beispiel: Störung 4711, Abrechnung lässt sich nicht senden."),
        max_length=300,
    )
    until = DateField(
        label=gettext_lazy("Bis einschließlich"),
        required=False,
        help_text=gettext_lazy("Höchstens 14 Tage. Ein Notfallzugriff endet immer morgen."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["service"]
        if isinstance(field, ChoiceField):
            field.choices = [("all", _("alle Dienste")), *((entry.key, _(entry.label)) for entry in services())]
        until = self.fields["until"]
        if isinstance(until, DateField):
            until.earliest = today()

    def clean_service(self) -> str:
        """The key of a service, nothing for all."""
        key = str(self.cleaned_data["service"])
        return "" if key == "all" else key

    def clean(self) -> dict[str, Any]:
        """What is asked for needs a last day; what is taken in an emergency ends by itself."""
        data = super().clean() or {}
        if EMERGENCY not in self.data and "until" not in self.errors and not data.get("until"):
            self.add_error("until", _("Bitte geben Sie das Datum ein."))
        return data

    def clean_number(self) -> Person:
        """A person."""
        found = numbered_person(self.cleaned_data["number"])
        if found is None:
            raise ValidationError(_("Unter dieser Personalnummer gibt es niemanden."))
        return found


class ReviewForm(Form):
    """What the review of an emergency found."""

    text = TextField(label=gettext_lazy("Ergebnis der Prüfung"), max_length=500)
