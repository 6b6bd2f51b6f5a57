"""Deliveries as payroll makes them, and questions; contract tests find `make` in every factory."""

import hashlib
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from tests.support.office import PASSWORD, Office

from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.login.models import User
from meindo.platform.outbox.worker import drain
from meindo.services.entgeltnachweis import commands
from meindo.services.entgeltnachweis.commands_import import Report, import_folder
from meindo.services.entgeltnachweis.manifest import COLUMNS, MANIFEST
from meindo.services.entgeltnachweis.models import Statement

MONTH = "2026-05"


def statement_pdf(number: str, text: str = "Entgeltnachweis", **options: Any) -> bytes:
    """A page of text with a personnel number."""
    pdf, out = pikepdf.new(), BytesIO()
    page = pdf.add_blank_page(page_size=(300, 200))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(f"BT /F1 12 Tf 20 100 Td ({text} Nr. {number}) Tj ET".encode())
    pdf.save(out, deterministic_id="encryption" not in options, **options)
    return out.getvalue()


def row(number: str, name: str, month: str = MONTH, file: str = "", content: bytes = b"") -> dict[str, Any]:
    """A row of the list with the bytes of its file."""
    content = content or statement_pdf(number, f"Nachweis {month}")
    return {
        "personnel_no": number,
        "family_name": name,
        "month": month,
        "file": file or f"{number}-{month}-{hashlib.sha256(content).hexdigest()[:6]}.pdf",
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": content,
    }


def write(folder: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """A folder as payroll hands it over."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [";".join(COLUMNS)]
    for found in rows:
        lines.append(";".join(found[name] for name in COLUMNS))
        if found["content"] is not None:
            (folder / found["file"]).write_bytes(found["content"])
    (folder / MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def own_row(office: Office, who: str = "mitarbeiterin", month: str = MONTH, **more: Any) -> dict[str, Any]:
    """A right row for somebody of the office."""
    name = office.people[who].name_cells.latest("pk").family_name
    return row(office.employment(who).personnel_no, name, month, **more)


def delivered(office: Office, folder: Path, *rows: dict[str, Any]) -> Report:
    """A delivery taken in; without rows one statement for the employee."""
    return import_folder(write(folder, rows or [own_row(office)]))


def statement(office: Office, who: str = "mitarbeiterin", month: date = date(2026, 5, 1)) -> Statement:
    """The statement of somebody for a month, its latest version."""
    return Statement.objects.filter(employment=office.employment(who), month=month).latest("version")


def with_office(office: Office) -> Office:
    """Two people of the office that manages statements, and one who answers for data protection."""
    for name, role in (
        ("nachweise", "statement_office"),
        ("nachweise2", "statement_office"),
        ("dsb", "data_protection_office"),
    ):
        office.people[name] = office.city.person(name.title(), office.units["11"])
        office.city.responsible(office.people[name], role, office.units["root"])
    office.city.store()
    for name in ("nachweise", "nachweise2", "dsb"):
        User.objects.create_user(name, PASSWORD, person=office.people[name])
    return office


def make(office: Office, who: str = "mitarbeiterin", kind: str = "missing") -> Case:
    """A question that waits for the office."""
    return commands.ask(employment=office.employment(who), kind=kind, month="März 2026", text="", by=office.actor(who))


def decide(office: Office, case: Case, move: str, who: str = "nachweise", **more: Any) -> CaseEvent:
    """Somebody makes a move on the case as it stands."""
    case.refresh_from_db()
    return commands.decide(case=case, move_name=move, by=office.actor(who), revision=case.revision, **more)


def whole_life(office: Office) -> None:
    """A question from the beginning to the end."""
    with_office(office)
    decide(office, make(office), "answer", reason="Der Nachweis kommt morgen.")
    drain()
