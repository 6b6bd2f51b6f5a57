"""The form of a stage: what is known of it so far, in the words of those who plan it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.people.models import Person
from meindo.platform.people.queries import main_place, person_numbered, units_coded
from meindo.platform.registry.catalogue import services
from meindo.platform.rollout.models import CARRIES, Participation, Stage
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, TextField
from meindo.ui.forms import Form

NAMES = {
    "kick_off_on": gettext_lazy("Auftakt"),
    "training": gettext_lazy("Schulung"),
    "handbook": gettext_lazy("Handbuch"),
    "multiplier": gettext_lazy("Multiplikator*in"),
    "help_contact": gettext_lazy("Hilfe bei Fragen"),
    "trial": gettext_lazy("Erprobung"),
    "risks": gettext_lazy("Risikobewertung"),
    "impact": gettext_lazy("Datenschutz-Folgenabschätzung"),
    "procurement": gettext_lazy("Vergabe"),
    "participation": gettext_lazy("Beteiligung des Personalrats"),
}
ENDED = {
    Participation.AGREED: gettext_lazy("zugestimmt"),
    Participation.DEEMED: gettext_lazy("Zustimmung gilt als erteilt"),
    Participation.ARBITRATED: gettext_lazy("durch die Einigungsstelle ersetzt"),
    Participation.PROVISIONAL: gettext_lazy("vorläufige Regelung"),
}
OPEN = ("", gettext_lazy("noch offen"))
CODES = gettext_lazy("Kurzzeichen, durch Komma getrennt, zum Beispiel 51, 20, 11/4.")


class StageForm(Form):
    """A stage and what it carries; only name, day and units are needed to plan it."""

    label = TextField(label=gettext_lazy("Name der Stufe"), max_length=120)
    starts_on = DateField(label=gettext_lazy("Beginn"))
    units = TextField(
        label=gettext_lazy("Einheiten mit allem, was darunter liegt"), help_text=CODES, required=False, max_length=1000
    )
    alone = TextField(label=gettext_lazy("Einheiten für sich allein"), help_text=CODES, required=False, max_length=1000)
    kick_off_on = DateField(label=NAMES["kick_off_on"], required=False)
    training = TextField(label=NAMES["training"], required=False, help_text=gettext_lazy("Wie und wo geschult wird."))
    handbook = TextField(label=NAMES["handbook"], required=False, help_text=gettext_lazy("Wo es zu finden ist."))
    multiplier = TextField(
        label=NAMES["multiplier"], required=False, max_length=20, width=12, help_text=gettext_lazy("Personalnummer")
    )
    help_contact = TextField(label=NAMES["help_contact"], required=False, max_length=120)
    trial = TextField(
        label=NAMES["trial"],
        required=False,
        max_length=300,
        help_text=gettext_lazy("Wer was wie lange ausprobiert hat und was dabei herauskam."),
    )
    risks = TextField(
        label=NAMES["risks"],
        required=False,
        max_length=300,
        help_text=gettext_lazy("Was schiefgehen kann und was dagegen getan ist."),
    )
    impact = TextField(
        label=NAMES["impact"],
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ergebnis und Datum, oder warum keine nötig ist (Art. 35 DSGVO)."),
    )
    procurement = TextField(
        label=NAMES["procurement"],
        required=False,
        max_length=300,
        help_text=gettext_lazy("Wie vergeben wurde, oder warum nichts zu vergeben war."),
    )
    participation = ChoiceField(
        label=gettext_lazy("Wie ist die Beteiligung des Personalrats ausgegangen? (LPVG NRW § 66)"),
        choices=[OPEN, *((str(key), label) for key, label in ENDED.items())],
        required=False,
    )

    def without_participation(self) -> None:
        """The staff council was asked in a case: its result is not typed here."""
        del self.fields["participation"]

    def clean_units(self) -> list[int]:
        """The units, found by their codes."""
        return _units(self.cleaned_data["units"])

    def clean_alone(self) -> list[int]:
        """The units that stand alone."""
        return _units(self.cleaned_data["alone"])

    def clean_multiplier(self) -> Person | None:
        """The person with that number."""
        number = self.cleaned_data["multiplier"].strip()
        found = person_numbered(number) if number else None
        if number and found is None:
            text = _("Unter der Personalnummer {number} arbeitet heute niemand. Bitte prüfen Sie die Nummer.")
            raise ValidationError(text.format(number=number), code="unknown")
        return found

    def clean(self) -> dict[str, Any]:
        """A stage has a unit, each once, and its kick-off comes before it."""
        data = self.cleaned_data
        units, alone = data.get("units"), data.get("alone")
        if units == [] and alone == []:
            self.add_error("units", _("Bitte nennen Sie wenigstens eine Einheit."))
        if units and alone and set(units) & set(alone):
            self.add_error("alone", _("Eine Einheit steht in beiden Feldern. Bitte nennen Sie sie nur einmal."))
        kick_off, start = data.get("kick_off_on"), data.get("starts_on")
        if kick_off and start and kick_off > start:
            self.add_error("kick_off_on", _("Der Auftakt liegt nach dem Beginn. Bitte prüfen Sie beide Daten."))
        return data

    def stage(self) -> dict[str, Any]:
        """The right answers, as the commands take them."""
        names = ("label", "starts_on", "units", "alone", *CARRIES)
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class PlanForm(StageForm):
    """A new stage also says of which service."""

    service = ChoiceField(label=gettext_lazy("Dienst"), choices=[])
    field_order = ("service",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(entry.key, _(entry.label)) for entry in services()]

    def stage(self) -> dict[str, Any]:
        """The same with the service."""
        return {"service": self.cleaned_data["service"], **super().stage()}


def _units(typed: str) -> list[int]:
    codes = list(dict.fromkeys(code.strip() for code in typed.split(",") if code.strip()))
    found = units_coded(codes)
    unknown = [code for code in codes if code not in found]
    if unknown:
        text = _("Diese Kurzzeichen gibt es nicht: {codes}.")
        raise ValidationError(text.format(codes=", ".join(unknown)), code="unknown")
    return [found[code] for code in codes]


def values_of(stage: Stage) -> dict[str, Any]:
    """A stage as its form shows it."""
    place = main_place(stage.multiplier_id) if stage.multiplier_id else None
    rows = [(entry.unit.code, entry.with_below) for entry in stage.units.select_related("unit").order_by("id")]
    return {
        **{name: getattr(stage, name) for name in ("label", "starts_on", *CARRIES)},
        "units": ", ".join(code for code, below in rows if below),
        "alone": ", ".join(code for code, below in rows if not below),
        "multiplier": place.employment.personnel_no if place else "",
    }
