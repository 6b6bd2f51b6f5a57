"""A process killed while it hands pay lines over: each line leaves in exactly one run, and every file is whole."""

import json
from pathlib import Path

from tests.faults.killed import killed_at
from tests.platform.payroll.test_lines import line
from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.parallel import environment

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import at, now
from meindo.platform.outbox import worker
from meindo.platform.payroll import files, profile
from meindo.platform.payroll.commands import export_lines
from meindo.platform.payroll.models import PayLine, PayRun

EACH = 5
EXPORT = """
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll.commands import export_lines

export_lines(Actor.system("payroll"))
drain()
"""
# where it dies, at which call, and how many runs there are afterwards
MOMENTS = (
    ("meindo.platform.payroll.profile:neutral_csv", 1, 0),  # before the run is numbered
    ("meindo.platform.outbox.work:Work.close", 1, 0),  # numbered, lines marked, not committed
    ("meindo.platform.payroll.files:content_of", 1, 1),  # committed, no file yet
    ("pathlib:Path.replace", 1, 2),  # the file is written and not yet in its place
    ("pathlib:Path.replace", 2, 3),  # the file is in its place, its manifest is not
)


def assert_files_are_whole(*, complete: bool) -> None:
    """A file with its manifest is the run, byte by byte; at the end no run is without."""
    for run in PayRun.objects.all():
        path = files.folder() / f"zahlungen-{run.number:06}.csv"
        manifest = path.with_name(f"{path.name}.manifest.json")
        assert manifest.exists() or not complete, run.number
        if manifest.exists():
            assert profile.checksum(path.read_bytes()) == run.sha256 == json.loads(manifest.read_text())["sha256"]


def test_an_export_killed_half_way_loses_no_line_and_hands_none_over_twice(own_database: str, tmp_path: Path) -> None:
    office, known = build_office(), environment(tmp_path, own_database)
    case = factory.make(office)
    worker.drain()
    for target, nth, runs in MOMENTS:
        for _line in range(EACH):
            line(case, office)
        killed_at(known, EXPORT, target, nth)
        assert PayRun.objects.count() == runs, target
        assert_files_are_whole(complete=False)
    with at(now() + worker.LEASE):  # what a killed worker held comes back
        assert export_lines(Actor.system("payroll")) is None, "what was begun and not committed left with the next run"
        worker.drain()
    assert_files_are_whole(complete=True)
    assert PayLine.objects.filter(run__isnull=False).count() == EACH * len(MOMENTS)
    runs_made = PayRun.objects.order_by("number")
    assert [(run.number, run.line_count) for run in runs_made] == [(1, 3 * EACH), (2, EACH), (3, EACH)]
