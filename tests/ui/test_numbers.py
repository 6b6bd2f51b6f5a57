"""Times and numbers as typed in Germany."""

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meindo.ui import fields, forms


class ClockForm(forms.Form):
    """A time."""

    at = fields.TimeField(label="Uhrzeit")


class MoneyForm(forms.Form):
    """An amount, a distance and a count."""

    cost = fields.AmountField(label="Kosten", required=False, most=10000)
    way = fields.KilometreField(label="Strecke", required=False)
    nights = fields.WholeNumberField(label="Nächte", required=False)


@pytest.mark.parametrize("typed", ["8:30", "08:30", "8.30", "0830", "8:30 Uhr"])
def test_usual_ways_to_write_a_time_are_understood(typed: str) -> None:
    form = ClockForm({"at": typed})
    assert form.is_valid()
    assert form.cleaned_data["at"] == time(8, 30)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25:00", "25:00 Uhr gibt es nicht. Die Stunde geht von 0 bis 23."),
        ("12:75", "12:75 Uhr gibt es nicht. Die Minute geht von 0 bis 59."),
        ("mittags", "Bitte geben Sie die Uhrzeit mit Stunde und Minute ein, zum Beispiel 08:30."),
        ("", "Bitte füllen Sie dieses Feld aus: Uhrzeit"),
    ],
)
def test_impossible_time_gets_one_sentence_and_stays(typed: str, sentence: str) -> None:
    form = ClockForm({"at": typed})
    assert [entry.text for entry in form.error_entries] == [sentence]
    assert not typed or f'value="{typed}"' in str(form)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234", "1234"),
        ("1 234,5", "1234.5"),
        (" 7 ", "7"),
        ("0,00", "0"),
    ],
)
def test_comma_point_and_thousands_are_understood(typed: str, value: str) -> None:
    form = MoneyForm({"cost": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["cost"] == Decimal(value)


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("way", "-3", "Die Zahl darf nicht negativ sein. Bitte geben Sie 0 oder mehr ein."),
        ("way", "−3", "Die Zahl darf nicht negativ sein. Bitte geben Sie 0 oder mehr ein."),
        ("cost", "1,234", "Bitte geben Sie höchstens 2 Stellen nach dem Komma ein."),
        ("cost", "zwei", "„zwei“ ist keine Zahl. Bitte geben Sie nur Ziffern ein, zum Beispiel 12,50."),
        ("cost", "1,2,3", "Bitte geben Sie nur ein Komma ein, zum Beispiel 12,50."),
        ("cost", "10000,01", "Bitte geben Sie höchstens 10.000 € ein."),
        ("nights", "1,5", "Bitte geben Sie eine ganze Zahl ein, ohne Komma."),
        ("nights", "1e5", "„1e5“ ist keine Zahl. Bitte geben Sie nur Ziffern ein, zum Beispiel 12."),
        ("nights", "NaN", "„NaN“ ist keine Zahl. Bitte geben Sie nur Ziffern ein, zum Beispiel 12."),
    ],
)
def test_wrong_number_gets_one_sentence_and_stays(name: str, typed: str, sentence: str) -> None:
    form = MoneyForm({name: typed})
    assert [entry.text for entry in form.error_entries] == [sentence]
    assert f'value="{typed}"' in str(form)


def test_count_is_an_int() -> None:
    form = MoneyForm({"nights": "2"})
    assert form.is_valid()
    assert form.cleaned_data == {"cost": None, "way": None, "nights": 2}


def test_stored_amount_shows_with_a_comma() -> None:
    html = str(MoneyForm(initial={"cost": Decimal("12.50")}))
    assert 'value="12,50"' in html
    assert "<span>€</span>" in html


@given(st.text(max_size=30))
def test_nothing_typed_is_a_server_error(typed: str) -> None:
    form = MoneyForm({"cost": typed, "way": typed, "nights": typed})
    assert form.is_valid() or form.error_entries
    clock = ClockForm({"at": typed})
    assert clock.is_valid() or clock.error_entries


@given(st.decimals(min_value=0, max_value=10000, places=2))
def test_amount_survives_showing_and_typing(value: Decimal) -> None:
    shown = MoneyForm.base_fields["cost"].prepare_value(value)
    form = MoneyForm({"cost": shown})
    assert form.is_valid()
    assert form.cleaned_data["cost"] == value
