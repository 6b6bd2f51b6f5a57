"""How a field looks on paper where its kind alone does not tell: a day that is chosen on the screen, a table."""

from dataclasses import dataclass
from typing import TypeVar

from django import forms

from meindo.ui.cells import Text

A_DATE = "date"
F = TypeVar("F", bound=forms.Field)


@dataclass(frozen=True)
class PaperRows:
    """A table to fill in: the heads of its columns, the first of which asks for the day; how many empty rows.

    Its cells are boxes to tick, or `written` in.
    """

    heads: tuple[Text, ...]
    rows: int
    written: bool = False


def on_paper(field: F, look: str | PaperRows = "", hint: Text = "") -> F:
    """The same field, printed as a date or as a table, or with a hint that needs no screen."""
    field.on_paper, field.paper_hint = look, hint  # type: ignore[attr-defined]
    return field
