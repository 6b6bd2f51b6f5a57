"""What has to be known before a printed form is typed in: its number, whose it is, when it came in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.access.viewer import Viewer
from meindo.platform.cases.models import Case, Draft
from meindo.platform.paper.commands import begin_entry
from meindo.platform.paper.models import PrintedForm
from meindo.platform.paper.numbers import NumberMistyped, grouped, number_of
from meindo.platform.paper.queries import form_numbered
from meindo.platform.people.models import Person, Placement
from meindo.platform.people.queries import places_in_reach, places_named
from meindo.ui.cells import date_range
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, TextField
from meindo.ui.forms import Form
from meindo.ui.wizard import Wizard, titled

MOST, SHORTEST = 20, 2
MISTYPED = gettext_lazy(
    "Diese Nummer kann nicht stimmen: Ein Zeichen fehlt, ist zu viel, falsch oder vertauscht. Bitte vergleichen Sie "
    "sie mit dem Formular."
)
UNKNOWN = gettext_lazy(
    "Unter dieser Nummer ist hier kein Formular bekannt. Bitte vergleichen Sie sie mit dem Formular. Stimmt sie, kommt "
    "das Formular von anderswo, oder es ist so alt, dass seine Nummer gelöscht ist. Dann nehmen Sie bitte ein neues."
)


class NumberForm(Form):
    """The number as it stands on every page of the form; cleans to the printed form."""

    number = TextField(
        label=gettext_lazy("Nummer des Formulars"),
        help_text=gettext_lazy(
            "Neun Zeichen, sie steht unter dem QR-Code und am Fuß jeder Seite, zum Beispiel K7M-4QX-2PC."
        ),
        max_length=40,
        width=12,
    )

    def clean_number(self) -> PrintedForm:
        """The form that was printed under the number."""
        try:
            found = form_numbered(number_of(self.cleaned_data["number"]))
        except NumberMistyped as problem:
            raise ValidationError(MISTYPED, code="mistyped") from problem
        if found is None:
            raise ValidationError(UNKNOWN, code="unknown")
        return found


@dataclass(frozen=True)
class Beginning:
    """A printed form that somebody is about to type in, in the role that the service names."""

    viewer: Viewer
    printed: PrintedForm
    wizard: Wizard

    def found(self, text: str) -> list[Placement]:
        """Colleagues of the own units for a form without a name."""
        known = places_in_reach(self.viewer.person_id, self.viewer.role, self.viewer.day)
        return list(places_named(known, text)[:MOST]) if len(text) >= SHORTEST else []

    def person(self, chosen: str) -> Person | None:
        """Whose form it is: the person for whom it was printed, else the chosen one; None for somebody out of reach."""
        wanted = self.printed.person.uuid if self.printed.person else chosen
        places = places_in_reach(self.viewer.person_id, self.viewer.role, self.viewer.day)
        place = places.filter(person__uuid=wanted).first() if wanted else None
        return place.person if place else None

    def matters(self, person: Person) -> list[Case]:
        """The cases to which a form can belong that begins none of its own."""
        return list(self.wizard.paper.matters(self.viewer, person.pk)) if self.wizard.paper.matters else []

    def form(self, data: Any, matters: list[Case]) -> Form:
        """When it came in and, where it belongs to a case, to which."""
        received = DateField(
            label=_("Wann ist das Formular eingegangen?"),
            help_text=_("Der Tag auf dem Eingangsstempel. Er zählt für die Fristen."),
            quick=("today", "yesterday"),
            earliest=self.printed.printed_on,
            latest=self.viewer.day,
        )
        fields: dict[str, Any] = {"received": received}
        if matters:
            choices = [(str(case.uuid), _matter(case)) for case in matters]
            fields["case"] = ChoiceField(label=_("Zu welchem Vorgang gehört es?"), choices=choices)
        form: Form = type("BeginForm", (Form,), fields)(data)
        return form

    def draft(self, person: Person, answers: dict[str, Any], matters: list[Case]) -> Draft:
        """Begin the draft; PaperRefused when the form cannot be typed in any more."""
        case = next((found for found in matters if str(found.uuid) == answers.get("case")), None)
        return begin_entry(
            self.printed,
            person=person.pk,
            received_on=answers["received"],
            title=titled(f"{self.wizard.paper.title} {grouped(self.printed.number)}", person),
            data=self.wizard.paper.known(case) if case else None,
            case=case,
            by=self.viewer.actor,
        )


def _matter(case: Case) -> str:
    return f"{case.headline}, {date_range(case.starts_on, case.ends_on, short=True)} ({case.number})"


def uuid_in(text: str) -> str:
    """A typed address part, if it is one."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""
