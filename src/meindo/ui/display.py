"""A cleaned value as the words a person reads in check-your-answers."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from meindo.ui.cells import DASH, NBSP, Text, date_text
from meindo.ui.numbers import DecimalField


def shown(field: forms.Field, value: Any) -> Text:
    """The value in words: labels of choices, dates written out, numbers with their unit."""
    if value is None or value in ("", []):
        return DASH
    if isinstance(value, bool):
        return _("Ja") if value else _("Nein")
    if isinstance(field, forms.MultipleChoiceField):
        return format_html_join(", ", "{}", ((text,) for text in labels(field, value)))
    if isinstance(field, forms.ChoiceField):
        return next(iter(labels(field, [value])), str(value))
    return plain(field, value)


def labels(field: forms.ChoiceField, values: Iterable[Any]) -> list[str]:
    """The labels of chosen values."""
    known = {str(key): str(label) for key, label in cast("Iterable[tuple[object, object]]", field.choices)}
    return [known.get(str(value), str(value)) for value in values]


def plain(field: forms.Field, value: Any) -> str:
    """Dates, times, numbers and text."""
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, time):
        return _("%(time)s Uhr") % {"time": value.strftime("%H:%M")}
    if isinstance(value, Decimal | int):
        places = 2 if getattr(field, "unit", "") == "€" else None
        number = number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
        unit = field.unit if isinstance(field, DecimalField) else ""
        return f"{number}{NBSP}{unit}" if unit else number
    return str(value)
