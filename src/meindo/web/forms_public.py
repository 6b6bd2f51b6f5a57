"""What anybody may write without a log-in."""

from django.utils.translation import gettext_lazy as _

from meindo.platform.registry.commands_public import ask_in_public
from meindo.platform.registry.models import PublicQuestion
from meindo.ui.fields import LongTextField, TextField
from meindo.ui.forms import Form


class AskForm(Form):
    """A question about an entry."""

    text = LongTextField(
        label=_("Ihre Frage"),
        help_text=_(
            "Bitte schreiben Sie keine Namen und nichts Persönliches: Frage und Antwort werden veröffentlicht."
        ),
        max_length=2000,
    )

    def ask(self, *, register: str, entry: str) -> PublicQuestion:
        """Take the question in."""
        return ask_in_public(text=self.cleaned_data["text"], register=register, entry=entry)


class BarrierForm(Form):
    """A report that something cannot be used (BITVNRW)."""

    text = LongTextField(label=_("Was geht nicht?"), max_length=4000)
    page = TextField(label=_("Auf welcher Seite?"), max_length=200, required=False)
    contact = TextField(
        label=_("Wie erreichen wir Sie für eine Antwort?"),
        help_text=_("Wird gelöscht, sobald Sie eine Antwort haben."),
        max_length=200,
        required=False,
    )

    def report(self) -> PublicQuestion:
        """Take the report in."""
        data = self.cleaned_data
        return ask_in_public(text=data["text"], page=data["page"], contact=data["contact"])
