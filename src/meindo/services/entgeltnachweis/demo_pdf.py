"""An invented pay statement as a PDF file: it stands for what payroll makes, and says on every page that it is none."""

from datetime import date
from io import BytesIO
from random import Random

import pikepdf

A4 = (595, 842)
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905


def statement_pdf(number: str, name: str, month: date, *, corrected: bool) -> bytes:
    """One page for a personnel number and month, the same bytes every time; the amounts are made up from the number."""
    base = Random(f"pay:{number}").randrange(2900, 5200)  # noqa: S311 (made-up data)
    more = 85 if corrected else 0
    lines = [
        "DEMO - kein echter Entgeltnachweis, alle Angaben sind erfunden",
        "",
        f"Entgeltnachweis {MONTHS[month.month - 1]} {month.year}{' (berichtigt)' if corrected else ''}",
        f"Personalnummer {number}",
        name,
        "",
        f"Grundentgelt {base},00 EUR",
        *([f"Nachzahlung Zuschlag {more},00 EUR"] if more else []),
        f"Brutto {base + more},00 EUR",
        f"Auszahlung {(base + more) * 63 // 100},00 EUR",
    ]
    return _page(lines)


def _page(lines: list[str]) -> bytes:
    pdf, out = pikepdf.new(), BytesIO()
    page = pdf.add_blank_page(page_size=A4)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    text = b"\n".join(b"(" + _escaped(line) + b") Tj T*" for line in lines)
    page.Contents = pdf.make_stream(b"BT /F1 13 Tf 20 TL 70 760 Td\n" + text + b"\nET")
    pdf.Root.Lang = "de"
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _escaped(line: str) -> bytes:
    said = line.encode("cp1252", errors="replace")
    return said.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
