"""The neutral file formats: pay lines out, receipts in. Documented in docs/platform/payroll.md."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .models import PayLine, PayRun

COLUMNS = ("run", "seq", "key", "personnel_no", "wage_type", "amount_eur", "month", "reverses", "text")
RECEIPT_COLUMNS = ("key", "status", "text")


def neutral_csv(number: int, lines: Iterable[PayLine]) -> bytes:
    """The lines of a run: UTF-8, semicolon, one header, decimal point; the same lines give the same bytes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for seq, line in enumerate(lines, 1):
        writer.writerow(
            [
                number,
                seq,
                line.key,
                line.employment.personnel_no,
                line.wage_type,
                f"{line.amount_eur:.2f}",
                f"{line.month:%Y-%m}",
                line.key.removesuffix(":storno") if line.reverses_id else "",
                line.text,
            ]
        )
    return out.getvalue().encode("utf-8")


def checksum(content: bytes) -> str:
    """SHA-256 of the file's bytes, as in the manifest."""
    return hashlib.sha256(content).hexdigest()


def manifest(run: PayRun) -> bytes:
    """What belongs to a run's file: name, checksum, number of lines and total."""
    content = {
        "file": file_name(run),
        "run": run.number,
        "month": f"{run.month:%Y-%m}",
        "lines": run.line_count,
        "total_eur": f"{run.total_eur:.2f}",
        "sha256": run.sha256,
    }
    return (json.dumps(content, indent=2, sort_keys=True) + "\n").encode("utf-8")


def file_name(run: PayRun) -> str:
    """The stable name of a run's file."""
    return f"zahlungen-{run.number:06d}.csv"


@dataclass(frozen=True)
class Answer:
    """Payroll's answer to one line."""

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
