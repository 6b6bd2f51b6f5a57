"""The form of the support, and the questions with which a person asks for help."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.access.commands_support import LONGEST
from meindo.platform.clock import today
from meindo.platform.people.models import Person
from meindo.platform.people.queries import numbered_person
from meindo.platform.registry.catalogue import services
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, TextField
from meindo.ui.forms import Form
from meindo.ui.question import Question

from .process import KEY

EMERGENCY = "notfall"  # the name of the button
ALL = "all"


def offer_services(field: forms.Field) -> None:
    """The services of today as choices; what the support itself does is none of them."""
    if isinstance(field, ChoiceField):
        found = [(entry.key, _(entry.label)) for entry in services() if entry.key != KEY]
        field.choices = [(ALL, _("alle Dienste")), *found]


def within(field: forms.Field, longest: timedelta | None = None) -> None:
    """From today on, and no longer than an access lasts."""
    if isinstance(field, DateField):
        field.earliest, field.latest = today(), today() + longest if longest else None


def service_key(value: str) -> str:
    """The key of a service, nothing for all."""
    return "" if value == ALL else value


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_services(self.fields["service"])
        within(self.fields["until"])

    def clean_service(self) -> str:
        """The key of a service, nothing for all."""
        return service_key(self.cleaned_data["service"])

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


class ProblemForm(Form):
    """What does not work, and where."""

    service = ChoiceField(label=gettext_lazy("Um welchen Dienst geht es?"), choices=[])
    reason = TextField(
        label=gettext_lazy("Was funktioniert nicht?"),
        help_text=gettext_lazy("Zum Beispiel: Meine Abrechnung lässt sich nicht senden."),
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_services(self.fields["service"])


class UntilForm(Form):
    """How long the support may look."""

    title_field = "until"
    until = DateField(
        label=gettext_lazy("Bis wann darf die Unterstützung Ihre Vorgänge ansehen?"),
        help_text=gettext_lazy("Höchstens 14 Tage. Sie können den Zugriff jederzeit beenden."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within(self.fields["until"], LONGEST)


QUESTIONS = [
    Question("wobei", ProblemForm, gettext_lazy("Wobei brauchen Sie Hilfe?")),
    Question("bis", UntilForm, gettext_lazy("Bis wann darf die Unterstützung Ihre Vorgänge ansehen?")),
]
