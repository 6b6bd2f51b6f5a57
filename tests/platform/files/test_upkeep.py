"""What a killed process left behind goes after a day; what a row knows never does."""

import os
import time
from pathlib import Path

import pytest
from tests.platform.files.test_ingest import upload
from tests.support import receipts

from meindo.platform.audit.actor import Actor
from meindo.platform.files import store
from meindo.platform.files.commands import remove_upload
from meindo.platform.files.models import Document
from meindo.platform.files.queries import content_of, page_image
from meindo.platform.files.upkeep import remove_blobs, sweep
from meindo.platform.outbox import wiring
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.outbox.worker import drain
from meindo.platform.people.models import Person


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def person(db) -> Person:
    return Person.objects.create()


def blobs(folder: Path) -> set[str]:
    return {path.name for path in (folder / "files").rglob("*") if path.is_file()}


def age(folder: Path, hours: int) -> None:
    """Let every file be so many hours old."""
    then = time.time() - hours * 3600
    for path in (folder / "files").rglob("*"):
        os.utime(path, (then, then))


def test_orphans_go_after_a_day_and_known_files_stay(person, folder) -> None:
    known = upload(person, receipts.photo())
    drain()
    orphan, _key = store.put(b"ein Kill vor dem Commit")
    part = folder / "files" / orphan[:2] / f"{orphan}.1234.part"
    part.write_bytes(b"halb")
    age(folder, 23)
    sweep("", {})
    assert {orphan, part.name} < blobs(folder), "younger than a day: perhaps its row is about to be written"
    age(folder, 25)
    sweep("", {})
    assert blobs(folder) == {known.address, known.pages.get().address}
    assert content_of(known) == receipts.photo()
    assert page_image(known, 1)


def resisting(folder: Path) -> Path:
    """Something in the place of a file that cannot be removed like one."""
    found = folder / "files" / "00" / ("00" + "a" * 62)
    (found / "x").mkdir(parents=True)
    os.utime(found, (0, 0))
    return found


def test_what_resists_is_named_after_all_others_are_gone(db, folder) -> None:
    stuck = resisting(folder)
    (folder / "files" / "zz").write_bytes(b"no folder")
    for text in (b"eins", b"zwei"):
        store.put(text)
    assert len(blobs(folder)) == 3
    age(folder, 25)
    with pytest.raises(OSError, match=stuck.name):
        sweep("", {})
    assert blobs(folder) == {"zz"}


def test_removing_goes_on_after_what_resists(db, folder) -> None:
    stuck, other = resisting(folder), store.put(b"eins")[0]
    with pytest.raises(OSError, match=f"1 files cannot be removed: {stuck.name}"):
        remove_blobs("", {"addresses": [stuck.name, other]})
    assert blobs(folder) == set()


def test_sweeping_is_planned_every_day_and_rescanning_every_few_minutes() -> None:
    planned = {every.kind: every.minutes for every in wiring.recurring}
    assert planned["files.sweep"] == 24 * 60
    assert planned["files.scan_again"] == 5


def test_a_removed_upload_leaves_no_bytes(person, folder) -> None:
    document = upload(person, receipts.photo())
    drain()
    with unit_of_work(Actor.system("test"), purpose="test") as work:
        remove_upload(work, document)
    assert not Document.objects.exists()
    drain()
    assert blobs(folder) == set()


def test_no_task_takes_away_bytes_that_a_row_knows(person) -> None:
    document = upload(person, receipts.photo())
    remove_blobs("", {"addresses": [document.address]})
    assert content_of(document) == receipts.photo()
