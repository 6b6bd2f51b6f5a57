"""Widgets in KERN's markup; their templates live in ui/forms/widgets/."""

from collections.abc import Sequence
from typing import Any

from django import forms

from meindo.ui.cells import Text

WIDTHS = (2, 4, 6, 8, 12, 20, 30)


class Sized:
    """An input as wide as the expected answer, given in characters; 0 is the full width."""

    width: int
    suffix: Text

    def sized(self, context: dict[str, Any]) -> dict[str, Any]:
        """The context with the width's class and the unit beside the field."""
        fitting = next((w for w in WIDTHS if self.width and w >= self.width), 0)
        context["widget"]["width_class"] = f" w-{fitting}" if fitting else ""
        context["widget"]["suffix"] = self.suffix
        return context


class TextInput(Sized, forms.TextInput):
    """One line of text; `inputmode` picks the keyboard on the phone, `suggestions` are offered while typing."""

    template_name = "ui/forms/widgets/input.html"

    def __init__(
        self,
        *,
        width: int = 0,
        inputmode: str = "",
        suffix: Text = "",
        suggestions: Sequence[str] = (),
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__({**({"inputmode": inputmode} if inputmode else {}), "autocomplete": "off", **(attrs or {})})
        self.width, self.suffix, self.suggestions = width, suffix, suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's context, sized, with the list of suggestions."""
        context = self.sized(super().get_context(name, value, attrs))
        if self.suggestions:
            context["widget"]["suggestions"] = self.suggestions
            context["widget"]["attrs"]["list"] = f"{name}_list"
        return context


class PasswordInput(TextInput):
    """A password; never shown again after an error."""

    input_type = "password"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Without the typed value."""
        return super().get_context(name, None, attrs)


class TextArea(Sized, forms.Textarea):
    """Several lines of text."""

    template_name = "ui/forms/widgets/textarea.html"
    width, suffix = 0, ""

    def __init__(self, *, rows: int = 5) -> None:
        super().__init__({"rows": rows})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's context, sized."""
        return self.sized(super().get_context(name, value, attrs))


class Select(forms.Select):
    """A drop-down, for lists too long for radios."""

    template_name = "ui/forms/widgets/select.html"


class Radios(forms.RadioSelect):
    """One of few; the whole box is the target. `hints` explains choices, `row` sets them side by side."""

    template_name = "ui/forms/widgets/checks.html"
    kind = "radio"

    def __init__(
        self, *, hints: dict[str, Text] | None = None, row: bool = False, attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.hints, self.row = hints or {}, row

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's context with kind, row and hints."""
        context = super().get_context(name, value, attrs)
        context["widget"].update(kind=self.kind, row=self.row)
        for _group, options, _index in context["widget"]["optgroups"]:
            for option in options:
                option["hint"] = self.hints.get(str(option["value"]), "")
        return context


class Checkboxes(Radios):
    """Several of few."""

    allow_multiple_selected = True
    input_type = "checkbox"
    kind = "checkbox"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All chosen values."""
        if hasattr(data, "getlist"):
            return data.getlist(name)
        kept = data.get(name)  # a draft keeps a single tick as plain text
        return [kept] if isinstance(kept, str) else kept

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The group has a legend, a single box its own id."""
        return super().id_for_label(id_, index) if index is not None else ""


class Checkbox(forms.CheckboxInput):
    """One statement to agree with."""

    template_name = "ui/forms/widgets/checkbox.html"
