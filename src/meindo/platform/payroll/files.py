"""Write a run's file and manifest to the export folder: atomically, under a stable name, as often as asked."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings

from meindo.platform.outbox.wiring import Job, add_job

from . import profile
from .models import PayRun


def folder() -> Path:
    """Where payroll fetches the files."""
    return Path(settings.DATA) / "payroll"


def content_of(run: PayRun) -> bytes:
    """The bytes of a run, derived from its lines; ValueError if they are not those that were exported."""
    lines = run.lines.select_related("employment").order_by("id")
    content = profile.neutral_csv(run.number, lines)
    if profile.checksum(content) != run.sha256:
        raise ValueError(f"run {run.number} does not give the bytes that were exported")
    return content


def write_run(key: str, payload: dict[str, Any]) -> None:
    """Write file, then manifest: a file without manifest is not complete."""
    run = PayRun.objects.get(pk=payload["run"])
    name = profile.file_name(run)
    _write(folder() / name, content_of(run))
    _write(folder() / f"{name}.manifest.json", profile.manifest(run))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(path.suffix + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


add_job(Job("payroll.file", write_run, outside=True))
