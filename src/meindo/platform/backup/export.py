"""Everything that the platform knows, for whoever leaves it: open files that need neither this program nor a key.

`tables/NAME.jsonl` (exact) and `tables/NAME.csv` (for a spreadsheet), documents decrypted under their person, and a
README with the schema, made from the tables themselves. Secrets that are of no use elsewhere are left out by name.
"""

import csv
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from meindo.platform.clock import now, today
from meindo.platform.files.models import Document
from meindo.platform.files.queries import content_of
from meindo.platform.people.models import Person
from meindo.platform.people.queries_blocks import blocked_people
from meindo.platform.sql import snapshot

from . import readme
from .refused import Refused
from .rows import LEFT_OUT as OF_A_MOMENT
from .rows import lines_of, tables

LEFT_OUT = {
    **OF_A_MOMENT,
    "files_pageimage": "Bilder der Seiten werden aus den Dokumenten abgeleitet; die Dokumente selbst liegen bei.",
    "mfa_authenticator": "Geheimnisse zweiter Faktoren gelten nur an der Adresse dieser Installation.",
    "cases_uploadlink": "Geheime Links zum Abgeben gelten zehn Minuten.",
}
OPENS_NOTHING = "ein Geheimnis, das anderswo nichts öffnet"
LEFT_OUT_COLUMNS = {
    "login_user": {"password": OPENS_NOTHING},
    "login_token": {"digest": OPENS_NOTHING},
    "login_activation": {"digest": OPENS_NOTHING, "sealed": OPENS_NOTHING},
    "login_terminal": {"digest": OPENS_NOTHING},
    "login_device": {"session_key": OPENS_NOTHING, "mark": OPENS_NOTHING},
    "login_hardwaretoken": {"sealed": OPENS_NOTHING},
    "socialaccount_socialapp": {"secret": OPENS_NOTHING},
    "socialaccount_socialtoken": {"token": OPENS_NOTHING, "token_secret": OPENS_NOTHING},
    "allauth_idp_oidc_client": {"secret": OPENS_NOTHING},
    "allauth_idp_oidc_token": {"hash": OPENS_NOTHING},
    "files_document": {
        "address": "Name der verschlüsselten Datei; die Spalte path nennt die entschlüsselte",
        "wrapped_key": OPENS_NOTHING,
        "fingerprint": "abgeleitet, nur innerhalb dieser Installation vergleichbar",
    },
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Exported:
    """What lies in the folder."""

    rows: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    damaged: list[str] = field(default_factory=list)


def export_all(folder: Path) -> Exported:
    """Write everything into a new folder: it is there when it is whole."""
    if folder.exists():
        raise Refused("THERE", path=folder)
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    (part / "tables").mkdir()
    done = Exported()
    with snapshot():
        hidden = blocked_people(today())
        for table, model in exported_tables().items():
            done.rows[table] = _table(part / "tables" / table, model, hidden)
        documents = list(Document._base_manager.select_related("person").order_by("pk"))
    _documents(part, documents, done)
    text = readme.build(exported_tables(), done.rows, LEFT_OUT, LEFT_OUT_COLUMNS, now())
    (part / "README.md").write_text(text, encoding="utf-8")
    schema = readme.schema(exported_tables(), LEFT_OUT_COLUMNS)
    (part / "schema.json").write_text(json.dumps(schema, ensure_ascii=False, indent=1), encoding="utf-8")
    os.sync()
    part.rename(folder)
    return done


def exported_tables() -> dict[str, type[models.Model]]:
    """The tables that are written."""
    return {name: model for name, model in tables(apps).items() if name not in LEFT_OUT}


def path_of(document: Document) -> str:
    """Where a document lies in the export."""
    ending = Path(document.file_name).suffix
    return f"documents/{document.person.uuid}/{document.uuid}{ending}"


def _table(start: Path, model: type[models.Model], blocked: set[int]) -> int:
    hidden = LEFT_OUT_COLUMNS.get(model._meta.db_table, {})
    names = [item.attname for item in model._meta.concrete_fields if item.attname not in hidden]
    count = 0
    with (
        start.with_suffix(".jsonl").open("w", encoding="utf-8") as exact,
        start.with_suffix(".csv").open("w", encoding="utf-8", newline="") as sheet,
    ):
        writer = csv.writer(sheet)
        writer.writerow(names)
        for line in lines_of(model):
            if model is Person and line["id"] in blocked:
                line["email"] = ""  # an Auskunftssperre: the contact leaves in no export
            exact.write(json.dumps({name: line[name] for name in names}, ensure_ascii=False) + "\n")
            writer.writerow([_cell(line[name]) for name in names])
            count += 1
    return count


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def _documents(part: Path, documents: Iterable[Document], done: Exported) -> None:
    with (part / "documents.csv").open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.writer(sheet)
        writer.writerow(["uuid", "person", "path", "title", "file_name", "media_type"])
        for document in documents:
            place = part / path_of(document)
            try:
                content = content_of(document)
            except (FileNotFoundError, ValueError):
                if Document._base_manager.filter(pk=document.pk).exists():
                    done.damaged.append(str(document.uuid))
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            said = (document.title, document.file_name, document.media_type)
            writer.writerow([document.uuid, document.person.uuid, path_of(document), *map(_cell, said)])
            done.documents += 1
