"""The questions of a request, the form of an emergency, and the one with which something is given back."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.identity.commands_grants import MOST_DAYS, longest
from meindo.identity.models import Application, BusinessRole, Entitlement
from meindo.platform.clock import today
from meindo.platform.people.models import Person
from meindo.platform.people.queries import person_numbered
from meindo.ui.cells import date_text
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, TextField
from meindo.ui.forms import Form
from meindo.ui.question import Question

from .queries_catalogue import beside, emergency_rights

Thing = Entitlement | BusinessRole
PROPOSED = timedelta(days=90)
WHAT = gettext_lazy("Welchen Zugang brauchen Sie?")
UNTIL = gettext_lazy("Bis wann wird der Zugang gebraucht?")
WHY = gettext_lazy("Wofür wird der Zugang gebraucht?")


class WantedForm(Form):
    """On paper the right is written down in words."""

    title_field = "what"
    what = TextField(
        label=WHAT,
        help_text=gettext_lazy("Nennen Sie die Anwendung und das Recht oder die Rolle."),
        max_length=200,
    )


class ReasonForm(Form):
    """Why."""

    title_field = "reason"
    reason = TextField(
        label=WHY,
        help_text=gettext_lazy("Alle, die entscheiden, lesen das. Nennen Sie die Aufgabe, keine anderen Personen."),
        max_length=300,
    )


def hint_of(what: Thing) -> str:
    """What a right lets somebody do, and what can happen if the wrong person has it."""
    if isinstance(what, Entitlement):
        values = {"text": what.description, "risk": what.get_risk_display()}
        return _("%(text)s Risiko: %(risk)s.") % values
    return what.description


def last_day(what: Thing | None) -> Any:
    """The latest day until which it can be asked for."""
    return today() + timedelta(days=(longest(what) if what else MOST_DAYS) - 1)


def proposed_day(what: Thing) -> Any:
    """In 90 days, or sooner where it cannot last so long."""
    return min(today() + PROPOSED, last_day(what))


def questions_for(what: Thing | None) -> list[Question]:
    """What, until when, why. The first offers what stands beside the right that was picked in the catalogue."""
    last = last_day(what)
    until = DateField(
        label=UNTIL,
        help_text=_("Höchstens bis zum %(day)s. Verlängern können Sie nur mit einem neuen Antrag.")
        % {"day": date_text(last)}
        if what
        else _("Höchstens ein Jahr. Verlängern können Sie nur mit einem neuen Antrag."),
        earliest=today(),
        latest=last,
    )
    return [
        Question("was", _what_form(what) if what else WantedForm, WHAT),
        Question("bis", type("UntilForm", (Form,), {"until": until, "title_field": "until"}), UNTIL),
        Question("grund", ReasonForm, WHY),
    ]


def _what_form(what: Thing) -> type[Form]:
    offered = beside(what)
    field = ChoiceField(
        label=WHAT,
        choices=[(str(row.uuid), row.label) for row in offered],
        hints={str(row.uuid): hint_of(row) for row in offered},
    )
    return type("WhatForm", (Form,), {"what": field, "title_field": "what"})


class BackForm(Form):
    """Why something is given back."""

    reason = TextField(
        label=gettext_lazy("Warum wird der Zugang nicht mehr gebraucht?"),
        help_text=gettext_lazy("Zum Beispiel: Die Aufgabe ist beendet."),
        max_length=300,
    )


class EmergencyForm(Form):
    """To whom, which right, why; it always ends after 24 hours."""

    number = TextField(label=gettext_lazy("Personalnummer"), width=10, max_length=20)
    right = ChoiceField(label=gettext_lazy("Welches Recht?"), choices=[])
    reason = TextField(
        label=gettext_lazy("Grund"),
        help_text=gettext_lazy("Die Person und die Prüfung lesen ihn."),
        max_length=300,
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rights = {str(row.uuid): row for row in emergency_rights(application)}
        field = self.fields["right"]
        assert isinstance(field, ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(key, row.label) for key, row in self.rights.items()]

    def clean_number(self) -> Person:
        """A person who works here today."""
        found = person_numbered(self.cleaned_data["number"])
        if found is None:
            raise ValidationError(_("Unter dieser Personalnummer gibt es niemanden."))
        return found
