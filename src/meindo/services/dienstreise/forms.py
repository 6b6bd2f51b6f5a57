"""The questions of the request and of the claim."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from meindo.platform.clock import today
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, LongTextField, MultipleChoiceField, TextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField, KilometreField, TimeField, WholeNumberField
from meindo.ui.question import Question

MEANS = [
    ("train", _("Bahn")),
    ("bus", _("Bus, Straßenbahn, U-Bahn")),
    ("bicycle", _("Fahrrad oder Pedelec")),
    ("car", _("eigenes Auto")),
    ("motorcycle", _("eigenes Motorrad, Moped, S-Pedelec")),
    ("official_car", _("Dienstwagen")),
    ("passenger", _("Mitfahrt bei anderen")),
    ("taxi", _("Taxi")),
]
OWN_MOTOR = ("car", "motorcycle")
WITH_KM = (*OWN_MOTOR, "bicycle")
WITH_FARE = ("train", "bus", "taxi")
YES_NO = [("yes", _("Ja")), ("no", _("Nein"))]
MAX_LEGS = 8
LONGEST_LIST_DAYS = 31


class WhereForm(Form):
    """Where to."""

    title_field = "destination"
    destination = TextField(
        label=_("Wohin reisen Sie?"), help_text=_("Ort und, wenn es mehrere gibt, der letzte."), max_length=120
    )


class WhenForm(Form):
    """From when until when."""

    start_day = DateField(label=_("Beginn"), quick=("today",))
    start_time = TimeField(label=_("Uhrzeit der Abfahrt"), help_text=_("Zum Beispiel 07:30"))
    end_day = DateField(label=_("Ende"))
    end_time = TimeField(label=_("Uhrzeit der Rückkehr"), help_text=_("Geschätzt genügt."))

    def clean(self) -> dict[str, Any]:
        """The end comes after the start."""
        return check_order(self)


class WhyForm(Form):
    """Why."""

    title_field = "purpose_text"
    purpose_text = LongTextField(
        label=_("Warum ist die Reise nötig?"),
        help_text=_("Ein Satz genügt. Bitte nennen Sie keine Gesundheitsdaten."),
        rows=3,
        max_length=1000,
    )


class HowForm(Form):
    """By which means, at what cost."""

    means = ChoiceField(label=_("Womit reisen Sie hauptsächlich?"), choices=MEANS)
    means_reason = TextField(label=_("Grund, wenn Sie Auto oder Taxi nehmen"), required=False, max_length=300, width=40)
    estimate_eur = AmountField(
        label=_("Geschätzte Kosten"), required=False, help_text=_("Fahrt und Übernachtung zusammen.")
    )


REQUEST_QUESTIONS = [
    Question("wohin", WhereForm, _("Wohin reisen Sie?")),
    Question("wann", WhenForm, _("Wann reisen Sie?")),
    Question("warum", WhyForm, _("Warum ist die Reise nötig?")),
    Question("womit", HowForm, _("Womit reisen Sie?")),
]


class TimesForm(Form):
    """When the trip really began and ended."""

    start_day = DateField(label=_("Beginn der Reise"), quick=("today", "yesterday"))
    start_time = TimeField(label=_("Abfahrt zu Hause oder an der Dienststelle"))
    end_day = DateField(label=_("Ende der Reise"), quick=("today", "yesterday"))
    end_time = TimeField(label=_("Ankunft zu Hause oder an der Dienststelle"))

    def clean(self) -> dict[str, Any]:
        """The end comes after the start, and the claim after the end."""
        data = check_order(self)
        if data.get("end_day") and data["end_day"] > today():
            self.add_error("end_day", _("Abrechnen können Sie erst nach der Reise. Bitte prüfen Sie das Ende."))
        return data


def check_order(form: Form) -> dict[str, Any]:
    """The end comes after the start, said at the field where it can be mended."""
    data = form.cleaned_data
    start, end = data.get("start_day"), data.get("end_day")
    if start and end and end < start:
        form.add_error("end_day", _("Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten."))
    elif start and start == end and _times_turned(data):
        form.add_error("end_time", _("Die Rückkehr liegt vor der Abfahrt. Bitte prüfen Sie die Uhrzeiten."))
    elif start and end and end - start > timedelta(days=366):
        form.add_error("end_day", _("Die Reise dauert länger als ein Jahr. Bitte prüfen Sie das Datum."))
    return data


def _times_turned(data: Mapping[str, Any]) -> bool:
    start, end = data.get("start_time"), data.get("end_time")
    return bool(start and end and end <= start)


def leg_question(number: int, days: list[date]) -> Question:
    """One ride, and whether there was another one."""
    prefix = f"leg{number}_"
    day_choices = [(day.isoformat(), date_format(day, "D, j. F")) for day in days]
    fields: dict[str, Any] = {}
    if len(days) > 1:
        fields["day"] = ChoiceField(label=_("Tag der Fahrt"), choices=day_choices)
    fields |= {
        "means": ChoiceField(label=_("Womit?"), choices=MEANS),
        "km": KilometreField(
            label=_("Gefahrene Kilometer"), required=False, help_text=_("Nur für Auto, Motorrad und Fahrrad.")
        ),
        "fare": AmountField(label=_("Fahrpreis"), required=False, help_text=_("Nur für Bahn, Bus und Taxi.")),
        "passengers": WholeNumberField(
            label=_("Mitgenommene Kolleg*innen"), required=False, help_text=_("Nur beim eigenen Auto oder Motorrad.")
        ),
        "extras": MultipleChoiceField(
            label=_("Außerdem im eigenen Auto"),
            choices=[("heavy_goods", _("schweres oder sperriges Dienstgepäck")), ("trailer", _("Anhänger"))],
            required=False,
        ),
        "reason": TextField(label=_("Grund für Taxi oder 1. Klasse"), required=False, max_length=300, width=40),
        "more": ChoiceField(label=_("Gab es noch eine Fahrt?"), choices=YES_NO),
    }
    named = {prefix + name: field for name, field in fields.items()}
    form_class = type(f"Leg{number}Form", (LegForm,), {**named, "prefix_of_leg": prefix, "only_day": days[0]})
    last = f"leg{number - 1}_more"
    return Question(
        f"fahrt-{number}",
        form_class,
        _("Fahrt {number}").format(number=number),
        when=(lambda data: number == 1 or data.get(last) == "yes"),
    )


class LegForm(Form):
    """One ride; what fits the means is asked for, what does not is refused at its field."""

    prefix_of_leg = ""
    only_day: date

    def clean(self) -> dict[str, Any]:
        """Kilometres for own vehicles, a fare for tickets, a confirmed wish for what is unusual."""
        data, p = self.cleaned_data, self.prefix_of_leg
        means = data.get(f"{p}means")
        if means in WITH_KM and not data.get(f"{p}km") and f"{p}km" not in self.errors:
            self.add_error(f"{p}km", _("Bitte geben Sie die gefahrenen Kilometer an."))
        if means in WITH_FARE and data.get(f"{p}fare") is None and f"{p}fare" not in self.errors:
            self.add_error(f"{p}fare", _("Bitte geben Sie den Fahrpreis an. Bei einem Freifahrtschein: 0."))
        self._refuse_unfitting(means, data, p)
        return data

    def _refuse_unfitting(self, means: str | None, data: Mapping[str, Any], p: str) -> None:
        if means and means not in WITH_KM and data.get(f"{p}km"):
            self.add_error(f"{p}km", _("Kilometer zählen nur für eigene Fahrzeuge. Bitte leeren Sie das Feld."))
        if means and means not in WITH_FARE and data.get(f"{p}fare"):
            self.add_error(f"{p}fare", _("Einen Fahrpreis gibt es nur für Bahn, Bus und Taxi."))
        if means and means not in OWN_MOTOR and (data.get(f"{p}passengers") or data.get(f"{p}extras")):
            self.add_error(f"{p}passengers", _("Das geht nur mit dem eigenen Auto oder Motorrad."))


def meals_question(days: list[date]) -> Question:
    """Which meals others provided, day by day."""
    meals = [("breakfast", _("Frühstück")), ("lunch", _("Mittagessen")), ("dinner", _("Abendessen"))]
    choices = [
        (f"{day.isoformat()}:{key}", f"{date_format(day, 'D, j. F')}: {label}") for day in days for key, label in meals
    ]
    field = MultipleChoiceField(
        label=_("Welche Mahlzeiten haben Sie umsonst bekommen?"),
        help_text=_("Auch Mahlzeiten, die in einem Preis enthalten waren, zum Beispiel das Frühstück im Hotel."),
        choices=choices,
        required=False,
    )
    form_class = type("MealsForm", (Form,), {"meals": field, "title_field": "meals"})
    return Question("mahlzeiten", form_class, _("Mahlzeiten"))


class NightsForm(Form):
    """How the nights were spent."""

    nights_kind = ChoiceField(
        label=_("Wie haben Sie übernachtet?"),
        choices=[
            ("receipt", _("Hotel oder Unterkunft mit Beleg")),
            ("lump", _("ohne Beleg (Pauschale)")),
            ("free", _("Unterkunft wurde umsonst gestellt")),
            ("in_fare", _("im Preis einer Fahrt oder Tagung enthalten")),
            ("own_residence", _("in der eigenen Wohnung")),
        ],
    )
    nights_cost = AmountField(
        label=_("Kosten je Nacht ohne Frühstück"), required=False, help_text=_("Nur für eine Unterkunft mit Beleg.")
    )
    nights_reason = TextField(label=_("Grund, wenn es teuer war"), required=False, max_length=300, width=40)

    def clean(self) -> dict[str, Any]:
        """A receipt has an amount, a lump sum has none."""
        data = self.cleaned_data
        if data.get("nights_kind") == "receipt" and not data.get("nights_cost"):
            self.add_error("nights_cost", _("Bitte geben Sie den Betrag vom Beleg an."))
        if data.get("nights_kind") not in (None, "receipt") and data.get("nights_cost"):
            self.add_error("nights_cost", _("Kosten gehören zu einer Unterkunft mit Beleg."))
        return data


class ThirdPartyForm(Form):
    """What others paid."""

    third_amount = AmountField(
        label=_("Hat jemand anderes Ihnen Kosten dieser Reise erstattet? Wie viel?"), required=False
    )
    third_payer = TextField(label=_("Wer?"), required=False, max_length=120)
    third_group = ChoiceField(
        label=_("Wofür?"),
        choices=[("fares", _("Fahrt")), ("nights", _("Übernachtung")), ("meals", _("Verpflegung"))],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """An amount has a payer and a kind."""
        data = self.cleaned_data
        if data.get("third_amount"):
            for name in ("third_payer", "third_group"):
                if not data.get(name):
                    self.add_error(name, _("Bitte geben Sie das zu dem Betrag an."))
        return data


def days_between(start: date, end: date) -> list[date]:
    """Every calendar day of a trip."""
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def claim_questions(start: date, end: date) -> list[Question]:
    """The questions of a claim for these days."""
    days = days_between(start, end)
    questions = [Question("zeiten", TimesForm, _("Wann waren Sie unterwegs?"))]
    questions += [leg_question(number, days) for number in range(1, MAX_LEGS + 1)]
    if len(days) > 1:
        questions.append(Question("naechte", NightsForm, _("Übernachtung")))
    questions.append(meals_question(days[:LONGEST_LIST_DAYS]))
    questions.append(Question("dritte", ThirdPartyForm, _("Erstattung durch andere")))
    return questions
