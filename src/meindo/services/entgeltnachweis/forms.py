"""The questions about a statement, and the forms of the office."""

from django.utils.translation import gettext_lazy as _

from meindo.ui.fields import ChoiceField, LongTextField, TextField
from meindo.ui.forms import Form
from meindo.ui.question import Question

from .texts import KINDS


class KindForm(Form):
    """What is the matter with the statement."""

    title_field = "kind"
    kind = ChoiceField(
        label=_("Was ist mit dem Entgeltnachweis?"),
        choices=[(key, _(label)) for key, label in KINDS.items()],
    )


class MonthForm(Form):
    """Which month is meant, in the person's own words."""

    title_field = "month"
    month = TextField(
        label=_("Um welchen Monat geht es?"),
        help_text=_("Zum Beispiel: März 2026. Bei zwei Beschäftigungen bitte auch die Personalnummer."),
        max_length=60,
    )


class MoreForm(Form):
    """What else the office should know."""

    title_field = "text"
    text = LongTextField(
        label=_("Was sollen wir wissen?"),
        help_text=_("Das Feld darf leer bleiben. Beträge müssen Sie hier nicht nennen."),
        required=False,
    )


QUESTIONS = [
    Question("worum", KindForm, _("Was ist mit dem Entgeltnachweis?")),
    Question("monat", MonthForm, _("Um welchen Monat geht es?")),
    Question("mehr", MoreForm, _("Was sollen wir wissen?")),
]


class NumberForm(Form):
    """Whose statements the office looks up."""

    number = TextField(label=_("Personalnummer"), width=10, max_length=20)


class HoldForm(Form):
    """Why a statement is held back."""

    reason = TextField(
        label=_("Grund"),
        help_text=_("Die datenschutzbeauftragte Person liest ihn. Nennen Sie keine Beträge."),
        max_length=300,
    )
