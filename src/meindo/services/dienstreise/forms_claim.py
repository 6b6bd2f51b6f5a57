"""The questions of the claim, in their order."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from meindo.platform.clock import today
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, MultipleChoiceField, StatementField, TextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField, TimeField
from meindo.ui.paper_fields import PaperRows, on_paper
from meindo.ui.question import Question

from .absence import days_between
from .forms import YES_NO, Days, check_order, day_choices
from .forms_abroad import abroad_questions
from .forms_costs import MAX_COSTS, cost_question
from .forms_legs import MAX_LEGS, class_question, leg_question
from .forms_nights import night_questions, nights_on_paper
from .routes import NO_ROUTES, Routes

LONGEST_LIST_DAYS = 31
LONG_STAY_DAYS = 14
LEGS_ON_PAPER, COSTS_ON_PAPER, DAYS_ON_PAPER = 3, 2, 6


class TimesForm(Form):
    """When the trip really began and ended."""

    start_day = DateField(label=_("Beginn der Reise"), quick=("today", "yesterday"))
    start_time = TimeField(label=_("Abfahrt zu Hause oder an der Dienststelle"))
    end_day = DateField(label=_("Ende der Reise"), quick=("today", "yesterday"))
    end_time = TimeField(label=_("Ankunft zu Hause oder an der Dienststelle"))

    abroad = StatementField(label=_("Die Reise ging ins Ausland."), required=False)
    broken_off = StatementField(
        label=_("Die Reise wurde abgebrochen oder verkürzt."),
        help_text=_("Es zählen die wirklichen Zeiten. Was Sie nicht mehr absagen konnten, geben Sie als Kosten an."),
        required=False,
    )
    private = StatementField(label=_("Ich habe die Reise mit einer privaten Reise verbunden."), required=False)

    def clean(self) -> dict[str, Any]:
        """The end comes after the start, and the claim after the end."""
        data = check_order(self)
        if data.get("end_day") and data["end_day"] > today():
            self.add_error("end_day", _("Abrechnen können Sie erst nach der Reise. Bitte prüfen Sie das Ende."))
        return data


def meals_question(days: Days) -> Question:
    """Which meals others provided, day by day."""
    meals = [("breakfast", _("Frühstück")), ("lunch", _("Mittagessen")), ("dinner", _("Abendessen"))]
    choices = [
        (f"{day.isoformat()}:{key}", f"{date_format(day, 'D, j. F')}: {label}")
        for day in days or ()
        for key, label in meals
    ]
    field = MultipleChoiceField(
        label=_("Welche Mahlzeiten haben Sie umsonst bekommen?"),
        help_text=_("Auch Mahlzeiten, die in einem Preis enthalten waren, zum Beispiel das Frühstück im Hotel."),
        choices=choices,
        required=False,
    )
    on_paper(field, PaperRows((_("Tag"), *(label for _key, label in meals)), DAYS_ON_PAPER))
    form_class = type("MealsForm", (Form,), {"meals": field, "title_field": "meals"})
    return Question("mahlzeiten", form_class, _("Mahlzeiten"))


def stay_question(start: date, end: date) -> Question:
    """Whether a long trip was a long stay at one place."""
    return Question("aufenthalt", type("StayForm", (StayForm,), {"trip": (start, end)}), _("Langer Aufenthalt"))


def stay_on_paper() -> Question:
    """The same for a trip whose length nobody knows yet."""
    only = _("Nur für eine Reise von mehr als 14 Tagen.")
    return Question("aufenthalt", StayForm, _("Langer Aufenthalt"), when=_is_long, only_if=only)


def _is_long(data: Mapping[str, Any]) -> bool:
    start, end = data.get("start_day"), data.get("end_day")
    return bool(start and end and len(days_between(start, end)) > LONG_STAY_DAYS)


class StayForm(Form):
    """From when until when at the same place."""

    trip: tuple[date, date]  # not known on paper
    stay_long = ChoiceField(label=_("Waren Sie länger als 14 Tage am selben Ort?"), choices=YES_NO)
    stay_first = DateField(label=_("Erster Tag am Ort"), required=False, help_text=_("Ohne den Tag der Anreise."))
    stay_last = DateField(label=_("Letzter Tag am Ort"), required=False, help_text=_("Ohne den Tag der Abreise."))

    def clean(self) -> dict[str, Any]:
        """A long stay has two days within the trip, a short one none."""
        data = self.cleaned_data
        for name in ("stay_first", "stay_last"):
            self._check_day(name, data.get(name), data.get("stay_long"))
        first, last = data.get("stay_first"), data.get("stay_last")
        if first and last and last < first:
            self.add_error("stay_last", _("Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten."))
        return data

    def _check_day(self, name: str, day: date | None, was_long: str | None) -> None:
        if name in self.errors or was_long is None:
            return
        if was_long == "yes" and day is None:
            self.add_error(name, _("Bitte geben Sie das Datum ein."))
        elif was_long == "no" and day:
            self.add_error(name, _("Nur bei einem langen Aufenthalt. Bitte leeren Sie das Feld."))
        elif day and not self.trip[0] <= day <= self.trip[1]:
            self.add_error(name, _("Dieser Tag liegt nicht in der Reise."))


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


def claim_questions(
    start: date, end: date, routes: Routes = NO_ROUTES, legs: int = MAX_LEGS, costs: int = MAX_COSTS
) -> list[Question]:
    """The questions of a claim for these days; `routes` are the own rides accepted before. A claim that was filed needs
    only as many questions about rides and other costs as it has of them.
    """
    days = days_between(start, end)
    nights = night_questions(days[:-1]) if len(days) > 1 else []
    stay = [stay_question(start, end)] if len(days) > LONG_STAY_DAYS else []
    return _in_order(days, [*nights, *stay], routes, legs, costs)


def claim_on_paper() -> list[Question]:
    """The same questions where nobody knows the days yet, each asked as often as a form of few pages has room for."""
    return _in_order(None, [*nights_on_paper(), stay_on_paper()], NO_ROUTES, LEGS_ON_PAPER, COSTS_ON_PAPER)


def _in_order(days: Days, nights: list[Question], routes: Routes, legs: int, costs: int) -> list[Question]:
    choices = day_choices(days)
    questions = [Question("zeiten", TimesForm, _("Wann waren Sie unterwegs?")), *abroad_questions(days)]
    for number in range(1, legs + 1):
        questions += [leg_question(number, choices, routes), class_question(number)]
    questions += [*nights, meals_question(days and days[:LONGEST_LIST_DAYS])]
    questions += [cost_question(number, choices) for number in range(1, costs + 1)]
    return [*questions, Question("dritte", ThirdPartyForm, _("Erstattung durch andere"))]
