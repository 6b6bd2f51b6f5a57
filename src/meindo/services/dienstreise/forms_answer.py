"""The one page on which a person answers a question: words, a new value of the field asked about, files."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meindo.platform.cases.models import Case, Draft, Inquiry
from meindo.ui.fields import LongTextField
from meindo.ui.files import FilesField
from meindo.ui.forms import Form

from . import questions
from .forms_receipts import RECEIPTS

PHOTO = _("Foto oder PDF, je höchstens 20 MB. Nur, wenn es zur Frage passt.")


def answer_form(case: Case, asked: Inquiry, draft: Draft) -> type[Form]:
    """The field alone where it can be asked alone, holding the answer as it stands; a text; files."""
    alone = questions.field_alone(case, asked.field) if asked.field and asked.field != RECEIPTS else {}
    fields: dict[str, Any] = {
        **alone,
        "text": LongTextField(
            label=_("Ihre Antwort"),
            help_text=_("Ein Satz genügt. Bitte nennen Sie keine Gesundheitsdaten."),
            required=False,
            rows=3,
            max_length=2000,
        ),
        "receipts": FilesField(label=_("Foto oder Datei dazu"), help_text=PHOTO, draft=draft),
    }
    return type("AnswerForm", (Form,), fields)


def unsent(form_class: type[Form], draft: Draft) -> Form:
    """The form as it was left: what was typed, else the answers as they stand; nothing is called wrong."""
    known = form_class(draft.data)
    return form_class(initial={name: known[name].data for name in known.fields if known[name].data})
