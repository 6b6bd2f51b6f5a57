"""A table as a CSV file that office programs open as it is: RFC 4180, UTF-8 with a mark, no cell that computes."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Commas, quotes where needed, CRLF; a text that a program would compute is marked as text."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return MARK + out.getvalue()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(STARTS_A_FORMULA) else text


def csv_response(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The file as a download."""
    response = HttpResponse(csv_text(rows).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
