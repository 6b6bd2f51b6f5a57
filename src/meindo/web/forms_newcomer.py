"""The beginning of every form for somebody new: names and address, and whether they may be known already."""

from typing import Any

from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.people.models import Person, Placement
from meindo.platform.people.queries import main_places, people_of
from meindo.platform.people.queries_doubles import similar_people
from meindo.ui.fields import StatementField, TextField
from meindo.ui.forms import Form

MOST_SHOWN = 5
NO_MAIL = gettext_lazy("Das ist keine Mailadresse. Eine sieht so aus: name@beispiel.de")


class NewcomerForm(Form):
    """Whoever may be known already is named before they get a second record; somebody says that they are another."""

    given_name = TextField(label=gettext_lazy("Vorname"), max_length=80, required=False)
    family_name = TextField(label=gettext_lazy("Nachname"), max_length=80)
    email = TextField(
        label=gettext_lazy("Mailadresse"),
        max_length=254,
        inputmode="email",
        required=False,
        validators=[EmailValidator(NO_MAIL)],
    )
    is_other = StatementField(label=gettext_lazy("Es ist eine andere Person."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = [str(self.data.get(name, "")).strip()[:254] for name in ("given_name", "family_name", "email")]
        self.alike = similar_people(*typed)[:MOST_SHOWN] if typed[1] else []
        if not self.alike:
            del self.fields["is_other"]

    def clean(self) -> dict[str, Any]:
        """Names like these are known: whose?"""
        data: dict[str, Any] = super().clean() or {}
        if self.alike and not data.get("is_other"):
            people = {person.pk: person for person in people_of([one.person for one in self.alike])}
            places = main_places(people)
            named = "; ".join(_named(person, places.get(pk)) for pk, person in people.items())
            text = _("Vielleicht ist diese Person schon bekannt: {people}. Bitte prüfen Sie das zuerst.")
            self.add_error("is_other", text.format(people=named))
        return data


def _named(person: Person, place: Placement | None) -> str:
    return f"{person.display_name} ({place.unit})" if place else person.display_name
