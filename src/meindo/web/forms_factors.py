"""Forms of the help desk for second factors."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.login.queries_tokens import free_tokens
from meindo.ui.fields import ChoiceField, TextField
from meindo.ui.forms import Form
from meindo.web.commands_factors import CODES, KEYS, SPARE
from meindo.web.forms_lock import AccountForm

KINDS = {
    CODES: gettext_lazy("App mit Codes oder Code-Gerät"),
    KEYS: gettext_lazy("Passkeys"),
    SPARE: gettext_lazy("Ersatzcodes"),
}
HOW_KNOWN = gettext_lazy("Grund, und wie Sie die Person erkannt haben")


class LostForm(AccountForm):
    """Whose factor of which kind is lost."""

    kind = ChoiceField(label=gettext_lazy("Was ist verloren?"), choices=KINDS.items())

    def __init__(self, data: Any = None, *, office: int = 0) -> None:
        super().__init__(data, office=office)
        self.fields["reason"].label = HOW_KNOWN


class TokenForm(Form):
    """Which token is handed out to whom."""

    number = AccountForm.base_fields["number"]
    serial = TextField(label=gettext_lazy("Nummer auf dem Code-Gerät"), width=20, max_length=40)

    def __init__(self, data: Any = None, *, office: int = 0) -> None:
        super().__init__(data)
        self.office = office

    clean_number = AccountForm.clean_number

    def clean_serial(self) -> str:
        """A token that lies in the drawer."""
        serial = str(self.cleaned_data["serial"])
        if not free_tokens().filter(serial=serial).exists():
            raise ValidationError(_("Ein Code-Gerät mit dieser Nummer ist nicht frei."))
        return serial
