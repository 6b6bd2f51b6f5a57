"""A field on its form, with the ids and words that our templates need."""

from typing import Any

from django import forms

from meindo.ui.dates import DateWidget


class BoundField(forms.BoundField):
    """A field on its form, with what the template needs to say."""

    @property
    def error(self) -> str:
        """The first error: one line, one cause."""
        return str(self.errors[0]) if self.errors else ""

    @property
    def error_code(self) -> str:
        """The code of the first error."""
        data = self.errors.as_data()
        return str(data[0].code or "") if data else ""

    @property
    def anchor(self) -> str:
        """The id of the input that the error summary jumps to."""
        if isinstance(self.field.widget, DateWidget) and self.error_code in ("day", "month", "year"):
            return f"{self.id_for_label.removesuffix('_day')}_{self.error_code}"
        if self.field.widget.needs_multipart_form:
            return f"{self.auto_id}_new"
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def hint_id(self) -> str:
        """The id of the hint below the label."""
        return f"{self.auto_id}_hint"

    @property
    def error_id(self) -> str:
        """The id of the error below the hint."""
        return f"{self.auto_id}_error"

    @property
    def described_by(self) -> str:
        """Ids of hint and error, as far as they are there."""
        return " ".join(id_ for id_, text in ((self.hint_id, self.help_text), (self.error_id, self.error)) if text)

    @property
    def optional(self) -> bool:
        """Whether the label says "(freiwillig)"; ticking a box is never asked for."""
        return not self.field.required and not self.checkbox

    @property
    def is_title(self) -> bool:
        """Whether the label is the heading of the page."""
        return getattr(self.form, "title_field", "") == self.name

    @property
    def single_choice(self) -> bool:
        """Whether the group is one of radios."""
        return getattr(self.field.widget, "kind", "") == "radio"

    @property
    def checkbox(self) -> bool:
        """Whether the label stands behind a single box."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def wrong_part(self) -> str:
        """The box of a date that is wrong: "day", "month", "year" or "all"; empty without error."""
        if not self.error:
            return ""
        return self.error_code if self.error_code in ("day", "month", "year", "all") else "day"

    @property
    def just_filled(self) -> bool:
        """Whether a button beside this date has just filled it in; then it keeps the focus."""
        return getattr(self.form, "only_filled", False) and f"{self.html_name}_quick" in self.form.data

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """aria-required instead of required: the server's sentence, not the browser's bubble."""
        widget = widget or self.field.widget
        built: dict[str, Any] = {**attrs}
        if self.field.disabled:
            built["disabled"] = True
        if widget.needs_multipart_form:
            return {**built, "wrong": bool(self.error)}
        if isinstance(widget, DateWidget):
            return {**built, "data-wrong": self.wrong_part, "data-focus": self.just_filled}
        return built if widget.use_fieldset else built | self.spoken()

    def spoken(self) -> dict[str, str]:
        """What assistive technology hears about a single input."""
        facts = {
            "aria-required": "true" if self.field.required else "",
            "aria-invalid": "true" if self.error else "",
            "aria-describedby": self.described_by,
        }
        return {name: value for name, value in facts.items() if value}
