"""Write a run's file and manifest to the export folder: atomically, under a stable name, as often as asked."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings

from meindo.platform.outbox.wiring import Job, add_job

from .models import PayRun
from .profile import NEUTRAL, PROFILES, Profile, checksum, manifest


class NotWhole(ValueError):
    """Lines of the run were erased after their time: what is left is not what was exported."""


def folder() -> Path:
    """Where payroll fetches the files."""
    return Path(settings.DATA) / "payroll"


def content_of(run: PayRun, form: Profile = NEUTRAL) -> bytes:
    """The bytes of a run in a form, derived from its lines. NotWhole if some of them were erased, ValueError if the
    lines are not those that were exported, NotExpressible if one does not fit the form.
    """
    lines = list(run.lines.select_related("employment", "case").order_by("seq", "id"))
    if len(lines) < run.line_count:
        raise NotWhole(f"{run.line_count - len(lines)} lines of run {run.number} are erased")
    for seq, line in enumerate(lines, 1):
        line.seq = line.seq or seq  # a process of the release before may have made the run during an upgrade
    neutral = NEUTRAL.content(run.number, lines, run.layout)
    if checksum(neutral) != run.sha256:
        raise ValueError(f"run {run.number} does not give the bytes that were exported")
    return neutral if form is NEUTRAL else form.content(run.number, lines, run.layout)


def manifest_of(run: PayRun, form: Profile = NEUTRAL) -> bytes:
    """The manifest of a run's file in a form."""
    return manifest(run, form.file_name(run), content_of(run, form))


def forms() -> list[Profile]:
    """The forms whose files are written: the neutral one, and what the installation asks for besides."""
    return [NEUTRAL, *(PROFILES[key] for key in settings.PAYROLL_PROFILES if key != NEUTRAL.key)]


def write_run(key: str, payload: dict[str, Any]) -> None:
    """Write each file, then its manifest: a file without manifest is not complete."""
    run = PayRun.objects.get(pk=payload["run"])
    for form in forms():
        name = form.file_name(run)
        _write(folder() / name, content_of(run, form))
        _write(folder() / f"{name}.manifest.json", manifest_of(run, form))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(path.suffix + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


add_job(Job("payroll.file", write_run, outside=True))
