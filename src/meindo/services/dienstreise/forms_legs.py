"""The questions about rides: one page each, and one more where the train was first class."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from meindo.ui.fields import ChoiceField, MultipleChoiceField, StatementField, TextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField, KilometreField, WholeNumberField
from meindo.ui.question import Question

from .forms import MEANS, OWN_MOTOR, WITH_FARE, WITH_KM, YES_NO, day_field, is_ticked, is_yes
from .routes import NO_ROUTES, Routes, with_known_km

MAX_LEGS = 8
MOST_RADIOS = 7
LONGEST_RIDE_MINUTES = 2 * 24 * 60


def leg_question(number: int, days: list[tuple[str, str]] | None, routes: Routes) -> Question:
    """One ride on one of the `days` (as choices), and whether there was another one."""
    p = f"leg{number}_"
    fields = day_field(_("Tag der Fahrt"), days, MOST_RADIOS)
    fields |= {"means": ChoiceField(label=_("Womit?"), choices=MEANS), **_way_fields(routes), **_other_fields()}
    named = {p + name: field for name, field in fields.items()}
    form_class = type(f"Leg{number}Form", (LegForm,), {**named, "prefix_of_leg": p, "routes": routes})
    title = _("Fahrt {number}").format(number=number)
    if number == 1:
        return Question("fahrt-1", form_class, title)
    only = _("Nur wenn es noch eine Fahrt gab.")
    return Question(f"fahrt-{number}", form_class, title, when=is_yes(f"leg{number - 1}_more"), only_if=only)


def _way_fields(routes: Routes) -> dict[str, Any]:
    place: dict[str, Any] = {"required": False, "max_length": 80, "suggestions": routes.places()}
    return {
        "from": TextField(label=_("Von"), **place),
        "to": TextField(label=_("Nach"), **place),
        "km": KilometreField(
            label=_("Gefahrene Kilometer"), required=False, help_text=_("Nur für Auto, Motorrad und Fahrrad.")
        ),
    }


def _other_fields() -> dict[str, Any]:
    return {
        "fare": AmountField(label=_("Fahrpreis"), required=False, help_text=_("Nur für Bahn, Bus, Taxi und Flug.")),
        "city_paid": StatementField(label=_("Die Stadt hat diese Fahrt gebucht und bezahlt."), required=False),
        "first": StatementField(label=_("Ich bin in der 1. Klasse gefahren (nur Bahn)."), required=False),
        "passengers": WholeNumberField(
            label=_("Mitgenommene Kolleg*innen"), required=False, help_text=_("Nur beim eigenen Auto oder Motorrad.")
        ),
        "extras": MultipleChoiceField(
            label=_("Außerdem im eigenen Auto"),
            choices=[("heavy_goods", _("schweres oder sperriges Dienstgepäck")), ("trailer", _("Anhänger"))],
            required=False,
        ),
        "reason": TextField(label=_("Grund für Taxi oder Flug"), required=False, max_length=300, width=40),
        "lowest": StatementField(label=_("Der Flug war in der niedrigsten Klasse."), required=False),
        "more": ChoiceField(label=_("Gab es noch eine Fahrt?"), choices=YES_NO),
    }


class LegForm(Form):
    """One ride; what fits the means is asked for, what does not is refused at its field.

    Kilometres left empty are those last accepted for the same two places and means, if there are any.
    """

    prefix_of_leg = ""
    routes: Routes = NO_ROUTES

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        known = None if data is None else with_known_km(data, self.prefix_of_leg, self.routes)
        super().__init__(known, *args, **options)
        field = self.fields[f"{self.prefix_of_leg}km"]
        field.help_text = self.routes.hint(known or self.initial, self.prefix_of_leg) or field.help_text

    def clean(self) -> dict[str, Any]:
        """Kilometres for own vehicles, a fare for tickets, and nothing that does not belong to the means."""
        data, p = self.cleaned_data, self.prefix_of_leg
        means = data.get(f"{p}means")
        if means in WITH_KM and not data.get(f"{p}km") and f"{p}km" not in self.errors:
            self.add_error(f"{p}km", _("Bitte geben Sie die gefahrenen Kilometer an."))
        is_paid = bool(data.get(f"{p}city_paid"))
        if means in WITH_FARE and data.get(f"{p}fare") is None and not is_paid and f"{p}fare" not in self.errors:
            self.add_error(f"{p}fare", _("Bitte geben Sie den Fahrpreis an. Bei einem Freifahrtschein: 0."))
        if means:
            self._refuse_unfitting(means, data, p)
        return data

    def _refuse_unfitting(self, means: str, data: Mapping[str, Any], p: str) -> None:
        if means not in WITH_KM and data.get(f"{p}km"):
            self.add_error(f"{p}km", _("Kilometer zählen nur für eigene Fahrzeuge. Bitte leeren Sie das Feld."))
        if means not in WITH_FARE and data.get(f"{p}fare"):
            self.add_error(f"{p}fare", _("Einen Fahrpreis gibt es nur für Bahn, Bus, Taxi und Flug."))
        if means not in WITH_FARE and data.get(f"{p}city_paid"):
            self.add_error(f"{p}city_paid", _("Das gibt es nur bei Bahn, Bus, Taxi und Flug."))
        if means != "flight" and data.get(f"{p}lowest"):
            self.add_error(f"{p}lowest", _("Das gilt nur für einen Flug. Bitte entfernen Sie den Haken."))
        if means != "train" and data.get(f"{p}first"):
            self.add_error(f"{p}first", _("Die 1. Klasse gibt es nur in der Bahn."))
        if means not in OWN_MOTOR and (data.get(f"{p}passengers") or data.get(f"{p}extras")):
            self.add_error(f"{p}passengers", _("Das geht nur mit dem eigenen Auto oder Motorrad."))


def class_question(number: int) -> Question:
    """How long a ride in first class took, and what second class would have cost."""
    p = f"leg{number}_"
    minutes: dict[str, Any] = {"unit": _("Minuten"), "least": 1, "most": LONGEST_RIDE_MINUTES, "width": 6}
    fields = {
        f"{p}travel": WholeNumberField(
            label=_("Dauer mit Umsteigen"),
            help_text=_("Von der ersten Abfahrt bis zur letzten Ankunft. 2 Stunden sind 120 Minuten."),
            **minutes,
        ),
        f"{p}riding": WholeNumberField(
            label=_("Davon im Zug"), help_text=_("Ohne die Zeit zum Umsteigen und Warten."), **minutes
        ),
        f"{p}second": AmountField(
            label=_("Preis derselben Fahrt in der 2. Klasse"),
            help_text=_(
                "Wenn die 1. Klasse nicht zulässig war, zählt dieser Preis. Ohne ihn entscheidet die Reisestelle."
            ),
            required=False,
        ),
    }
    form_class = type(f"Class{number}Form", (ClassForm,), {**fields, "prefix_of_leg": p})
    title = _("Fahrt {number}: 1. Klasse").format(number=number)
    only = _("Nur für die 1. Klasse der Bahn.")
    return Question(f"klasse-{number}", form_class, title, when=is_ticked(f"{p}first"), only_if=only)


class ClassForm(Form):
    """What decides on the first class."""

    prefix_of_leg = ""

    def clean(self) -> dict[str, Any]:
        """Nobody rides longer than the journey takes."""
        data, p = self.cleaned_data, self.prefix_of_leg
        travel, riding = data.get(f"{p}travel"), data.get(f"{p}riding")
        if travel and riding and riding > travel:
            self.add_error(f"{p}riding", _("Die Zeit im Zug kann nicht länger sein als die ganze Dauer."))
        return data
