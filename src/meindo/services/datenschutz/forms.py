"""The questions: about which entry, what one wants to know; and what matters most in an information."""

from django.utils.translation import gettext_lazy as _

from meindo.ui.fields import LongTextField, TextField
from meindo.ui.forms import Form
from meindo.ui.question import Question


class EntryForm(Form):
    """Which entry of the cockpit is meant."""

    title_field = "about"
    about = TextField(
        label=_("Um welchen Eintrag geht es?"),
        help_text=_("Tag, Stelle und Zweck, wie sie unter „Meine Daten“ stehen."),
        max_length=300,
    )


class TextForm(Form):
    """What the person wants to know."""

    title_field = "text"
    text = LongTextField(
        label=_("Was möchten Sie wissen?"),
        help_text=_("Zum Beispiel: Warum hat die Stelle meinen Vorgang angesehen? Ein Grund ist nicht nötig."),
    )


class WishForm(Form):
    """What matters most, if anything."""

    title_field = "wish"
    wish = LongTextField(
        label=_("Geht es Ihnen um etwas Bestimmtes?"),
        help_text=_("Das Feld darf leer bleiben. Sie bekommen in jedem Fall alles, was gespeichert ist."),
        required=False,
    )


QUESTIONS = [
    Question("eintrag", EntryForm, _("Um welchen Eintrag geht es?")),
    Question("frage", TextForm, _("Was möchten Sie wissen?")),
]
WISHES = [Question("wunsch", WishForm, _("Geht es Ihnen um etwas Bestimmtes?"))]
