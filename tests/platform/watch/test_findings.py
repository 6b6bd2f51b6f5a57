"""Each thing that can go wrong is found, in a sentence and with exit code 1."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.platform.backup.story import build
from tests.support.second_place import Place

from meindo.platform import keyring
from meindo.platform.audit.chain import chain_all
from meindo.platform.audit.models import AuditEvent, AuditHead
from meindo.platform.backup.make import make_backup
from meindo.platform.clock import at, now
from meindo.platform.files.models import Document
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.worker import drain, give_sign
from meindo.platform.watch.findings import findings


@pytest.fixture
def well(own_database: str, tmp_path: Path) -> Place:
    """An installation without a fault."""
    build(tmp_path)
    drain()
    chain_all()
    give_sign("test:1")
    make_backup(tmp_path / "b.tar", set())
    return Place(tmp_path, own_database)


def wrong(*, full: bool = False) -> list[str]:
    """The parts about which there is something to say."""
    return [finding.part for finding in findings(full=full) if not finding.good]


def test_a_sound_installation_passes_and_says_so_in_sentences(well: Place) -> None:
    done = well.meindo("check", "--full")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) >= 10
    assert all(line.startswith("ok    ") and line.endswith(".") for line in lines)
    assert any("von" in line and "Dateien gelesen und unversehrt" in line for line in lines)


def test_a_dead_worker_is_found_and_a_living_one_is_not(well: Place) -> None:
    with at(now() + timedelta(minutes=6)):
        assert "Worker" in wrong()
        give_sign("test:2")
        assert "Worker" not in wrong()


def test_what_waits_or_was_set_aside_is_found(well: Place) -> None:
    Task.objects.create(kind="event", key="late", due_at=now() - timedelta(minutes=11))
    assert wrong() == ["Warteschlange"]
    Task.objects.update(done_at=now())
    Task.objects.create(kind="event", key="dead", dead_at=now())
    assert wrong() == ["Aufgaben"]


def test_rows_without_chain_and_a_broken_chain_are_found(well: Place) -> None:
    AuditEvent.objects.create(at=now() - timedelta(minutes=11), actor="x", purpose="x", kind="x")
    assert wrong() == ["Protokoll"]
    chain_all()
    assert wrong() == []
    AuditHead.objects.update(hash="0" * 64)
    assert wrong() == wrong(full=True) == ["Protokoll"]


def test_a_changed_and_a_missing_document_are_found(well: Place) -> None:
    document = Document.objects.order_by("pk")[0]
    path = well.folder / "files" / document.address[:2] / document.address
    sound = path.read_bytes()
    path.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
    assert wrong() == wrong(full=True) == ["Dokumente"]
    path.unlink()
    assert wrong(full=True) == ["Dokumente"]
    done = well.meindo("check")
    assert done.returncode == 1
    assert document.address in done.stdout


def test_an_old_backup_and_none_are_found_but_not_in_a_demo(well: Place, settings) -> None:
    with at(now() + timedelta(days=3)):
        give_sign("test:1")
        assert wrong() == ["Sicherung"]
        settings.DEMO = True
        assert wrong() == []
    settings.DEMO = False
    (well.folder / "backup.json").unlink()
    assert wrong() == ["Sicherung"]


def test_a_change_of_the_key_that_was_cut_off_is_found(well: Place) -> None:
    keyring.beside(keyring.NEXT).write_text("neu", encoding="ascii")
    assert wrong() == ["Schlüssel"]


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    place = Place(tmp_path, "postgresql://nobody@127.0.0.1:1/none")
    done = place.meindo("check")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith("FALSCH Datenbank: antwortet nicht")
    assert "Traceback" not in done.stderr


def test_a_database_without_tables_is_told_to_be_brought_up_to_date(tmp_path: Path) -> None:
    done = Place(tmp_path, "").meindo("check")
    assert (done.returncode, "Migrationen fehlen" in done.stdout) == (1, True)
