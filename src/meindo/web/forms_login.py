"""The form of the log-in: allauth's, with the question whose device it is."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.forms import LoginForm
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from meindo.ui.fields import StatementField, TextField
from meindo.ui.forms import Form
from meindo.web.devices import OWN, says_it_is_a_terminal, set_length

KEY = "stadt"  # the one upstream, in addresses
IS_OWN = gettext_lazy("Das ist mein eigenes Gerät")
HOW_LONG = gettext_lazy(
    "Dann bleiben Sie hier 30 Tage angemeldet. Ohne Haken endet die Anmeldung mit dem Browser, spätestens nach "
    "12 Stunden. Bei Geld, Bankdaten und Entscheidungen fragen wir auf dem eigenen Gerät noch einmal nach."
)


class LogInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Name, password, and whether this is the person's own device; a shared terminal is not asked."""

    own_device = StatementField(label=IS_OWN, help_text=HOW_LONG, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.request is not None and says_it_is_a_terminal(self.request):
            del self.fields[OWN]

    @property
    def upstream(self) -> dict[str, str]:
        """Name and address of the city's own log-in; empty where there is none."""
        if not settings.UPSTREAM or self.request is None:
            return {}
        wanted = {"next": self.request.GET.get("next", "")}
        address = reverse("openid_connect_login", args=[KEY])
        return {
            "name": settings.UPSTREAM["name"],
            "address": f"{address}?{urlencode(wanted)}" if wanted["next"] else address,
        }

    def login(self, request: Any, redirect_url: Any = None) -> Any:
        """Log in, or go on to the second factor with the answer kept; allauth's own length does not count."""
        request.session[OWN] = bool(self.cleaned_data.get(OWN))
        response = super().login(request, redirect_url=redirect_url)
        set_length(request)
        return response


class TerminalForm(Form):
    """What a shared terminal is called."""

    name = TextField(
        label=gettext_lazy("Wo steht das Terminal?"),
        help_text=gettext_lazy(
            "Zum Beispiel: Betriebshof Nord, Pausenraum. So heißt es in den Listen der Beschäftigten."
        ),
        max_length=80,
    )
