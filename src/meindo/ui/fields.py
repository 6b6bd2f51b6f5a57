"""All fields for page authors in one place, each with the widget and width that fits."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy

from meindo.kernel.script import seen
from meindo.ui.cells import Text
from meindo.ui.dates import DateField
from meindo.ui.numbers import AmountField, DecimalField, KilometreField, TimeField, WholeNumberField
from meindo.ui.widgets import Checkbox, Checkboxes, PasswordInput, Radios, Select, TextArea, TextInput

__all__ = [
    "AmountField",
    "ChoiceField",
    "DateField",
    "DecimalField",
    "KilometreField",
    "LongTextField",
    "MultipleChoiceField",
    "PasswordField",
    "SelectField",
    "StatementField",
    "TextField",
    "TimeField",
    "WholeNumberField",
]

Choices = Iterable[tuple[str, Text]]
CHOOSE = gettext_lazy("Bitte wählen Sie eine Möglichkeit aus.")
NOT_OFFERED = gettext_lazy("Diese Auswahl gibt es hier nicht mehr. Bitte wählen Sie neu.")
TOO_LONG = gettext_lazy("Der Text ist zu lang: Es sind %(show_value)s Zeichen, möglich sind %(limit_value)s.")


class TextField(forms.CharField):
    """One line of text; `width` in characters (2 to 30, 0 = full). `suggestions` are offered while typing."""

    def __init__(
        self,
        *,
        width: int = 30,
        inputmode: str = "",
        max_length: int = 200,
        suggestions: Sequence[str] = (),
        **options: Any,
    ) -> None:
        options.setdefault("widget", TextInput(width=width, inputmode=inputmode, suggestions=suggestions))
        super().__init__(max_length=max_length, **options)
        limit_text(self)

    def to_python(self, value: Any) -> str:
        """The text as it can be seen, reading in the direction in which it was typed."""
        return seen(super().to_python(value) or "")


class LongTextField(forms.CharField):
    """Several lines of text."""

    def __init__(self, *, rows: int = 5, max_length: int = 4000, **options: Any) -> None:
        super().__init__(max_length=max_length, widget=TextArea(rows=rows), **options)
        limit_text(self)

    def to_python(self, value: Any) -> str:
        """The text as it can be seen, reading in the direction in which it was typed."""
        return seen(super().to_python(value) or "")


class PasswordField(forms.CharField):
    """A password, kept exactly as typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            strip=False, widget=PasswordInput(width=30, attrs={"autocomplete": "current-password"}), **options
        )


def limit_text(field: forms.CharField) -> None:
    """The server says when a text is too long; the browser must not cut off a paste in silence."""
    field.widget.attrs.pop("maxlength", None)
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = TOO_LONG


class ChoiceField(forms.ChoiceField):
    """One of few as radios."""

    def __init__(
        self, *, choices: Choices, hints: dict[str, Text] | None = None, row: bool = False, **options: Any
    ) -> None:
        options.setdefault("error_messages", {"required": CHOOSE, "invalid_choice": NOT_OFFERED})
        super().__init__(choices=list(choices), widget=Radios(hints=hints, row=row), **options)


class SelectField(forms.ChoiceField):
    """One of many as a drop-down with an empty first row."""

    def __init__(self, *, choices: Choices, **options: Any) -> None:
        options.setdefault("error_messages", {"required": CHOOSE, "invalid_choice": NOT_OFFERED})
        super().__init__(choices=[("", gettext_lazy("Bitte wählen")), *choices], widget=Select(), **options)


class MultipleChoiceField(forms.MultipleChoiceField):
    """Several of few as checkboxes."""

    def __init__(self, *, choices: Choices, hints: dict[str, Text] | None = None, **options: Any) -> None:
        options.setdefault("error_messages", {"required": CHOOSE, "invalid_choice": NOT_OFFERED})
        super().__init__(choices=list(choices), widget=Checkboxes(hints=hints), **options)


class StatementField(forms.BooleanField):
    """A statement to agree with; required means it must be ticked."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "error_messages", {"required": gettext_lazy("Bitte bestätigen Sie diesen Satz mit einem Haken.")}
        )
        super().__init__(widget=Checkbox(), **options)
