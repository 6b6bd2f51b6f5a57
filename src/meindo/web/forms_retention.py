"""Forms of the office that keeps and erases records."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.people.models import Person
from meindo.platform.people.queries import numbered_person
from meindo.platform.retention.queries import case_numbered
from meindo.ui.dates import DateField
from meindo.ui.fields import TextField
from meindo.ui.forms import Form


class HoldForm(Form):
    """What must not be erased for now, why, and until when."""

    what = TextField(
        label=gettext_lazy("Personalnummer oder Nummer des Vorgangs"),
        help_text=gettext_lazy("Mit einer Personalnummer bleibt alles, was die Person betrifft."),
        width=20,
        max_length=24,
    )
    reason = TextField(
        label=gettext_lazy("Grund"), help_text=gettext_lazy("Zum Beispiel: Klage, Prüfung."), max_length=300
    )
    until = DateField(label=gettext_lazy("Bis einschließlich"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        until = self.fields["until"]
        if isinstance(until, DateField):
            until.earliest = today()

    def clean_what(self) -> Person | Case:
        """A person or a case."""
        text = self.cleaned_data["what"]
        found = numbered_person(text) or case_numbered(text)
        if found is None:
            raise ValidationError(_("Unter dieser Nummer gibt es weder eine Person noch einen Vorgang."))
        return found
