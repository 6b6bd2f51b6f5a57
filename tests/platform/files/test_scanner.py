"""Scanning by a server on a real socket: clean, infected, silent, asked again; by clamd itself where there is one."""

import shutil
import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests.platform.files.test_ingest import upload
from tests.support import receipts
from tests.support.office import build_office

from meindo.platform.cases import handlers
from meindo.platform.clock import at, now
from meindo.platform.files import refused, store
from meindo.platform.files.models import INFECTED, QUARANTINE, READY, Document
from meindo.platform.files.queries import shown_content_of
from meindo.platform.files.refused import Refused
from meindo.platform.files.scanner import Verdict, scan
from meindo.platform.files.upkeep import scan_again
from meindo.platform.login.models import User
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.worker import drain
from meindo.platform.people.models import Person
from meindo.platform.watch.findings import _scanning

BAD = b"MEINDO-TEST-SIGNATURE-7f3a"  # a signature of our own: nothing that a real scanner would stop
INFECTED_PHOTO = receipts.photo() + BAD


class Clamd(socketserver.BaseRequestHandler):
    """Speaks INSTREAM as clamd does; `mood` makes it refuse or fall silent."""

    mood = "well"

    def handle(self) -> None:
        line = self.request.makefile("rb")
        if line.read(10) != b"zINSTREAM\0":
            return
        content = b""
        while length := int.from_bytes(line.read(4), "big"):
            content += line.read(length)
        if self.mood == "silent":
            return
        answer = b"INSTREAM size limit exceeded. ERROR" if self.mood == "error" else b"stream: OK"
        if self.mood == "well" and BAD in content:
            answer = b"stream: Meindo.Test FOUND"
        self.request.sendall(answer + b"\0")


class TcpServer(socketserver.ThreadingTCPServer):
    """On a port of the loopback interface."""

    allow_reuse_address = True


class UnixServer(socketserver.ThreadingUnixStreamServer):
    """On a path."""


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, settings, tmp_path, monkeypatch) -> Iterator[type[Clamd]]:
    """A scanner, configured."""
    monkeypatch.setattr(Clamd, "mood", "well")
    path = tmp_path / "clamd.sock"
    server = TcpServer(("127.0.0.1", 0), Clamd) if request.param == "tcp" else UnixServer(str(path), Clamd)
    settings.CLAMD = f"127.0.0.1:{server.server_address[1]}" if request.param == "tcp" else str(path)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield Clamd
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def person(db) -> Person:
    return Person.objects.create()


def test_clean_bytes_are_ready_and_infected_ones_are_refused(clamd, person) -> None:
    assert upload(person, receipts.photo()).state == READY
    with pytest.raises(Refused) as problem:
        upload(person, INFECTED_PHOTO)
    assert problem.value.message.msgid == refused.IS_INFECTED
    assert Document.objects.count() == 1


def test_every_byte_of_a_large_file_is_scanned(clamd) -> None:
    assert scan(bytes(3_000_000) + BAD) is Verdict.INFECTED
    assert scan(bytes(3_000_000)) is Verdict.CLEAN


@pytest.mark.parametrize("mood", ["silent", "error"])
def test_without_an_answer_a_file_waits_and_is_asked_about_again(clamd, person, mood: str) -> None:
    clamd.mood = mood
    handlers.connect()
    clean, bad = upload(person, receipts.photo()), upload(person, INFECTED_PHOTO)
    assert {clean.state, bad.state} == {QUARANTINE}
    with pytest.raises(PermissionError):
        shown_content_of(clean)
    scan_again("", {})
    clean.refresh_from_db()
    assert clean.state == QUARANTINE
    clamd.mood = "well"
    scan_again("", {})
    drain()
    clean.refresh_from_db()
    bad.refresh_from_db()
    assert (clean.state, clean.pages.count()) == (READY, 1)
    assert (bad.state, bad.pages.count()) == (INFECTED, 0)
    assert shown_content_of(clean) == receipts.photo()
    with pytest.raises(PermissionError):
        shown_content_of(bad)
    assert Notification.objects.get(key=f"infected:{bad.pk}").person == person


def test_a_file_that_cannot_be_read_keeps_no_other_one_waiting_and_is_named(clamd, person, caplog) -> None:
    clamd.mood = "silent"
    gone, changed, sound = (upload(person, receipts.photo(text=text)) for text in ("weg", "anders", "gut"))
    store.path_of(gone.address).unlink()
    store.path_of(changed.address).write_bytes(b"anders")
    clamd.mood = "well"
    scan_again("", {})
    states = [Document.objects.get(pk=row.pk).state for row in (gone, changed, sound)]
    assert states == [QUARANTINE, QUARANTINE, READY]
    assert f"document {gone.uuid} cannot be read: FileNotFoundError" in caplog.text
    assert f"document {changed.uuid} cannot be read: ValueError" in caplog.text
    assert _scanning().good, "an hour is given to the scanner"
    with at(now() + timedelta(minutes=61)):
        finding = _scanning()
    assert not finding.good
    assert str(gone.uuid) in finding.text
    assert str(changed.uuid) in finding.text
    assert str(sound.uuid) not in finding.text


@pytest.mark.parametrize("nowhere", ["127.0.0.1:1", "/nowhere/clamd.sock", "nonsense"])
def test_a_scanner_that_is_not_there_is_no_clean_answer(settings, nowhere: str) -> None:
    settings.CLAMD = nowhere
    assert scan(b"x") is Verdict.NO_ANSWER


def test_the_page_says_whether_files_are_scanned(db, settings) -> None:
    build_office()
    browser = Client()
    browser.force_login(User.objects.get(username="mitarbeiterin"))
    sentence = "nicht auf Schadsoftware geprüft"
    assert sentence in browser.get("/belege/").content.decode()
    settings.CLAMD = "127.0.0.1:1"
    assert sentence not in browser.get("/belege/").content.decode()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.skipif(shutil.which("clamd") is None, reason="no clamd on this machine")
def test_a_real_clamd_says_the_same(settings, tmp_path) -> None:
    database, port = tmp_path / "db", free_port()
    database.mkdir(mode=0o755)
    (database / "own.ndb").write_text(f"Meindo.Test:0:*:{BAD.hex()}\n")
    config = tmp_path / "clamd.conf"
    config.write_text(
        f"DatabaseDirectory {database}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\nUser root\n"
        f"TemporaryDirectory {tmp_path}\nStreamMaxLength 25M\n"
    )
    settings.CLAMD = f"127.0.0.1:{port}"
    daemon = subprocess.Popen(["clamd", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            if scan(b"") is not Verdict.NO_ANSWER or daemon.poll() is not None:
                break
            time.sleep(0.1)
        assert scan(receipts.photo()) is Verdict.CLEAN
        assert scan(INFECTED_PHOTO) is Verdict.INFECTED
    finally:
        daemon.terminate()
        daemon.wait(20)
