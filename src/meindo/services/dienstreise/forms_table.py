"""Many trips on one page: a table whose rows are the same forms as the pages, with the day as a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from meindo.ui.blocks import ErrorEntry
from meindo.ui.forms import value_of

from .answers_month import MOST_TRIPS, Span, prefix, row_numbers, row_of, span_of, with_rows
from .forms_month import ROW_MEANS, RowForm, row_question

CELLS = ("day_day", "start", "end", "from", "to", "means", "km", "back", "fare")
FLAGS = ("back",)
EMPTY_ROWS = 4
FIELD_OF = {"day_day": "day"}


@dataclass(frozen=True)
class Cell:
    """One box of the table: its name, what was typed, and what is wrong."""

    name: str
    part: str
    value: str
    error: str

    @property
    def id(self) -> str:
        """The id to which an error leads."""
        return f"id_{self.name}"


class TableOfTrips:
    """The trips of a month as rows: those typed so far and some empty ones. Rows in which nothing stands are left out.

    What a row of the table does not ask for (passengers, meals, occasion) stays as it was typed on its page.
    """

    def __init__(self, month: date, kept: Mapping[str, Any], sent: Any = None) -> None:
        self.month, self.kept = month, kept
        numbers = row_numbers(kept)
        if sent is not None:
            numbers = row_numbers(dict.fromkeys(sent))
        self.numbers = numbers
        self.data = self._merged(sent) if sent is not None else dict(kept)
        self.was_sent = sent is not None
        self.forms = {number: self._form(number) for number in row_numbers(self.data)}

    def _merged(self, sent: Any) -> dict[str, Any]:
        """The rows that something was typed in, numbered anew, over what was kept."""
        rows = []
        for number in self.numbers:
            typed = {
                cell: str(value_of(sent, prefix(number) + cell) or "")
                for cell in CELLS
                if prefix(number) + cell in sent
            }
            if any(value.strip() for name, value in typed.items() if name not in ("means", *FLAGS)):
                more = {name: value for name, value in row_of(self.kept, number).items() if name not in CELLS}
                day = {"day_month": str(self.month.month), "day_year": str(self.month.year)}
                rows.append({**more, **typed, **day})
        return with_rows(self.kept, rows[:MOST_TRIPS])

    def _form(self, number: int) -> RowForm:
        form = row_question(number, self.month).form_class(self.data)
        form.is_valid()
        assert isinstance(form, RowForm)  # noqa: S101 (every row is one)
        return form

    def typed(self) -> dict[str, Any]:
        """All that is to be kept, also what is not right yet."""
        return self.data

    def is_valid(self) -> bool:
        """Whether every row is right and no two overlap."""
        return not self.error_entries and bool(self.forms)

    @property
    def overlaps(self) -> dict[int, str]:
        """What is wrong with a row only beside another one."""
        found: dict[int, str] = {}
        earlier: list[tuple[int, Span]] = []
        for number, form in self.forms.items():
            span = span_of(form.cleaned_data, number) if form.is_valid() else None
            other = next((one for one, known in earlier if span is not None and span.overlaps(known)), None)
            if other is not None:
                found[number] = _("Diese Fahrt überschneidet sich mit Zeile {number}.").format(number=other)
            if span is not None:
                earlier.append((number, span))
        return found

    @property
    def error_entries(self) -> list[ErrorEntry]:
        """One entry for each box that is wrong, with its row."""
        if not self.was_sent:
            return []
        return [
            ErrorEntry(cell.id, _("Zeile {number}: {text}").format(number=number, text=cell.error))
            for number, cells in self.rows
            for cell in cells
            if cell.error
        ] or ([] if self.forms else [ErrorEntry("id_trip1_day_day", _("Bitte tragen Sie mindestens eine Fahrt ein."))])

    @property
    def rows(self) -> list[tuple[int, list[Cell]]]:
        """The rows with their boxes, then some empty ones."""
        overlaps = self.overlaps if self.was_sent else {}
        count = min(MOST_TRIPS, max([0, *self.forms]) + EMPTY_ROWS)
        return [(number, self._cells(number, overlaps)) for number in range(1, count + 1)]

    def _cells(self, number: int, overlaps: Mapping[int, str]) -> list[Cell]:
        form, found, p = self.forms.get(number), [], prefix(number)
        for part in CELLS:
            errors: Any = (
                form.errors.get(p + FIELD_OF.get(part, part), []) if form is not None and self.was_sent else []
            )
            error = str(errors[0]) if errors else overlaps.get(number, "") if part == "start" else ""
            found.append(Cell(p + part, part, str(self.data.get(p + part) or ""), error))
        return found + self._elsewhere(form, p)

    def _elsewhere(self, form: RowForm | None, p: str) -> list[Cell]:
        """What is wrong with something that the table does not show is said at the first box of the row."""
        if form is None or not self.was_sent:
            return []
        shown = {p + FIELD_OF.get(part, part) for part in CELLS}
        rest = [str(errors[0]) for name, errors in form.errors.items() if name not in shown]
        return [Cell(f"{p}day_day", "", "", rest[0])] if rest else []

    @property
    def means(self) -> list[tuple[str, Any]]:
        """What can be chosen in the column of means."""
        return list(ROW_MEANS)
