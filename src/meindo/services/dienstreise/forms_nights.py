"""The questions about nights: one answer for all of them, or one for each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from meindo.ui.fields import ChoiceField, TextField
from meindo.ui.forms import Form
from meindo.ui.numbers import AmountField
from meindo.ui.question import Question

from .forms import day_field

KINDS = [
    ("receipt", _("Hotel oder Unterkunft mit Beleg")),
    ("lump", _("ohne Beleg (Pauschale)")),
    ("free", _("Unterkunft wurde umsonst gestellt")),
    ("city_paid", _("von der Stadt gebucht und bezahlt")),
    ("in_fare", _("im Preis einer Fahrt oder Tagung enthalten")),
    ("during_transport", _("unterwegs in Bahn, Bus oder Fahrzeug")),
    ("nature_of_duty", _("im Dienst: nach der Art des Dienstes war keine Unterkunft nötig")),
    ("own_residence", _("am Wohnort oder in der eigenen Wohnung")),
]
DIFFER, NONE = "differ", "none"
MOST_APART = 31
ON_PAPER = 2


def night_questions(evenings: list[date]) -> list[Question]:
    """How the nights were spent: asked once for all, and one by one only where they differ."""
    kinds = [*KINDS, (DIFFER, _("nicht alle Nächte gleich"))] if len(evenings) > 1 else _with_none()
    label = _("Wie haben Sie alle Nächte verbracht?") if len(evenings) > 1 else _("Wie haben Sie übernachtet?")
    questions = [Question("naechte", _form("nights_", label, kinds), _("Übernachtung"))]
    if len(evenings) > 1:
        questions += [_apart(number, nights) for number, nights in enumerate(apart(evenings), 1)]
    return questions


def nights_on_paper() -> list[Question]:
    """The same for a trip whose nights nobody knows yet."""
    kinds = [*KINDS, (DIFFER, _("nicht alle Nächte gleich")), *_none()]
    first = Question(
        "naechte",
        _form("nights_", _("Wie haben Sie alle Nächte verbracht?"), kinds),
        _("Übernachtung"),
        when=_is_away,
        only_if=_("Nur für eine Reise von zwei oder mehr Tagen."),
    )
    return [first, *(_apart(number, None) for number in range(1, ON_PAPER + 1))]


def _is_away(data: Mapping[str, Any]) -> bool:
    return data.get("start_day") != data.get("end_day")


def apart(evenings: list[date]) -> list[list[date]]:
    """Nights that are asked one by one; the last question of a very long trip stands for all the rest."""
    first = [[evening] for evening in evenings[: MOST_APART - 1]]
    rest = evenings[MOST_APART - 1 :]
    return [*first, rest] if rest else first


def nights_differ(data: Mapping[str, Any]) -> bool:
    """Whether the nights are asked one by one."""
    return data.get("nights_kind") == DIFFER


def _apart(number: int, nights: list[date] | None) -> Question:
    day = {} if nights else day_field(_("Abend, an dem diese Nacht beginnt"), None)
    form_class = _form(f"night{number}_", _("Wie haben Sie übernachtet?"), KINDS, **day)
    only = _("Nur wenn nicht alle Nächte gleich waren.")
    return Question(f"nacht-{number}", form_class, _night_title(number, nights), when=nights_differ, only_if=only)


def _night_title(number: int, nights: list[date] | None) -> Any:
    if nights is None:
        return _("Nacht {number}").format(number=number)
    title = _("Nacht ab {day}") if len(nights) == 1 else _("Alle Nächte ab {day}")
    return title.format(day=date_format(nights[0], "D, j. F"))


def _with_none() -> list[tuple[str, Any]]:
    return [*KINDS, *_none()]


def _none() -> list[tuple[str, Any]]:
    return [(NONE, _("gar nicht: Ich war noch in derselben Nacht zurück"))]


def _form(p: str, label: Any, kinds: list[tuple[str, Any]], **first: Any) -> type[Form]:
    fields = {
        **{p + name: field for name, field in first.items()},
        f"{p}kind": ChoiceField(label=label, choices=kinds),
        f"{p}cost": AmountField(
            label=_("Kosten je Nacht ohne Frühstück"), required=False, help_text=_("Nur für eine Unterkunft mit Beleg.")
        ),
        f"{p}reason": TextField(label=_("Grund, wenn es teuer war"), required=False, max_length=300, width=40),
    }
    return type("NightForm", (NightForm,), {**fields, "prefix_of_night": p})


class NightForm(Form):
    """How a night, or all of them, was spent."""

    prefix_of_night = ""

    def clean(self) -> dict[str, Any]:
        """A receipt has an amount, everything else has none."""
        data, p = self.cleaned_data, self.prefix_of_night
        kind, cost = data.get(f"{p}kind"), data.get(f"{p}cost")
        if kind == "receipt" and not cost and f"{p}cost" not in self.errors:
            self.add_error(f"{p}cost", _("Bitte geben Sie den Betrag vom Beleg an."))
        if kind not in (None, "receipt") and cost:
            self.add_error(f"{p}cost", _("Kosten gehören zu einer Unterkunft mit Beleg."))
        return data
