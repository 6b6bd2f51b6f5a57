"""The form for somebody new: name, number, terms and post."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.people.commands_hire import NewPerson
from meindo.platform.people.queries import numbered_person
from meindo.ui.fields import TextField

from .forms_movements import COUNCIL, EQUALITY, BodiesForm, first_day, last_day, percent_field, post_field, status_field
from .forms_newcomer import NewcomerForm


class HireForm(NewcomerForm, BodiesForm):
    """Einstellung of somebody whom the city does not know yet."""

    suggested = (COUNCIL, EQUALITY)
    personnel_no = TextField(
        label=gettext_lazy("Personalnummer"),
        help_text=gettext_lazy("Die Nummer, die das führende Personalsystem vergibt."),
        max_length=20,
        width=10,
    )
    start = first_day(gettext_lazy("Erster Tag"))
    end = last_day(
        gettext_lazy("Letzter Tag"), required=False, hint=gettext_lazy("Nur bei einer befristeten Einstellung.")
    )
    post = post_field(gettext_lazy("Stelle"))
    percent = percent_field()
    status_group = status_field()

    def clean_personnel_no(self) -> str:
        """A number that nobody has or had."""
        number: str = self.cleaned_data["personnel_no"].strip()
        if numbered_person(number):
            raise ValidationError(_("Diese Personalnummer gehört schon jemandem. Sie wird nie neu vergeben."))
        return number

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
