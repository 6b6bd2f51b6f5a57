"""The base of every form: KERN's markup, one sentence per error, what was typed stays."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from meindo.ui.blocks import ErrorEntry
from meindo.ui.bound import BoundField
from meindo.ui.dates import DateWidget
from meindo.ui.renderer import RENDERER


class Form(forms.Form):
    """Base of all forms. Call `is_valid()`; on False render again, with status 422 if `errors`.

    A form of several fields whose "heute" button was pressed is not valid and has no errors: it only comes
    back with the day filled in (`only_filled`).
    """

    default_renderer = RENDERER
    use_required_attribute = False
    error_css_class = ""
    title_field = ""
    title_level = 1  # 2 where several questions stand on one page

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if str(field.error_messages.get("required")) == str(forms.Field.default_error_messages["required"]):
                field.error_messages["required"] = _("Bitte füllen Sie dieses Feld aus: %(label)s") % {
                    "label": field.label or ""
                }

    @property
    def only_filled(self) -> bool:
        """Whether a button beside a date was pressed while other fields are still to be answered."""
        return len(self.fields) > 1 and self.pressed_field() != ""

    def pressed_field(self) -> str:
        """The name of the date whose button was pressed, or nothing."""
        return next((name for name in self.fields if self.data.get(f"{self.add_prefix(name)}_quick")), "")

    def full_clean(self) -> None:
        """Check all fields, except after a mere filling-in."""
        if self.is_bound and self.only_filled:
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
            return
        super().full_clean()

    def is_valid(self) -> bool:
        """Whether the form was sent, meant to be finished, and has no error."""
        return not self.only_filled and super().is_valid()

    @property
    def error_entries(self) -> list[ErrorEntry]:
        """One entry per wrong field in the order of the page, errors of the whole form first."""
        whole = [ErrorEntry("", str(text)) for text in self.non_field_errors()]
        wrong = [field for field in self.visible_bound() if field.error]
        told = Counter(field.error for field in wrong)
        # Two empty dates say the same; then the label tells them apart.
        lines = [f"{f.label}: {f.error}" if told[f.error] > 1 else f.error for f in wrong]
        return whole + [ErrorEntry(field.anchor, line) for field, line in zip(wrong, lines, strict=True)]

    def visible_bound(self) -> Iterator[BoundField]:
        """Bound fields with their texts."""
        for name in self.fields:
            bound = self[name]
            if isinstance(bound, BoundField):
                yield bound

    def typed(self) -> dict[str, Any]:
        """What was sent, as plain text by input name: goes into a draft and comes back as data."""
        return {name: value_of(self.data, name) for name in self.input_names() if name in self.data}

    def input_names(self) -> list[str]:
        """Names of all inputs of this form, a date counting three."""
        names: list[str] = []
        for name, field in self.fields.items():
            full = self.add_prefix(name)
            split = isinstance(field.widget, DateWidget)
            names += [f"{full}_{part}" for part in ("day", "month", "year")] if split else [full]
        return names


def value_of(data: Any, name: str) -> Any:
    """One value as text, several as a list."""
    if not hasattr(data, "getlist"):
        return data[name]
    values = data.getlist(name)
    return values[0] if len(values) == 1 else values
