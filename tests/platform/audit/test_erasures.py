"""Which lines of the erasure list count: only those whose erasure came through."""

import json
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from meindo.platform.audit import erasures
from meindo.platform.audit.models import Erasure
from meindo.platform.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def erased(settings, tmp_path, monkeypatch) -> list[str]:
    """What an eraser of this test was asked to erase."""
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    found: list[str] = []

    def eraser(key: str) -> bool:
        found.append(key)
        return True

    monkeypatch.setitem(erasures.erasers, "probe", eraser)
    return found


def line(came: bool | None, uuid: UUID | None = None) -> erasures.Line:
    found = uuid or uuid4()
    return erasures.Line(found, now(), "probe", str(found), came)


def rolled_back() -> None:
    with transaction.atomic():
        erasures.note("probe", "rolled back")
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_was_rolled_back_is_not_carried_out_by_a_restore(erased) -> None:
    erasures.note("probe", "done")
    rolled_back()
    for content, settled in ((erasures.path().read_bytes(), False), (erasures.content(), True)):
        erased.clear()
        report = erasures.replay(erasures.merged([erasures.read(content, settled=settled)]))
        assert erased == ["done"]
        assert report.unclear == {"probe": ["rolled back"]}
    assert list(Erasure.objects.values_list("key", flat=True)) == ["done"]


def test_the_list_of_an_older_version_counts_as_it_stands(erased) -> None:
    said = {"id": str(uuid4()), "at": now().isoformat(), "kind": "probe", "key": "of before"}
    content = json.dumps(said).encode()
    assert erasures.replay(erasures.read(content, settled=True).values()).erased == 1
    assert erased == ["of before"]


def test_what_the_restored_database_says_itself_counts(erased) -> None:
    known = line(None)
    Erasure.objects.create(uuid=known.uuid, at=known.at, kind=known.kind, key=known.key)
    assert erasures.replay([known]).erased == 1
    assert erasures.replay([line(None), line(False)]).erased == 0


@pytest.mark.parametrize(
    ("said", "came"),
    [((None, True), True), ((True, None), True), ((True, False), False), ((False, True), False), ((None, None), None)],
)
def test_of_several_lists_the_one_that_knows_counts(said, came) -> None:
    uuid = uuid4()
    (found,) = erasures.merged([{uuid: line(one, uuid)} for one in said])
    assert found.came is came


def test_a_line_that_only_the_database_knows_comes_into_the_file_as_done(erased) -> None:
    known = line(None)
    Erasure.objects.create(uuid=known.uuid, at=known.at, kind=known.kind, key=known.key)
    erasures.reconcile()
    assert erasures.on_file()[known.uuid].came is True
