"""Forms of the office that locks accounts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.login.models import User
from meindo.platform.login.queries_lock import account_numbered
from meindo.ui.fields import TextField
from meindo.ui.forms import Form


class AccountForm(Form):
    """Whose account, and why."""

    number = TextField(label=gettext_lazy("Personalnummer"), width=10, max_length=20)
    reason = TextField(label=gettext_lazy("Grund"), max_length=300)

    def __init__(self, data: Any = None, *, office: int = 0) -> None:
        super().__init__(data)
        self.office = office

    def clean_number(self) -> User:
        """An account in reach; others, unknown numbers and people without an account are answered alike."""
        found = account_numbered(self.office, self.cleaned_data["number"])
        if found is None:
            raise ValidationError(
                _("Unter dieser Personalnummer finden Sie keinen Zugang, für den Sie zuständig sind.")
            )
        return found


class ReasonForm(Form):
    """Why a lock ends."""

    reason = TextField(label=gettext_lazy("Grund"), max_length=300)
