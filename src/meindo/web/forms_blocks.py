"""The form of an Auskunftssperre."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.clock import today
from meindo.platform.people.models import Person
from meindo.platform.people.queries_blocks import employment_in_reach
from meindo.ui.dates import DateField
from meindo.ui.fields import TextField
from meindo.ui.forms import Form


class BlockForm(Form):
    """For whom, why, until when."""

    number = TextField(label=gettext_lazy("Personalnummer"), width=10, max_length=20)
    reason = TextField(
        label=gettext_lazy("Grund"),
        help_text=gettext_lazy("Zum Beispiel: Mitteilung der Meldebehörde vom 3. März. Nur Ihre Stelle liest ihn."),
        max_length=300,
    )
    until = DateField(label=gettext_lazy("Bis einschließlich"))

    def __init__(self, data: Any = None, *, office: int = 0) -> None:
        super().__init__(data)
        self.office = office
        until = self.fields["until"]
        if isinstance(until, DateField):
            until.earliest = today()

    def clean_number(self) -> Person:
        """Somebody in reach; others and unknown numbers are answered alike."""
        found = employment_in_reach(self.office, self.cleaned_data["number"], today())
        if found is None:
            raise ValidationError(_("Unter dieser Personalnummer finden Sie niemanden, für den Sie zuständig sind."))
        return found.person
