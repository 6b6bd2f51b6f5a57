"""An import of pay statements that is killed -9 at its dangerous moments: run again, everything is there once."""

import os
import time
from pathlib import Path

import pytest
from tests.faults.killed import killed_at
from tests.services.entgeltnachweis.factory import own_row, row, write
from tests.support.office import build_office
from tests.support.parallel import all_at_once, environment

from meindo.platform.audit.chain import verify
from meindo.platform.files.models import HELD, Document
from meindo.platform.files.queries import content_of
from meindo.platform.files.store import root
from meindo.platform.files.upkeep import sweep
from meindo.platform.notify.models import Notification
from meindo.services.entgeltnachweis.commands_import import CHUNK, import_folder
from meindo.services.entgeltnachweis.models import Delivery, Statement

IMPORT = """
from meindo.services.entgeltnachweis.commands_import import import_folder
from pathlib import Path
import_folder(Path(sys.argv[3]))
"""
MOMENTS = [
    ("meindo.platform.files.store:put", 3),  # bytes on disk, nothing in the database
    ("meindo.services.entgeltnachweis.models:Statement.save", CHUNK + 5),  # in the middle of the second transaction
    ("meindo.services.entgeltnachweis.commands_import:chain_all", 1),  # everything filed, the log not chained
]


@pytest.mark.parametrize(("target", "nth"), MOMENTS, ids=[target.split(":")[1] for target, _nth in MOMENTS])
def test_killed_and_run_again_everything_is_there_once(
    own_database: str, tmp_path: Path, target: str, nth: int
) -> None:
    office = build_office()
    own = own_row(office)
    months = [f"{year}-{month:02}" for year in (2021, 2022, 2023) for month in range(1, 13)]
    rows = [row(own["personnel_no"], own["family_name"], month) for month in months]
    folder = write(tmp_path / "in", rows)
    killed_at(environment(tmp_path, own_database), IMPORT, target, nth, str(folder))
    left = Statement.objects.count()
    assert left in (0, CHUNK, len(rows)), "a transaction is there as a whole or not at all"
    report = import_folder(folder)
    assert (report.filed, report.known, report.problems) == (len(rows) - left, left, [])
    filed = {found.month.isoformat()[:7]: found for found in Statement.objects.select_related("document")}
    assert len(filed) == Statement.objects.count() == len(rows)
    for wanted in rows:
        document = filed[wanted["month"]].document
        assert document is not None
        assert content_of(document) == wanted["content"]
    assert Delivery.objects.count() == 1
    assert Notification.objects.count() == 1
    chain = verify()
    assert (chain.waiting, chain.broken_at) == (0, None)
    _no_orphans_after_a_day()


def _no_orphans_after_a_day() -> None:
    then = time.time() - 2 * 24 * 3600
    blobs = [path for path in root().rglob("*") if path.is_file()]
    for path in blobs:
        os.utime(path, (then, then))
    sweep("", {})
    left = {path.name for path in root().rglob("*") if path.is_file()}
    assert left == set(Document.objects.filter(kind=HELD).values_list("address", flat=True))


def test_two_imports_at_once_file_everything_once(own_database: str, tmp_path: Path) -> None:
    office = build_office()
    own = own_row(office)
    months = [f"{year}-{month:02}" for year in (2021, 2022, 2023) for month in range(1, 13)]
    folder = write(tmp_path / "in", [row(own["personnel_no"], own["family_name"], month) for month in months])
    reports = all_at_once([lambda: import_folder(folder)] * 3)
    assert [report.problems for report in reports] == [[], [], []]
    assert sum(report.filed for report in reports) == len(months) == Statement.objects.count()
    assert set(Statement.objects.values_list("version", flat=True)) == {1}
    assert Notification.objects.count() == 1
