"""Forms of passkeys: allauth's, for keys that replace the password, in our words."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy

from meindo.ui.fields import TextField

NAME = gettext_lazy("Name, an dem Sie ihn erkennen")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A new passkey: always one that the device unlocks, so that no password is needed beside it."""

    name = TextField(label=NAME, max_length=60, required=False)
    passwordless = None  # nothing to choose

    def clean(self) -> dict[str, Any]:
        """The answer of the device, which has made sure that it is its owner."""
        self.cleaned_data["passwordless"] = True
        return dict(super().clean())


class EditPasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name."""

    name = TextField(label=NAME, max_length=60)
