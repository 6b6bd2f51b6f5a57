"""Dates in three boxes: what is understood, what is refused with which sentence, what stays typed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meindo.ui import fields, forms
from meindo.ui.dates import TypedDate, date_of

TODAY = date(2026, 11, 22)


class DayForm(forms.Form):
    """One date with near days."""

    day = fields.DateField(label="Beginn", quick=("today", "yesterday"), today=lambda: TODAY)


class TripForm(DayForm):
    """A date among other fields."""

    goal = fields.TextField(label="Ziel")


def boxes(day: str, month: str, year: str) -> dict[str, str]:
    """Typed boxes as a browser sends them."""
    return {"day_day": day, "day_month": month, "day_year": year}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("31", "6", "2026"), "31. Juni gibt es nicht. Der Juni hat 30 Tage."),
        (("29", "2", "2026"), "29. Februar 2026 gibt es nicht. Der Februar 2026 hat 28 Tage."),
        (("0", "6", "2026"), "0. Juni gibt es nicht. Der Juni hat 30 Tage."),
        (("3", "13", "2026"), "Den Monat 13 gibt es nicht. Bitte geben Sie eine Zahl von 1 bis 12 ein."),
        (("3", "12", "26"), "Bitte geben Sie das Jahr mit vier Ziffern ein, zum Beispiel 2026."),
        (("3", "", "2026"), "Das Datum ist noch nicht vollständig. Es fehlt: Monat."),
        (("", "", "2026"), "Das Datum ist noch nicht vollständig. Es fehlt: Tag und Monat."),
        (("", "", ""), "Bitte geben Sie das Datum ein."),
        (("drei", "12", "2026"), "Tag muss eine Zahl sein. „drei“ ist keine."),
        (("³", "12", "2026"), "Tag muss eine Zahl sein. „³“ ist keine."),
        (("3", "12", "1026"), "Das Jahr 1026 kann nicht stimmen. Möglich ist 1900 bis 2150."),
    ],
)
def test_impossible_date_gets_one_sentence(typed: tuple[str, str, str], sentence: str) -> None:
    form = DayForm(boxes(*typed))
    assert not form.is_valid()
    assert [entry.text for entry in form.error_entries] == [sentence]


def test_typed_boxes_stay_after_an_error() -> None:
    html = str(DayForm(boxes("31", "6", "<2026")))
    assert 'id="id_day_day" value="31"' in html
    assert 'id="id_day_month" value="6"' in html
    assert 'value="&lt;2026"' in html


def test_error_link_leads_to_the_wrong_box() -> None:
    form = DayForm(boxes("3", "13", "2026"))
    assert form.error_entries[0].anchor == "id_day_month"
    assert str(form).count('aria-invalid="true"') == 1


@pytest.mark.parametrize(
    "typed", [("3", "12", "2026"), ("03", "12", "2026"), ("3.", "12.", "2026"), ("3.12.2026", "", "")]
)
def test_usual_ways_to_write_a_date_are_understood(typed: tuple[str, str, str]) -> None:
    form = DayForm(boxes(*typed))
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 12, 3)


@pytest.mark.parametrize(("button", "day"), [("today", 22), ("yesterday", 21)])
def test_button_alone_answers_a_single_question(button: str, day: int) -> None:
    form = DayForm({**boxes("1", "1", "2020"), "day_quick": button})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 11, day)


def test_button_among_other_fields_only_fills_in() -> None:
    form = TripForm({"day_quick": "today", "goal": ""})
    assert not form.is_valid()
    assert form.only_filled
    assert not form.errors
    assert 'id="id_day_day" value="22" aria-required="true" autofocus' in str(form)


def test_unknown_button_value_is_ignored() -> None:
    form = DayForm({**boxes("1", "1", "2020"), "day_quick": "tomorrow"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2020, 1, 1)


def test_enter_key_never_presses_a_day_button() -> None:
    html = str(TripForm())
    assert html.index("<button") < html.index('name="day_quick"')
    assert html.lstrip().startswith('<button class="sr-only" tabindex="-1" aria-hidden="true">')


def test_optional_date_may_stay_empty() -> None:
    class Optional(forms.Form):
        day = fields.DateField(label="Ende", required=False)

    form = Optional(boxes("", "", ""))
    assert form.is_valid()
    assert form.cleaned_data["day"] is None
    assert "(freiwillig)" in str(form)


def test_bounds_name_the_day() -> None:
    class Bounded(forms.Form):
        day = fields.DateField(label="Ende", earliest=date(2026, 12, 3))

    form = Bounded(boxes("2", "12", "2026"))
    assert form.error_entries[0].text == "Das Datum muss am 3. Dezember 2026 oder später liegen."


def test_typed_values_come_back_from_a_draft() -> None:
    first = TripForm({**boxes("3", "12", "2026"), "goal": "Köln", "csrfmiddlewaretoken": "x"})
    assert first.typed() == {**boxes("3", "12", "2026"), "goal": "Köln"}
    again = TripForm(first.typed())
    assert again.is_valid()


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2150, 12, 31)))
def test_every_day_survives_the_boxes(day: date) -> None:
    assert date_of(TypedDate.of(day)) == day


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_nothing_typed_is_a_server_error(day: str, month: str, year: str) -> None:
    form: Any = DayForm(boxes(day, month, year))
    assert form.is_valid() or form.error_entries
    assert str(form)
