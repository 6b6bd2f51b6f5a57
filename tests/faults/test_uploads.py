"""Uploads under fire: no plain byte on a disk, no half receipt, and nothing acknowledged is lost by kill -9."""

import hashlib
import http.client
import os
import secrets
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random

import pytest
from tests.faults.person import Person
from tests.faults.servers import servers
from tests.support.office import PASSWORD, build_office
from tests.support.parallel import environment
from tests.support.receipts import photo

from meindo.platform.files.models import UPLOAD, Document
from meindo.platform.files.queries import content_of
from meindo.platform.files.upkeep import sweep

MARK = b"MEINDO-PLAIN-BYTES-"
BOUNDARY = "x" * 30


def receipt() -> bytes:
    """Larger than what Django keeps in memory by itself."""
    return photo() + MARK * 250_000


def body_of(person: Person, content: bytes) -> bytes:
    """The form of the shelf with two files: Django forgets one that is cut off, but would go on with those before."""
    token = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{person.token}\r\n'
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="beleg.jpg"\r\n\r\n'
    first = head.encode() + photo(text="vorher") + b"\r\n"
    return token.encode() + first + head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def post(person: Person, body: bytes, share: float = 1.0) -> int:
    """Send a share of the request, then end the line; gives the status of the answer, 0 without one."""
    line = http.client.HTTPConnection("localhost", person.port, timeout=30)
    try:
        line.putrequest("POST", "/belege/")
        line.putheader("Cookie", "; ".join(f"{key}={value}" for key, value in person.cookies.items()))
        line.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        line.putheader("Content-Length", str(len(body)))
        line.endheaders(body[: int(len(body) * share)])
        if share < 1 and line.sock is not None:
            line.sock.shutdown(1)
        return line.getresponse().status
    except (http.client.HTTPException, ConnectionError):
        return 0
    finally:
        line.close()


class Search(threading.Thread):
    """Looks through folders for plain bytes until it is told to stop.

    It leaves the database file alone: a process that opens and closes it loses its own locks on it.
    """

    def __init__(self, *folders: Path) -> None:
        super().__init__()
        self.folders, self.stop, self.found, self.rounds = folders, threading.Event(), set[str](), 0

    def run(self) -> None:
        while not self.stop.is_set():
            for folder in self.folders:
                for path in folder.rglob("*"):
                    self._look(path)
            self.rounds += 1

    def _look(self, path: Path) -> None:
        try:
            if "sqlite3" not in path.name and path.is_file() and MARK in path.read_bytes():
                self.found.add(str(path))
        except OSError:
            return


def running(url: str, folder: Path) -> tuple[dict[str, str], Path]:
    """The environment with a folder of its own for temporary files."""
    temporary = folder / "temporary"
    temporary.mkdir()
    return {**environment(folder, url), "TMPDIR": str(temporary)}, temporary


def blobs(folder: Path) -> list[Path]:
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


def test_no_plain_byte_touches_a_disk_and_half_an_upload_is_none(own_database: str, tmp_path: Path) -> None:
    build_office()
    known, temporary = running(own_database, tmp_path)
    with servers(known, tmp_path) as found:
        found.kill("worker")
        person = Person(found.port, "mitarbeiterin", PASSWORD)
        person.page("/belege/")
        search = Search(tmp_path, temporary)
        search.start()
        statuses = [post(person, body_of(person, receipt()), share) for share in (0.5, 0.9, 0.99999)]
        left = (Document.objects.filter(kind=UPLOAD).count(), blobs(tmp_path))
        statuses.append(post(person, body_of(person, receipt())))
        search.stop.set()
        search.join()
    assert statuses[-1] == 302
    assert not {200, 302, 500} & set(statuses[:-1]), statuses
    assert left == (0, []), "half a receipt was kept"
    assert search.rounds > 0
    assert not search.found
    lasting = subprocess.run(["grep", "-rlaF", MARK.decode(), tmp_path], capture_output=True, text=True, check=False)
    assert lasting.stdout == ""
    kept = [content_of(row) for row in Document.objects.filter(kind=UPLOAD).order_by("id")]
    assert kept == [photo(text="vorher"), receipt()]


def one_life(known: dict[str, str], person_id: int, random: Random) -> list[str]:
    """Start the process, kill it at a random moment, give what it acknowledged."""
    command = [sys.executable, "-m", "tests.faults.uploader", str(person_id), secrets.token_hex(4)]
    with subprocess.Popen(command, env=known, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(random.uniform(0.0, 0.3))
        process.kill()
        rest = process.stdout.read()
    lines = (first + rest).split("\n")[:-1]  # a line cut off in the middle was not said
    assert lines, "it died before it did anything"
    return lines


def kill_while_handing_in(url: str, folder: Path, kills: int, seed: int) -> None:
    """Every acknowledged receipt is there, bit by bit; what is left over is swept after a day, and nothing else."""
    office = build_office()
    known, random = environment(folder, url), Random(seed)
    owner = office.people["mitarbeiterin"].pk
    said = [line.split() for _ in range(kills) for line in one_life(known, owner, random)]
    rows = {str(row.uuid): row for row in Document.objects.filter(kind=UPLOAD)}
    for uuid, digest in said:
        assert hashlib.sha256(content_of(rows[uuid])).hexdigest() == digest
    for row in rows.values():
        assert content_of(row)
    then = time.time() - 2 * 24 * 3600
    for path in blobs(folder):
        os.utime(path, (then, then))
    sweep("", {})
    assert {path.name for path in blobs(folder)} == {row.address for row in rows.values()}


def test_killing_during_ingest_loses_nothing_that_was_acknowledged(own_database: str, tmp_path: Path) -> None:
    kill_while_handing_in(own_database, tmp_path, kills=5, seed=1)


@pytest.mark.soak
def test_forty_kills_during_ingest(own_database: str, tmp_path: Path) -> None:
    kill_while_handing_in(own_database, tmp_path, kills=40, seed=2)
