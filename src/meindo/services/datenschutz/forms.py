"""The questions: about a look, about an information, what is wrong and right, what is to be erased."""

from django.utils.translation import gettext_lazy as _

from meindo.ui.fields import ChoiceField, LongTextField, TextField
from meindo.ui.forms import Form
from meindo.ui.question import Question

from .queries import FORMER_NAMES, OTHER


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


class AboutForm(Form):
    """Which datum is wrong."""

    title_field = "about"
    about = TextField(
        label=_("Um welche Angabe geht es?"),
        help_text=_("Zum Beispiel: Name, Entgeltgruppe, Tag des Dienstbeginns, eine Angabe in einem Vorgang."),
    )


class RightForm(Form):
    """What is wrong and what is right."""

    wrong = LongTextField(label=_("Was steht dort, und was ist daran falsch?"), rows=3)
    right = LongTextField(
        label=_("Was ist richtig?"), help_text=_("Wenn es einen Nachweis gibt, nennen Sie ihn bitte."), rows=3
    )


class EraseForm(Form):
    """What is to be erased."""

    title_field = "kind"
    kind = ChoiceField(
        label=_("Was soll gelöscht werden?"),
        choices=[
            (FORMER_NAMES, _("Meine früheren Namen")),
            (OTHER, _("Andere Angaben über mich")),
        ],
        hints={FORMER_NAMES: _("Einen Grund müssen Sie nicht nennen (§ 13 SBGG).")},
    )


class EraseTextForm(Form):
    """Which data, if it is not names."""

    title_field = "text"
    text = LongTextField(
        label=_("Welche Angaben meinen Sie?"),
        help_text=_(
            "Das Feld darf leer bleiben. Was das Gesetz noch aufzubewahren verlangt, bleibt; die Antwort sagt Ihnen, "
            "was das ist und bis wann."
        ),
        required=False,
    )


QUESTIONS = [
    Question("eintrag", EntryForm, _("Um welchen Eintrag geht es?")),
    Question("frage", TextForm, _("Was möchten Sie wissen?")),
]
WISHES = [Question("wunsch", WishForm, _("Geht es Ihnen um etwas Bestimmtes?"))]
CORRECTIONS = [
    Question("angabe", AboutForm, _("Um welche Angabe geht es?")),
    Question("richtig", RightForm, _("Was ist falsch, und was ist richtig?")),
]
ERASURES = [
    Question("was", EraseForm, _("Was soll gelöscht werden?")),
    Question("angaben", EraseTextForm, _("Welche Angaben meinen Sie?")),
]
