"""Make a backup while the platform runs: the database at one instant, and every document that it names."""

import uuid
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from meindo.platform import keyring
from meindo.platform.audit import erasures
from meindo.platform.clock import now
from meindo.platform.files import store
from meindo.platform.files.models import Document, PageImage
from meindo.platform.sql import snapshot

from . import place
from .archive import FORMAT, HEAD, VERSION, Writer, as_json
from .rows import LEFT_OUT, chunks, kept_tables

BLOBS = (Document, PageImage)


@dataclass
class Made:
    """What a backup holds; `damaged` names documents whose files are missing or changed."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    damaged: list[str] = field(default_factory=list)


def make_backup(path: Path, leave: set[Path]) -> Made:
    """Write everything but keys, sessions and what can be made again; `leave` are files that are no state."""
    made = Made()
    with Writer(path) as writer:
        with snapshot():
            writer.add(HEAD, as_json(_head()))
            addresses = _rows(writer, made)
        gone = [address for address in addresses if not _blob(writer, address, made)]
        made.damaged = _still_wanted(gone)
        _rest(writer, leave | {writer.part.resolve(), writer.path.resolve()})
        writer.add("erasures.jsonl", erasures.content())
        writer.close_with({"rows": made.rows, "files": made.files, "damaged": made.damaged, "gone": sorted(gone)})
    place.write_whole(place.root() / place.LAST, as_json({"at": now().isoformat(), "size": path.stat().st_size}))
    return made


def _head() -> dict[str, Any]:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": str(uuid.uuid4()),
        "made_at": now().isoformat(),
        "meindo": version("meindo"),
        "database": connection.vendor,
        "key_ids": [keyring.identifier(text) for text in keyring.texts()],
        "left_out": LEFT_OUT,
        "migrations": [list(one) for one in applied],
    }


def _rows(writer: Writer, made: Made) -> list[str]:
    for table, model in kept_tables(apps).items():
        made.rows[table] = 0
        for number, (count, content) in enumerate(chunks(model), 1):
            made.rows[table] += count
            writer.add(f"tables/{table}/{number:06}.jsonl.gz", content)
    return [address for model in BLOBS for address in model._base_manager.values_list("address", flat=True)]


def _blob(writer: Writer, address: str, made: Made) -> bool:
    try:
        writer.add(f"files/{address}", store.sealed_bytes(address))
    except (FileNotFoundError, ValueError):
        return False
    made.files += 1
    return True


def _still_wanted(addresses: list[str]) -> list[str]:
    """Those that rows still name: the others were deleted while the backup was made."""
    found = {
        row
        for model in BLOBS
        for row in model._base_manager.filter(address__in=addresses).values_list("address", flat=True)
    }
    return sorted(found)


def _rest(writer: Writer, leave: set[Path]) -> None:
    for path in place.others():
        if path.resolve() in leave:
            continue
        try:
            content, mode = path.read_bytes(), path.stat().st_mode & 0o777
        except FileNotFoundError:  # moved on meanwhile
            continue
        writer.add(f"data/{path.relative_to(place.root()).as_posix()}", content, mode)
