"""The forms in which the lines of a run leave. Documented in docs/platform/payroll.md.

Every form is derived from the same lines: asked again, the same run gives the same bytes. The neutral CSV is the one
whose checksum is kept with the run.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from .calendar import next_month
from .models import PayLine, PayRun

LAYOUT = 2  # since 2 each line names its cost centre, in the last column; a run keeps the layout with which it left
COLUMNS = ("run", "seq", "key", "personnel_no", "wage_type", "amount_eur", "month", "reverses", "text")
# Field names as SAP publishes them for its infotypes; the values are ours and were never seen by an SAP system.
SAP_REFERENCE = ("EXTSYSTEM", "EXTAPPLICATION", "EXTDOCUMENTNO")
SAP_COST_CENTRE = "KOSTL"
SAP_0015 = ("PERNR", "INFTY", "SUBTY", "BEGDA", "ENDDA", "LGART", "BETRG", "WAERS", *SAP_REFERENCE)
SAP_2010 = ("PERNR", "INFTY", "SUBTY", "BEGDA", "ENDDA", "LGART", "ANZHL", "ZEINH", "BETRG", "WAERS", *SAP_REFERENCE)
DOCUMENT_NO = re.compile(r"(\d{6})-(\d{6})")


class NotExpressible(ValueError):
    """A line does not fit into a form; the message names the line and why."""


def _neutral(number: int, lines: Iterable[PayLine], layout: int) -> list[dict[str, Any]]:
    return [
        {
            "run": number,
            "seq": line.seq,
            "key": line.key,
            "personnel_no": line.employment.personnel_no,
            "wage_type": line.wage_type,
            "amount_eur": f"{line.amount_eur:.2f}",
            "month": f"{line.month:%Y-%m}",
            "reverses": line.key.removesuffix(":storno") if line.reverses_id else "",
            "text": line.text,
            **({"cost_centre": line.cost_centre} if layout > 1 else {}),
        }
        for line in lines
    ]


def _table(columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """UTF-8, semicolon, one header, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(chain([columns], rows))
    return out.getvalue().encode("utf-8")


def neutral_csv(number: int, lines: Iterable[PayLine], layout: int = LAYOUT) -> bytes:
    """The lines of a run: UTF-8, semicolon, one header, decimal point; the same lines give the same bytes."""
    columns = (*COLUMNS, "cost_centre") if layout > 1 else COLUMNS
    return _table(columns, (row.values() for row in _neutral(number, lines, layout)))


def neutral_json(number: int, lines: Iterable[PayLine], layout: int = LAYOUT) -> bytes:
    """The same lines as JSON; amounts are text, so that no reader rounds them."""
    rows = _neutral(number, lines, layout)
    return (json.dumps({"run": number, "lines": rows}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def sap_0015(number: int, lines: Iterable[PayLine], layout: int = LAYOUT) -> bytes:
    """The lines with the field names of infotype 0015, additional payments. NotExpressible where one does not fit."""
    return _sap_table(SAP_0015, number, lines, layout, "0015")


def sap_2010(number: int, lines: Iterable[PayLine], layout: int = LAYOUT) -> bytes:
    """The lines with the field names of infotype 2010 (remuneration info): an amount, so number and unit stay empty."""
    return _sap_table(SAP_2010, number, lines, layout, "2010", ("", ""))


def _sap_table(
    columns: tuple[str, ...],
    number: int,
    lines: Iterable[PayLine],
    layout: int,
    infotype: str,
    quantity: tuple[str, ...] = (),
) -> bytes:
    booked = layout > 1
    rows = ([*_sap(number, line, infotype, quantity), *([line.cost_centre] if booked else [])] for line in lines)
    return _table((*columns, SAP_COST_CENTRE) if booked else columns, rows)


def _sap(number: int, line: PayLine, infotype: str, quantity: tuple[str, ...]) -> list[str]:
    no, wage_type = line.employment.personnel_no, line.wage_type
    if not (no.isascii() and no.isdigit() and len(no) <= 8):
        raise NotExpressible(f"{line.key}: Personalnummer {no} hat nicht höchstens acht Ziffern (PERNR).")
    if len(wage_type) > 4:
        raise NotExpressible(f"{line.key}: Lohnart {wage_type} hat mehr als vier Zeichen (LGART).")
    reference = ["MEINDO", line.case.service.upper()[:10], document_no(number, line.seq or 0)]
    span = [f"{line.month:%Y%m%d}", f"{_last_day(line.month):%Y%m%d}"]
    amount = [f"{line.amount_eur:.2f}", "EUR"]
    return [no.zfill(8), infotype, wage_type, *span, wage_type, *quantity, *amount, *reference]


def _last_day(month: date) -> date:
    return date.fromordinal(next_month(month).toordinal() - 1)


def document_no(number: int, seq: int) -> str:
    """A line's number outside, short enough for every receiver: run and its number in it."""
    return f"{number:06d}-{seq:06d}"


@dataclass(frozen=True)
class Profile:
    """A form in which a run leaves: its key in addresses and settings, the words on the page, the end of its file name,
    and how its bytes are made from the number of the run, its lines and the layout with which it left.
    """

    key: str
    label: str
    suffix: str
    media_type: str
    content: Callable[[int, Iterable[PayLine], int], bytes]

    def file_name(self, run: PayRun) -> str:
        """The stable name of a run's file."""
        return f"zahlungen-{run.number:06d}{self.suffix}"


NEUTRAL = Profile("csv", "CSV", ".csv", "text/csv; charset=utf-8", neutral_csv)
PROFILES = {
    profile.key: profile
    for profile in (
        NEUTRAL,
        Profile("json", "JSON", ".json", "application/json", neutral_json),
        Profile("sap-it0015", "SAP IT0015", ".it0015.csv", "text/csv; charset=utf-8", sap_0015),
        Profile("sap-it2010", "SAP IT2010", ".it2010.csv", "text/csv; charset=utf-8", sap_2010),
    )
}


def checksum(content: bytes) -> str:
    """SHA-256 of the file's bytes, as in the manifest."""
    return hashlib.sha256(content).hexdigest()


def manifest(run: PayRun, file: str, content: bytes) -> bytes:
    """What belongs to a run's file: name, checksum, number of lines and total."""
    entries = {
        "file": file,
        "run": run.number,
        "month": f"{run.month:%Y-%m}",
        "lines": run.line_count,
        "total_eur": f"{run.total_eur:.2f}",
        "sha256": checksum(content),
    }
    return (json.dumps(entries, indent=2, sort_keys=True) + "\n").encode("utf-8")
