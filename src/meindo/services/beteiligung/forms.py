"""The questions when something is brought forward, and the small forms of promises and meetings."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.cases.models import Draft
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, LongTextField, MultipleChoiceField, TextField
from meindo.ui.files import FilesField
from meindo.ui.forms import Form
from meindo.ui.question import Question

from .bodies import BODIES
from .models import Part
from .subjects import FREE, KINDS

PAPERS, SUBJECT = "unterlagen", "subject"
YES_NO = (("no", gettext_lazy("Nein")), ("yes", gettext_lazy("Ja, es eilt")))


class KindForm(Form):
    """What it is, where it does not follow from a thing of the program."""

    title_field = "kind"
    kind = ChoiceField(label=gettext_lazy("Worum geht es?"), choices=[(key, gettext_lazy(KINDS[key])) for key in FREE])


class MatterForm(Form):
    """What is intended."""

    title = TextField(label=gettext_lazy("Gegenstand"), help_text=gettext_lazy("In einem kurzen Satz, ohne Namen."))
    text = LongTextField(
        label=gettext_lazy("Was ist beabsichtigt und warum?"),
        help_text=gettext_lazy("Alles, was die Stelle für ihre Antwort wissen muss."),
        rows=8,
    )


class BodiesForm(Form):
    """Who is asked."""

    title_field = "bodies"
    bodies = MultipleChoiceField(
        label=gettext_lazy("Wer wird beteiligt?"),
        help_text=gettext_lazy("Jede Stelle bekommt einen eigenen Vorgang mit eigener Frist."),
        choices=[(body.key, gettext_lazy(body.label)) for body in BODIES.values()],
    )


class UrgentForm(Form):
    """Whether the time is shortened."""

    title_field = "urgent"
    urgent = ChoiceField(
        label=gettext_lazy("Muss die Frist verkürzt werden?"),
        help_text=gettext_lazy("Nur in dringenden Fällen; Sie nennen den Grund."),
        choices=YES_NO,
    )


class BecauseForm(Form):
    """Why it is urgent."""

    title_field = "urgent_because"
    urgent_because = LongTextField(label=gettext_lazy("Warum eilt es?"), rows=3)


def questions(draft: Draft) -> list[Question]:
    """What is asked; the kind only where no thing of the program tells it."""
    known: Mapping[str, Any] = draft.data or {}
    kind = [] if known.get(SUBJECT) else [Question("art", KindForm, gettext_lazy("Worum geht es?"))]
    return [
        *kind,
        Question("gegenstand", MatterForm, gettext_lazy("Gegenstand")),
        Question("stellen", BodiesForm, gettext_lazy("Wer wird beteiligt?")),
        Question("frist", UrgentForm, gettext_lazy("Frist")),
        Question(
            "eile",
            BecauseForm,
            gettext_lazy("Warum eilt es?"),
            when=lambda known: known.get("urgent") == "yes",
            only_if=gettext_lazy("Nur wenn die Frist verkürzt werden muss."),
        ),
        _papers(draft),
    ]


def _papers(draft: Draft) -> Question:
    field = FilesField(
        label=gettext_lazy("Welche Unterlagen gehören dazu?"),
        help_text=gettext_lazy("PDF-Dateien oder Fotos, je höchstens 20 MB und höchstens 25."),
        draft=draft,
    )
    form_class = type("PapersForm", (Form,), {"papers": field, "title_field": "papers"})
    return Question(PAPERS, form_class, gettext_lazy("Unterlagen"))


class PromiseForm(Form):
    """What was promised."""

    text = LongTextField(label=gettext_lazy("Was wurde zugesagt?"), rows=2, max_length=1000)
    by_whom = TextField(label=gettext_lazy("Wer macht es?"), max_length=120)
    due_on = DateField(label=gettext_lazy("Bis wann?"))


class DoneForm(Form):
    """What became of a promise."""

    note = LongTextField(label=gettext_lazy("Wie wurde die Zusage erfüllt?"), rows=2, max_length=1000)


class MeetingForm(Form):
    """A meeting and its agenda."""

    held_on = DateField(label=gettext_lazy("Tag der Sitzung"))
    place = TextField(label=gettext_lazy("Ort"), max_length=120)
    points = MultipleChoiceField(label=gettext_lazy("Tagesordnung"), choices=[], required=False)

    def __init__(self, *args: Any, parts: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["points"]
        assert isinstance(field, MultipleChoiceField)  # noqa: S101 (declared above)
        text = _("{title} ({number})")
        field.choices = [
            (str(part.case.uuid), text.format(title=part.item.title, number=part.case.number)) for part in parts
        ]
