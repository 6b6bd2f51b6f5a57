"""Forms of the office behind the public face."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.registry.models import LocalEntry
from meindo.platform.registry.register import Register
from meindo.ui.fields import ChoiceField, LongTextField, TextField
from meindo.ui.forms import Form

PUBLIC, SILENT = "public", "silent"


class AnswerForm(Form):
    """What is answered, and whether everybody reads it."""

    answer = LongTextField(label=gettext_lazy("Antwort"), max_length=4000)
    shown = ChoiceField(
        label=gettext_lazy("Wo erscheint die Antwort?"),
        choices=[
            (PUBLIC, gettext_lazy("öffentlich, mit der Frage")),
            (SILENT, gettext_lazy("nicht öffentlich (zum Beispiel: die Frage nennt eine Person)")),
        ],
    )

    def answered(self) -> dict[str, Any]:
        """The answer as the command takes it."""
        return {"answer": self.cleaned_data["answer"], "is_public": self.cleaned_data["shown"] == PUBLIC}


def entry_form(register: Register, written: LocalEntry | None, data: Any) -> Form:
    """One field for each column of a register that people write themselves."""
    fields: dict[str, Any] = {"title": TextField(label=gettext_lazy("Name"), max_length=200)}
    for column in register.columns:
        fields[column.key] = LongTextField(label=_(column.label), max_length=2000, rows=3, required=False)
    initial = {"title": written.title, **written.content} if written else {}
    form: Form = type("EntryForm", (Form,), fields)(data, initial=initial)
    return form


def said(form: Form) -> tuple[str, dict[str, str]]:
    """Title and columns as they were typed."""
    values = dict(form.cleaned_data)
    return values.pop("title"), values
