"""The form for somebody new: name, number, terms and post."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.people.commands_hire import NewPerson
from meindo.platform.people.models import Person, Placement
from meindo.platform.people.queries import main_places, numbered_person, people_of
from meindo.platform.people.queries_doubles import similar_people
from meindo.ui.fields import StatementField, TextField

from .forms_movements import COUNCIL, EQUALITY, BodiesForm, first_day, last_day, percent_field, post_field, status_field

MOST_SHOWN = 5


def _named(person: Person, place: Placement | None) -> str:
    return f"{person.display_name} ({place.unit})" if place else person.display_name


class HireForm(BodiesForm):
    """Einstellung of somebody whom the city does not know yet."""

    suggested = (COUNCIL, EQUALITY)
    given_name = TextField(label=gettext_lazy("Vorname"), max_length=80)
    family_name = TextField(label=gettext_lazy("Nachname"), max_length=80)
    personnel_no = TextField(
        label=gettext_lazy("Personalnummer"),
        help_text=gettext_lazy("Die Nummer, die das führende Personalsystem vergibt."),
        max_length=20,
        width=10,
    )
    email = TextField(
        label=gettext_lazy("Dienstliche E-Mail-Adresse"),
        help_text=gettext_lazy("Leer, wenn es noch keine gibt."),
        required=False,
    )
    start = first_day(gettext_lazy("Erster Tag"))
    end = last_day(
        gettext_lazy("Letzter Tag"), required=False, hint=gettext_lazy("Nur bei einer befristeten Einstellung.")
    )
    post = post_field(gettext_lazy("Stelle"))
    percent = percent_field()
    status_group = status_field()

    is_other = StatementField(label=gettext_lazy("Es ist eine andere Person."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = [str(self.data.get(name, "")).strip()[:254] for name in ("given_name", "family_name", "email")]
        self.alike = similar_people(*typed)[:MOST_SHOWN] if typed[1] else []
        if not self.alike:
            del self.fields["is_other"]

    def clean(self) -> dict[str, Any]:
        """Whoever may be known already is named before they get a second record."""
        super().clean()
        if self.alike and not self.cleaned_data.get("is_other"):
            people = {person.pk: person for person in people_of([one.person for one in self.alike])}
            places = main_places(people)
            named = "; ".join(_named(person, places.get(pk)) for pk, person in people.items())
            text = _("Vielleicht ist diese Person schon bekannt: {people}. Dann stellen Sie sie wieder ein.")
            self.add_error("is_other", text.format(people=named))
        return self.cleaned_data

    def clean_personnel_no(self) -> str:
        """A number that nobody has or had."""
        number: str = self.cleaned_data["personnel_no"].strip()
        if numbered_person(number):
            raise ValidationError(_("Diese Personalnummer gehört schon jemandem. Sie wird nie neu vergeben."))
        return number

    def clean_email(self) -> str:
        """An address, or nothing."""
        email: str = self.cleaned_data["email"]
        if email:
            try:
                validate_email(email)
            except ValidationError as problem:
                raise ValidationError(_("Das ist keine E-Mail-Adresse.")) from problem
        return email

    def new(self) -> NewPerson:
        """Who is to come."""
        data: dict[str, Any] = self.cleaned_data
        return NewPerson(
            given_name=data["given_name"],
            family_name=data["family_name"],
            personnel_no=data["personnel_no"],
            email=data["email"],
            post_id=data["post"],
            start=data["start"],
            until=self.until(),
            status_group=data["status_group"],
            share=self.share(),
        )
