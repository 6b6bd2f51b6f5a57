"""Forms of activation: the code, the own password; and what the office asks for."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.login.models import User
from meindo.platform.people.models import Placement
from meindo.platform.people.queries import units_coded
from meindo.ui.fields import PasswordField, TextField
from meindo.ui.forms import Form


class CodeForm(Form):
    """The code of the letter."""

    code = TextField(
        label=gettext_lazy("Code aus dem Brief"),
        help_text=gettext_lazy("16 Zeichen, zum Beispiel K7M4-QX2P-C9TT-0HWA. Groß oder klein ist gleich."),
        width=20,
        max_length=40,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "autocapitalize": "characters"}


class NewPasswordForm(Form):
    """The own password, twice: nobody can read what they typed."""

    password = PasswordField(
        label=gettext_lazy("Ihr neues Passwort"),
        help_text=gettext_lazy("Mindestens 10 Zeichen. Drei oder vier Wörter hintereinander sind gut zu merken."),
    )
    again = PasswordField(label=gettext_lazy("Das Passwort noch einmal"))

    def __init__(self, data: Any = None, *, user: User | None = None) -> None:
        super().__init__(data)
        self.user = user
        for name in self.fields:
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def clean_password(self) -> str:
        """Good enough for this account."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        """Twice the same."""
        if self.cleaned_data.get("password", self.cleaned_data["again"]) != self.cleaned_data["again"]:
            raise ValidationError(_("Die beiden Passwörter sind verschieden. Bitte geben Sie es noch einmal ein."))
        return str(self.cleaned_data["again"])


class UnitForm(Form):
    """For which unit letters are made."""

    unit = TextField(
        label=gettext_lazy("Einheit"),
        help_text=gettext_lazy("Das Kürzel, zum Beispiel 51/1. Alle Einheiten darunter gehören dazu."),
        width=20,
        max_length=40,
    )

    def clean_unit(self) -> int:
        """The unit of today with this code."""
        found = units_coded([self.cleaned_data["unit"]])
        if not found:
            raise ValidationError(_("Eine Einheit mit diesem Kürzel gibt es heute nicht."))
        return next(iter(found.values()))


class OnePersonForm(Form):
    """Who gets a new letter, and why."""

    number = TextField(label=gettext_lazy("Personalnummer"), width=10, max_length=20)
    reason = TextField(
        label=gettext_lazy("Grund, und wie Sie die Person erkannt haben"),
        help_text=gettext_lazy("Zum Beispiel: Passwort vergessen, Dienstausweis gesehen.."),
        max_length=300,
    )

    def __init__(self, data: Any = None, *, places: Any = None) -> None:
        super().__init__(data)
        self.places = places

    def clean_number(self) -> Placement:
        """The place of somebody in reach; others and unknown numbers are answered alike."""
        found = self.places.filter(employment__personnel_no=self.cleaned_data["number"]).first()
        if found is None:
            raise ValidationError(_("Unter dieser Personalnummer finden Sie niemanden, für den Sie zuständig sind."))
        return found  # type: ignore[no-any-return]
