"""Forms about what is not as planned."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.people.models import Person
from meindo.platform.people.queries import numbered_person
from meindo.ui.dates import DateField
from meindo.ui.fields import LongTextField, TextField
from meindo.ui.forms import Form


class MatchForm(Form):
    """Whose account it is."""

    number = TextField(label=gettext_lazy("Personalnummer der Person, der das Konto gehört"), width=10)

    def clean_number(self) -> Person:
        """A person."""
        found = numbered_person(self.cleaned_data["number"])
        if found is None:
            raise ValidationError(_("Unter dieser Personalnummer gibt es niemanden."))
        return found


class AcceptForm(Form):
    """Why it may stay, and how long."""

    reason = LongTextField(label=gettext_lazy("Warum darf das so bleiben?"), max_length=300, rows=2)
    until = DateField(label=gettext_lazy("Bis wann?"), help_text=gettext_lazy("Höchstens ein Jahr."))
