"""Forms of recertification."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.identity.campaign_models import OnSilence
from meindo.identity.models import Application
from meindo.platform.clock import today
from meindo.platform.people.models import OrgUnit
from meindo.platform.people.queries import unit_coded
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, LongTextField, MultipleChoiceField, SelectField, TextField
from meindo.ui.forms import Form

from . import queries_applications


class CampaignForm(Form):
    """What is asked about, until when, and what silence means."""

    title = TextField(label=gettext_lazy("Titel"), max_length=160, width=0)
    application = SelectField(
        label=gettext_lazy("Anwendung"),
        help_text=gettext_lazy("Dann prüft die verantwortliche Person."),
        choices=(),
        required=False,
    )
    unit = TextField(
        label=gettext_lazy("Oder: Kurzzeichen einer Einheit"),
        help_text=gettext_lazy("Mit allem, was darunter ist. Dann prüfen die Führungskräfte."),
        required=False,
        width=10,
    )
    due_on = DateField(label=gettext_lazy("Letzter Tag"))
    on_silence = ChoiceField(
        label=gettext_lazy("Was geschieht mit Zugängen, zu denen niemand etwas sagt?"),
        choices=OnSilence.choices,
        initial=OnSilence.KEEP,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application"].choices = [  # type: ignore[attr-defined]
            ("", _("Bitte wählen")),
            *queries_applications.all_applications(),
        ]

    def clean_application(self) -> Application | None:
        """An application of the catalogue."""
        uuid = self.cleaned_data["application"]
        return queries_applications.any_application(uuid) if uuid else None

    def clean_unit(self) -> OrgUnit | None:
        """A unit of today."""
        code = self.cleaned_data["unit"]
        found = unit_coded(code) if code else None
        if code and found is None:
            raise ValidationError(_("Diese Einheit gibt es nicht."))
        return found

    def clean_due_on(self) -> Any:
        """Long enough for people to look, not longer than a year."""
        day = self.cleaned_data["due_on"]
        if not today() < day <= today() + timedelta(days=366):
            raise ValidationError(_("Bitte nennen Sie einen Tag im nächsten Jahr, nach heute."))
        return day

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not self.errors and bool(data.get("application")) == bool(data.get("unit")):
            raise ValidationError(_("Bitte nennen Sie eine Anwendung oder eine Einheit."))
        return data


class ReviewForm(Form):
    """What a person needs no longer, and why."""

    removed = MultipleChoiceField(label=gettext_lazy("Was braucht die Person nicht mehr?"), choices=(), required=False)
    reason = LongTextField(
        label=gettext_lazy("Grund"),
        help_text=gettext_lazy("Nötig, wenn etwas wegfällt. Die Person liest ihn."),
        max_length=300,
        rows=2,
        required=False,
    )

    def __init__(self, choices: list[tuple[str, str]], hints: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["removed"].choices = choices  # type: ignore[attr-defined]
        self.fields["removed"].widget.hints = hints

    def clean(self) -> dict[str, Any]:
        """Whoever takes something away says why."""
        data = super().clean() or {}
        if data.get("removed") and not data.get("reason", "").strip():
            self.add_error("reason", _("Bitte nennen Sie den Grund."))
        return data
