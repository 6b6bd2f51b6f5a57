"""Times and numbers as people in Germany type them, with a sentence for everything that cannot be."""

import re
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from meindo.ui.cells import Text
from meindo.ui.widgets import TextInput

TIME = re.compile(r"(\d{1,2})(?:[:.](\d{1,2})|(\d{2}))?(?:\s*Uhr)?", re.IGNORECASE)
NUMBER = re.compile(r"[-−+]?[\d.,\s]*\d[\d.,\s]*")
MOST_EUR = Decimal("9999999.99")
THOUSANDS = re.compile(r"[-−+]?\d{1,3}([.\s]\d{3})+(,\d*)?")


class TimeField(forms.Field):
    """A time of day as HH:MM; "8:30", "8.30", "0830" and "8 Uhr" are understood too."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", TextInput(width=6, inputmode="text"))
        super().__init__(**options)

    def to_python(self, value: Any) -> time | None:
        """The time, or a ValidationError that names what is impossible."""
        if isinstance(value, time) or not value:
            return value or None
        text = str(value).strip()
        match = TIME.fullmatch(text)
        if not match:
            raise ValidationError(
                _("Bitte geben Sie die Uhrzeit mit Stunde und Minute ein, zum Beispiel 08:30."),
                code="invalid",
            )
        return existing_time(int(match[1]), int(match[2] or match[3] or 0))

    def prepare_value(self, value: Any) -> Any:
        """A time as HH:MM, anything typed as it was."""
        return value.strftime("%H:%M") if isinstance(value, time) else value


def existing_time(hour: int, minute: int) -> time:
    """The time of day, or a sentence about hours and minutes."""
    shown = f"{hour:02d}:{minute:02d}"
    if hour > 23:
        text = _("%(time)s Uhr gibt es nicht. Die Stunde geht von 0 bis 23.")
        raise ValidationError(text % {"time": shown}, code="invalid")
    if minute > 59:
        text = _("%(time)s Uhr gibt es nicht. Die Minute geht von 0 bis 59.")
        raise ValidationError(text % {"time": shown}, code="invalid")
    return time(hour, minute)


class DecimalField(forms.Field):
    """A number with a German comma; a point is understood too. `unit` stands beside the field."""

    def __init__(
        self,
        *,
        least: Decimal | int | None = 0,
        most: Decimal | int | None = None,
        places: int = 2,
        unit: Text = "",
        width: int = 8,
        **options: Any,
    ) -> None:
        mode = "decimal" if places else "numeric"
        options.setdefault("widget", TextInput(width=width, inputmode=mode, suffix=unit))
        super().__init__(**options)
        self.least, self.most, self.places, self.unit = least, most, places, unit

    def to_python(self, value: Any) -> Decimal | None:
        """The number, or a ValidationError with one cause and one thing to do."""
        if value in self.empty_values:
            return None
        number = value if isinstance(value, Decimal) else decimal_of(str(value).strip(), self.places)
        self.check_places(number)
        self.check_size(number)
        return number

    def check_places(self, number: Decimal) -> None:
        """Not more digits after the comma than the field can keep."""
        exponent = number.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            if not self.places:
                raise ValidationError(_("Bitte geben Sie eine ganze Zahl ein, ohne Komma."), code="places")
            text = _("Bitte geben Sie höchstens %(places)s Stellen nach dem Komma ein.")
            raise ValidationError(text % {"places": self.places}, code="places")

    def check_size(self, number: Decimal) -> None:
        """Neither below `least` nor above `most`."""
        if self.least == 0 and number < 0:
            raise ValidationError(_("Die Zahl darf nicht negativ sein. Bitte geben Sie 0 oder mehr ein."), code="least")
        if self.least is not None and number < self.least:
            raise ValidationError(
                _("Bitte geben Sie mindestens %(least)s ein.") % {"least": self.shown(self.least)},
                code="least",
            )
        if self.most is not None and number > self.most:
            raise ValidationError(
                _("Bitte geben Sie höchstens %(most)s ein.") % {"most": self.shown(self.most)}, code="most"
            )

    def shown(self, number: Decimal | int) -> str:
        """A bound with its unit."""
        return f"{number_format(number, use_l10n=True, force_grouping=True)} {self.unit}".strip()

    def prepare_value(self, value: Any) -> Any:
        """A Decimal with comma, anything typed as it was."""
        return number_format(value, use_l10n=True) if isinstance(value, Decimal | int) else value


def decimal_of(text: str, places: int) -> Decimal:
    """A typed number: comma or point, groups of thousands, a leading minus."""
    if not NUMBER.fullmatch(text) or len(text) > 24:
        example = "12,50" if places else "12"
        message = _("„%(text)s“ ist keine Zahl. Bitte geben Sie nur Ziffern ein, zum Beispiel %(example)s.")
        raise ValidationError(message % {"text": text[:20], "example": example}, code="invalid")
    plain = text.replace("−", "-")
    groups = "," if plain.rfind(".") > plain.rfind(",") >= 0 else "."
    if THOUSANDS.fullmatch(text) or "," in plain:
        plain = plain.replace(groups, "")
    plain = re.sub(r"\s", "", plain).replace(",", ".")
    if plain.count(".") > 1:
        raise ValidationError(_("Bitte geben Sie nur ein Komma ein, zum Beispiel 12,50."), code="invalid")
    return Decimal(plain)


class AmountField(DecimalField):
    """An amount in euro, never negative unless `least` says so, and none that no column of ours can hold."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"unit": "€", "places": 2, "width": 8, "most": MOST_EUR, **options})


class KilometreField(DecimalField):
    """A distance in whole or tenths of kilometres."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"unit": "km", "places": 1, "width": 6, **options})


class WholeNumberField(DecimalField):
    """A count such as nights or passengers; cleans to int."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"places": 0, "width": 4, **options})

    def clean(self, value: Any) -> int | None:
        """The count."""
        number = super().clean(value)
        return None if number is None else int(number)
