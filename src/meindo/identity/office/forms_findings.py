"""Forms about what is not as planned."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.people.models import Person, Placement
from meindo.platform.people.queries import numbered_person
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, LongTextField, TextField
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


class WhoseForm(Form):
    """One of those who could be meant, or anybody by personnel number."""

    chosen = ChoiceField(label=gettext_lazy("Wem gehört das Konto?"), choices=(), required=False)
    number = TextField(
        label=gettext_lazy("Personalnummer einer anderen Person"),
        help_text=gettext_lazy("Nur, wenn oben niemand passt."),
        width=10,
        required=False,
    )

    def __init__(self, *args: Any, people: list[Person], places: Mapping[int, Placement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.uuid): person for person in people}
        shown = [(key, _shown(person, places.get(person.pk))) for key, person in self.people.items()]
        if shown:
            self.fields["chosen"].choices = shown  # type: ignore[attr-defined]
        else:
            del self.fields["chosen"]

    def clean_number(self) -> Person | None:
        """A person, or nothing."""
        number = self.cleaned_data["number"]
        found = numbered_person(number) if number else None
        if number and found is None:
            raise ValidationError(_("Unter dieser Personalnummer gibt es niemanden."))
        return found

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not self.errors and bool(data.get("chosen")) == bool(data.get("number")):
            raise ValidationError(_("Bitte wählen Sie eine Person, oder geben Sie eine Personalnummer ein."))
        return data

    def person(self) -> Person:
        """Who was chosen."""
        found: Person = self.cleaned_data["number"] or self.people[self.cleaned_data["chosen"]]
        return found


def _shown(person: Person, place: Placement | None) -> str:
    return f"{person.display_name}, {place.unit}" if place else _("{name}, heute ohne Stelle").format(name=person)
