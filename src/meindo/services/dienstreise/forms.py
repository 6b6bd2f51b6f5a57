"""The questions of the request, and what the forms of both wizards share."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, LongTextField, SelectField, StatementField, TextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField, TimeField
from meindo.ui.paper_fields import A_DATE, on_paper
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
    ("flight", _("Flugzeug")),
]
OWN_MOTOR = ("car", "motorcycle")
WITH_KM = (*OWN_MOTOR, "bicycle")
WITH_FARE = ("train", "bus", "taxi", "flight")
YES_NO = [("yes", _("Ja")), ("no", _("Nein"))]


class WhereForm(Form):
    """Where to."""

    title_field = "destination"
    destination = TextField(
        label=_("Wohin reisen Sie?"), help_text=_("Ort und, wenn es mehrere gibt, der letzte."), max_length=120
    )
    abroad = StatementField(label=_("Die Reise geht ins Ausland."), required=False)


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
    cost_centre = TextField(
        label=_("Kostenstelle"),
        help_text=_("Vorgabe Ihrer Einheit. Ändern Sie sie nur, wenn eine andere Stelle zahlt."),
        required=False,
        max_length=20,
        width=10,
    )
    private = StatementField(label=_("Ich verbinde die Reise mit einer privaten Reise."), required=False)
    third = StatementField(label=_("Andere tragen Kosten, zum Beispiel wer einlädt."), required=False)


REQUEST_QUESTIONS = [
    Question("wohin", WhereForm, _("Wohin reisen Sie?")),
    Question("wann", WhenForm, _("Wann reisen Sie?")),
    Question("warum", WhyForm, _("Warum ist die Reise nötig?")),
    Question("womit", HowForm, _("Womit reisen Sie?")),
]


class ObjectionForm(Form):
    """What somebody does not agree with."""

    title_field = "objection_reason"
    objection_reason = LongTextField(
        label=_("Womit sind Sie nicht einverstanden?"),
        help_text=_("Bitte schreiben Sie, was falsch ist und warum. Keine Gesundheitsdaten."),
        rows=6,
        max_length=4000,
    )


class AskedForm(Form):
    """Which amount would be right."""

    title_field = "asked_eur"
    asked_eur = AmountField(
        label=_("Welcher Betrag wäre insgesamt richtig?"),
        help_text=_("Für die ganze Reise, nicht nur der Unterschied. Das Feld darf leer bleiben."),
        required=False,
    )


REASON_QUESTION = Question("warum", ObjectionForm, _("Womit sind Sie nicht einverstanden?"))
ASKED_QUESTION = Question("betrag", AskedForm, _("Welcher Betrag wäre insgesamt richtig?"))
REPORT_QUESTIONS = [question for question in REQUEST_QUESTIONS if question.key != "warum"]


class ChangeForm(Form):
    """Why a change."""

    title_field = "change_reason"
    change_reason = LongTextField(
        label=_("Was ändert sich, und warum?"),
        help_text=_("Ein Satz genügt. Ihre Führungskraft liest ihn zuerst."),
        rows=3,
        max_length=1000,
    )


def change_question() -> Question:
    """Asked before the questions of the request, which are filled in already."""
    return Question("aenderung", ChangeForm, _("Was ändert sich?"))


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


Days = list[date] | None  # the days of a trip; None on the printed form, where nobody knows them yet


def day_choices(days: Days) -> list[tuple[str, str]] | None:
    """Days of a trip to choose from; None where they are not known."""
    return None if days is None else [(day.isoformat(), date_format(day, "D, j. F")) for day in days]


def day_field(label: Any, choices: list[tuple[str, str]] | None, few: int = 0, **options: Any) -> dict[str, Any]:
    """The field for one of the days, as `{"day": field}`: radios for up to `few`; none on a trip of one day."""
    if choices is None:
        return {"day": on_paper(SelectField(label=label, choices=[], **options), A_DATE)}
    kind = ChoiceField if len(choices) <= few else SelectField
    return {"day": kind(label=label, choices=choices, **options)} if len(choices) > 1 else {}


def is_ticked(name: str) -> Callable[[Mapping[str, Any]], bool]:
    """The condition of a question that comes only after a statement was agreed with."""
    return lambda data: data.get(name) is True


def is_yes(name: str) -> Callable[[Mapping[str, Any]], bool]:
    """The condition of a question that comes only after a "yes"."""
    return lambda data: data.get(name) == "yes"
