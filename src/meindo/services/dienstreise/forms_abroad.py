"""The questions about trips abroad: one country for all days, or one for each day where they differ."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from meindo.ui.fields import SelectField, StatementField
from meindo.ui.forms import Form
from meindo.ui.paper_fields import on_paper
from meindo.ui.question import Question

from .countries import HOME, OTHER, name_of, places
from .forms import Days, day_field

MOST_DAYS = 31
ON_PAPER = 2
ABOARD = "aboard:"


def abroad_questions(days: Days) -> list[Question]:
    """Which country, for a trip abroad only; day by day where the person says so."""
    asked: list[date | None] = [None] * ON_PAPER if days is None else [*days[:MOST_DAYS]]
    named = place_choices((get_language() or "de")[:2])
    where = SelectField(
        label=_("In welchem Land waren Sie?"),
        help_text=_("Wenn Ihr Ort in der Liste steht, wählen Sie bitte den Ort."),
        choices=named,
    )
    on_paper(where, hint=_("Land und Ort"))
    fields: dict[str, Any] = {"land_place": where}
    if len(asked) > 1:
        fields["land_differ"] = StatementField(label=_("Ich war nicht an allen Tagen dort."), required=False)
    only = _("Nur für eine Reise ins Ausland.")
    questions = [Question("laender", type("CountryForm", (Form,), fields), _("Land"), when=is_abroad, only_if=only)]
    if len(asked) > 1:
        each = [
            (HOME, _("Deutschland, den ganzen Tag")),
            (f"{ABOARD}flight", _("den ganzen Tag im Flugzeug")),
            (f"{ABOARD}ship", _("den ganzen Tag auf einem Schiff")),
            *named,
        ]
        questions += [_day_question(number, day, each) for number, day in enumerate(asked, 1)]
    return questions


def _day_question(number: int, day: date | None, choices: list[tuple[str, Any]]) -> Question:
    field = SelectField(
        label=_("Wo waren Sie an diesem Tag zuletzt?"),
        help_text=_(
            "Es zählt das Land, das Sie vor Mitternacht (Ortszeit) erreicht haben, beim Fliegen mit der Landung. "
            "Am Tag der Rückreise zählt der letzte Ort im Ausland."
        ),
        choices=choices,
    )
    fields = {f"land{number}_{name}": field for name, field in ({} if day else day_field(_("Tag"), None)).items()}
    form_class = type("DayAbroadForm", (Form,), {**fields, f"land{number}_place": field})
    title = _("Land am {day}").format(day=date_format(day, "D, j. F")) if day else _("Land an einem anderen Tag")
    only = _("Nur wenn Sie nicht an allen Tagen in demselben Land waren.")
    return Question(f"land-{number}", form_class, title, when=countries_differ, only_if=only)


def is_abroad(data: Mapping[str, Any]) -> bool:
    """Whether the trip went abroad."""
    return bool(data.get("abroad"))


def countries_differ(data: Mapping[str, Any]) -> bool:
    """Whether the country is asked day by day."""
    return is_abroad(data) and bool(data.get("land_differ"))


@lru_cache(maxsize=4)
def place_choices(language: str) -> list[tuple[str, str]]:
    """Countries and places by name, and one for all others."""
    named = [(key, name_of(key, language)) for key in places()]
    return [*sorted(named, key=lambda choice: _plain(choice[1])), (OTHER, name_of(OTHER, language))]


def _plain(name: str) -> str:
    """Sort umlauts where people look for them."""
    return name.lower().translate(str.maketrans("äöüôéã", "aouoea"))


def stops_of(answers: Mapping[str, Any], days: list[date]) -> list[dict[str, str]]:
    """The stops of a journey from the cleaned answers: one wherever the country changes."""
    if not is_abroad(answers):
        return []
    if not answers.get("land_differ"):
        return [_stop(days[0], answers["land_place"])]
    found: list[dict[str, str]] = []
    before = HOME
    for number, day in enumerate(days[:MOST_DAYS], 1):
        here = answers[f"land{number}_place"]
        if here == HOME != before:  # a whole day at home: back since the evening before
            found.append(_stop(days[number - 2], HOME))
        elif here != before:
            found.append(_stop(day, here))
        before = here
    return found


def _stop(day: date, key: str) -> dict[str, str]:
    if key.startswith(ABOARD):
        return {"day": day.isoformat(), "aboard": key.removeprefix(ABOARD)}
    country, _dot, place = key.partition(".")
    return {"day": day.isoformat(), "country": country, "place": place}
