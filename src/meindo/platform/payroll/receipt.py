"""Payroll's answer to a run, as a file: which lines it took over and which it did not."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

RECEIPT_COLUMNS = ("key", "status", "text")


@dataclass(frozen=True)
class Answer:
    """Payroll's answer to one line. `key` is the key of the line or its document number (run and position)."""

    key: str
    accepted: bool
    text: str


def read_receipt(text: str) -> tuple[list[tuple[int, Answer]], list[str]]:
    """The answers of a receipt with their row numbers, and a sentence for each row that cannot be read."""
    answers: list[tuple[int, Answer]] = []
    problems: list[str] = []
    # No database holds a NUL; `strict` reports a quote that is never closed instead of swallowing the rest.
    plain = io.StringIO(text.lstrip("\ufeff").replace("\x00", ""))
    reader = csv.DictReader(plain, delimiter=";", strict=True)
    if not {"key", "status"} <= _names(reader):
        return [], ["Die Datei braucht die Spalten key und status."]
    for number, row in _rows(reader, problems):
        status = (row.get("status") or "").strip().lower()
        key = (row.get("key") or "").strip()
        if not key or status not in {"accepted", "rejected"}:
            problems.append(f"Zeile {number}: key fehlt oder status ist weder accepted noch rejected.")
            continue
        answers.append((number, Answer(key, status == "accepted", (row.get("text") or "").strip())))
    return answers, problems


def _names(reader: "csv.DictReader[str]") -> set[str]:
    try:
        return set(reader.fieldnames or ())
    except csv.Error:
        return set()


def _rows(reader: "csv.DictReader[str]", problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their numbers as far as the file can be read; where it cannot, a sentence says so."""
    number = 1
    try:
        for number, row in enumerate(reader, 2):
            yield number, row
    except csv.Error:
        problems.append(
            f"Ab Zeile {number + 1} ist die Datei nicht lesbar: Ein Anführungszeichen oder ein Feld endet nicht."
        )
