"""The erasure list: what was erased stays erased, also when an older backup is restored.

Each line is written twice: as a row in the transaction that erases, and in a file that outlives the database. The file
is written first and says afterwards whether the transaction came through; what it never said, the worker looks up.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from meindo.platform.clock import now
from meindo.platform.outbox.wiring import Job, add_job

from .models import Erasing, Erasure

UNCLEAR_AFTER = timedelta(hours=1)
_replaying: ContextVar[bool] = ContextVar("replaying", default=False)
erasers: dict[str, Callable[[str], bool]] = {}


@dataclass(frozen=True)
class Line:
    """One erasure; `came` tells whether it came through, None if the file does not say."""

    uuid: UUID
    at: datetime
    kind: str
    key: str
    came: bool | None = None


@dataclass
class Replay:
    """Outcome: how much was erased again, the kinds that this version cannot erase, each with its keys, and those of
    which nobody knows whether the erasure came through: a person decides about these.
    """

    erased: int = 0
    unknown: dict[str, list[str]] = field(default_factory=dict)
    unclear: dict[str, list[str]] = field(default_factory=dict)


def add_eraser(kind: str, func: Callable[[str], bool]) -> None:
    """Announce at start-up how something is erased by its key; the function tells whether there was anything left."""
    erasers[kind] = func


def note(kind: str, key: str) -> None:
    """Note an erasure, in the transaction that erases."""
    if kind not in erasers:
        raise LookupError(f"no eraser is called {kind}")
    if _replaying.get():
        return  # the line is there already
    row = Erasure.objects.create(at=now(), kind=kind, key=key)
    _append([_begun(row)])
    transaction.on_commit(lambda: _append([{"id": str(row.uuid), "came": True}], lasting=False))


@contextmanager
def erasing(kind: str, keys: Iterable[str]) -> Iterator[None]:
    """Note erasures and let guarded rows go while inside. Part of the transaction that erases. Without keys only for
    what goes by its age: the next day takes it again, also from a restored database.
    """
    with transaction.atomic():
        for key in keys:
            note(kind, key)
        mark = Erasing.objects.create(kind=kind, key="")
        yield
        mark.delete()


def path() -> Path:
    """The file; MEINDO_ERASURES_FILE puts it on another disk."""
    return Path(settings.ERASURES_FILE)


def _begun(row: "Erasure | Line") -> dict[str, Any]:
    return {"id": str(row.uuid), "at": row.at.isoformat(), "kind": row.kind, "key": row.key}


def _append(lines: Iterable[dict[str, Any]], *, lasting: bool = True) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "a+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        torn = b"\n" if _is_torn(file.fileno()) else b""
        file.write(torn + b"".join(json.dumps(line, sort_keys=True).encode() + b"\n" for line in lines))
        file.flush()
        if lasting:
            os.fsync(file.fileno())


def _is_torn(descriptor: int) -> bool:
    """Whether the last line was cut off by a kill."""
    size = os.fstat(descriptor).st_size
    return size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"


def read(content: bytes, *, settled: bool = False) -> dict[UUID, Line]:
    """The lines of such a file; one that was cut off says nothing. `settled`: the list of a backup, where a line that
    does not say whether it came through is of a version that wrote no such word.
    """
    found: dict[UUID, Line] = {}
    for raw in content.splitlines():
        try:
            said = json.loads(raw)
            key = UUID(said["id"])
        except (ValueError, KeyError, TypeError):
            continue
        if "kind" in said:
            known = found[key].came if key in found else settled or None
            came = said.get("came", known)
            found[key] = Line(key, datetime.fromisoformat(said["at"]), said["kind"], said["key"], came)
        elif key in found:
            line = found[key]
            found[key] = Line(line.uuid, line.at, line.kind, line.key, said["came"])
    return found


def on_file() -> dict[UUID, Line]:
    """What the file says."""
    return read(path().read_bytes()) if path().exists() else {}


def content() -> bytes:
    """The whole list as it is to be kept: what the file says and what the database says."""
    lines = {uuid: line for uuid, line in on_file().items() if line.came is not False}
    for row in Erasure.objects.order_by("at", "pk").iterator():
        lines[row.uuid] = Line(row.uuid, row.at, row.kind, row.key, came=True)
    ordered = sorted(lines.values(), key=lambda line: (line.at, str(line.uuid)))
    said = ({**_begun(line), "came": line.came} for line in ordered)
    return b"".join(json.dumps(line, sort_keys=True).encode() + b"\n" for line in said)


def reconcile(_key: str = "", _payload: dict[str, Any] | None = None) -> None:
    """Say of unclear lines whether they came through, and write lines that only the database knows."""
    lines = on_file()
    rows = {row.uuid: row for row in Erasure.objects.all()}
    unclear = [line for line in lines.values() if line.came is None and line.at < now() - UNCLEAR_AFTER]
    said = [{"id": str(line.uuid), "came": line.uuid in rows} for line in unclear]
    missing = [{**_begun(row), "came": True} for row in rows.values() if row.uuid not in lines]
    if said or missing:
        _append([*missing, *said])


def merged(lists: Iterable[dict[UUID, Line]]) -> list[Line]:
    """Several lists as one: what one of them knows of a line counts, and that it did not come through before all."""
    found: dict[UUID, Line] = {}
    for one in lists:
        for uuid, line in one.items():
            if uuid not in found or found[uuid].came is None or line.came is False:
                found[uuid] = line
    return list(found.values())


def replay(lines: Iterable[Line]) -> Replay:
    """Erase again what an older state brought back, and take the lines into the database and the file: only those that
    came through, as a list or the restored database itself says. A line that was rolled back erased nothing.
    """
    report = Replay()
    token = _replaying.set(True)
    there = set(Erasure.objects.values_list("uuid", flat=True))
    kept = []
    for line in lines:
        if line.came or line.uuid in there:
            kept.append(line)
        elif line.came is None:
            report.unclear.setdefault(line.kind, []).append(line.key)
    for line in sorted(kept, key=lambda line: line.at):
        eraser = erasers.get(line.kind)
        if eraser is None:
            report.unknown.setdefault(line.kind, []).append(line.key)
            continue
        report.erased += eraser(line.key)
    _replaying.reset(token)
    _take_in(kept)
    return report


def _take_in(lines: list[Line]) -> None:
    known = set(Erasure.objects.values_list("uuid", flat=True))
    Erasure.objects.bulk_create(
        [Erasure(uuid=line.uuid, at=line.at, kind=line.kind, key=line.key) for line in lines if line.uuid not in known],
        batch_size=500,
    )
    on_disk = on_file()
    _append([{**_begun(line), "came": True} for line in lines if line.uuid not in on_disk])


add_job(Job("erasures.reconcile", reconcile, outside=True), every_minutes=24 * 60)
