"""The forms about external people."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.clock import today
from meindo.platform.people.commands_externals import LONGEST_MONTHS, NOBODY, Engagement
from meindo.platform.people.external_models import EngagementKind
from meindo.platform.people.models import Person
from meindo.platform.people.queries import numbered_person, unit_coded, units_in_reach
from meindo.platform.people.queries_externals import ROLE
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, TextField
from meindo.ui.forms import Form
from meindo.ui.widgets import Radios

from .forms_newcomer import NewcomerForm

ONE_DAY = timedelta(days=1)
SPONSOR = gettext_lazy("Personalnummer der verantwortlichen Person")
KIND = gettext_lazy("Art der Tätigkeit")


def kind_hints() -> dict[str, Any]:
    """How long each kind lasts at most."""
    text = _("höchstens {count} Monate, dann verlängern")
    return {kind: text.format(count=months) for kind, months in LONGEST_MONTHS.items()}


class SponsorForm(Form):
    """Who answers for the person, and what kind of engagement it is."""

    sponsor = TextField(
        label=SPONSOR,
        help_text=gettext_lazy("Verantwortlich kann sein, wer bei der Stadt beschäftigt und nicht selbst extern ist."),
        width=10,
        max_length=20,
    )
    kind = ChoiceField(label=KIND, choices=EngagementKind.choices)

    def clean_sponsor(self) -> Person:
        """Somebody with this number; whether they can be it, the command knows."""
        found = numbered_person(self.cleaned_data["sponsor"])
        if found is None:
            raise ValidationError(_(NOBODY))
        return found


class NewForm(NewcomerForm):
    """Who comes, where, for what, until when, and who answers for them."""

    unit = TextField(
        label=gettext_lazy("Einheit"), help_text=gettext_lazy("Das Kürzel, zum Beispiel 51/1."), width=20, max_length=40
    )
    task = TextField(
        label=gettext_lazy("Aufgabe"),
        help_text=gettext_lazy("Zum Beispiel: Projektleitung Umbau. Nach der Aufgabe richten sich die Zugänge."),
        max_length=160,
    )
    kind = ChoiceField(label=KIND, choices=EngagementKind.choices)
    sponsor = SponsorForm.base_fields["sponsor"]
    start = DateField(label=gettext_lazy("Erster Tag"), quick=("today",))
    until = DateField(label=gettext_lazy("Letzter Tag"))

    def __init__(self, data: Any = None, *, office: int) -> None:
        super().__init__(data)
        self.office = office
        start, kind = self.fields["start"], self.fields["kind"].widget
        if isinstance(start, DateField) and isinstance(kind, Radios):
            start.earliest, kind.hints = today(), kind_hints()

    clean_sponsor = SponsorForm.clean_sponsor

    def clean_unit(self) -> int:
        """A unit of the office; others and unknown ones are answered alike."""
        unit = unit_coded(self.cleaned_data["unit"])
        reach = units_in_reach(self.office, ROLE, today())
        if unit is None or (reach is not None and unit.pk not in set(reach)):
            raise ValidationError(_("Unter diesem Kürzel finden Sie keine Einheit, für die Sie zuständig sind."))
        return unit.pk

    def engagement(self) -> Engagement:
        """What was said, for the command."""
        data = self.cleaned_data
        return Engagement(
            given_name=data["given_name"],
            family_name=data["family_name"],
            email=data["email"],
            unit_id=data["unit"],
            task=data["task"],
            kind=EngagementKind(data["kind"]),
            sponsor_id=data["sponsor"].pk,
            start=data["start"],
            end=data["until"] + ONE_DAY,
        )


class ExtendForm(Form):
    """Until when the person stays; the hint says how far that may be."""

    until = DateField(label=gettext_lazy("Neuer letzter Tag"))

    def __init__(self, data: Any = None, *, latest: date) -> None:
        super().__init__(data)
        hint = _("Spätestens möglich: {day}.")
        self.fields["until"].help_text = hint.format(day=latest.strftime("%d.%m.%Y"))
