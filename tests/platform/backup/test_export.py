"""Who leaves takes everything along: every table or a reason, every document as it was, nothing secret."""

import csv
import json
import re
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.apps import apps
from tests.platform.backup.story import SECRET, build
from tests.support.receipts import pdf, photo
from tests.support.second_place import Place

from meindo.platform.backup import export
from meindo.platform.backup.rows import LEFT_OUT as OF_A_MOMENT
from meindo.platform.files.models import Document
from meindo.platform.login.models import Token, User


def test_every_table_is_there_or_named_with_a_reason(own_database: str, tmp_path: Path) -> None:
    build(tmp_path)
    folder = tmp_path / "export"
    done = Place(tmp_path, own_database).meindo("export", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (folder / "README.md").read_text(encoding="utf-8")
    schema = json.loads((folder / "schema.json").read_text())
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table in export.LEFT_OUT:
            assert f"- `{table}`: {export.LEFT_OUT[table]}" in text
            continue
        exact = (folder / "tables" / f"{table}.jsonl").read_text(encoding="utf-8")
        rows = [json.loads(line) for line in exact.split("\n") if line]
        assert len(rows) == model._base_manager.count(), table
        hidden = export.LEFT_OUT_COLUMNS.get(table, {})
        columns = {field.attname for field in model._meta.concrete_fields} - set(hidden)
        assert set(schema[table]["columns"]) == columns
        assert all(row.keys() == columns for row in rows), table
        assert all(f"- `{table}.{name}`: {reason}" in text for name, reason in hidden.items())
        with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as sheet:
            assert len(list(csv.DictReader(sheet))) == len(rows), table
    assert export.LEFT_OUT.keys() >= OF_A_MOMENT.keys()


def test_documents_are_what_was_handed_in_and_no_secret_is_along(own_database: str, tmp_path: Path) -> None:
    build(tmp_path)
    folder = tmp_path / "export"
    done = export.export_all(folder)
    assert done.documents == Document.objects.count() > 1
    assert not done.damaged
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as sheet:
        paths = {row["file_name"]: folder / row["path"] for row in csv.DictReader(sheet)}
    assert paths["beleg.jpg"].read_bytes() == photo()
    assert paths["beleg.pdf"].read_bytes() == pdf()
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert "Fachtagung der Jugendämter".encode() in everything
    user = User.objects.get(username="mitarbeiterin")
    token = Token.objects.get(label="Ünïcode")
    sealed = Authenticator.objects.get(type="totp").data["secret"]
    for secret in (user.password, token.digest, SECRET, sealed):
        assert secret.encode() not in everything
    assert not folder.stat().st_mode & 0o077


def test_a_column_that_sounds_like_a_secret_is_left_out_or_known_to_be_none() -> None:
    no_secret = {"registry_entryreading.digest"}  # of a public entry
    found = {
        f"{table}.{field.attname}"
        for table, model in export.exported_tables().items()
        for field in model._meta.concrete_fields
        if re.search(r"sealed|wrapped|digest|secret|password|token$|session_key|mark$", field.attname)
        and field.attname not in export.LEFT_OUT_COLUMNS.get(table, {})
    }
    assert found == no_secret


def test_a_damaged_document_is_named_and_the_rest_is_written(own_database: str, tmp_path: Path) -> None:
    build(tmp_path)
    document = Document.objects.order_by("pk")[0]
    path = tmp_path / "files" / document.address[:2] / document.address
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    done = export.export_all(tmp_path / "export")
    assert done.damaged == [str(document.uuid)]
    assert done.documents == Document.objects.count() - 1


def test_a_cell_never_becomes_a_formula() -> None:
    assert [export._cell(value) for value in ("=1+1", "-7", "@x", "Köln", None, -7, {"a": "ö"})] == [
        "'=1+1", "'-7", "'@x", "Köln", "", "-7", '{"a": "ö"}',
    ]  # fmt: skip
