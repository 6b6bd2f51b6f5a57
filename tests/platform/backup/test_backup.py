"""A backup holds everything but the keys, comes back row by row on both databases, and what was erased stays erased."""

import gzip
import json
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from tests.platform.backup.story import build, shelve
from tests.services.dienstreise import factory
from tests.support.office import Office
from tests.support.parallel import all_at_once, own_database, place_settings
from tests.support.receipts import photo
from tests.support.second_place import Place, empty_place

from meindo.platform.audit import erasures
from meindo.platform.audit.chain import chain_all
from meindo.platform.cases.commands_attachments import remove_from_shelf
from meindo.platform.cases.drafts import drop_draft, start_draft
from meindo.platform.files.models import Document
from meindo.platform.outbox.worker import drain

pytestmark = pytest.mark.xdist_group("backup")  # all tests of this module share one installation


@pytest.fixture(scope="module")
def city(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[tuple[Place, Office]]:
    """An installation in use, with a file database or a PostgreSQL database of its own."""
    folder = tmp_path_factory.mktemp("city")
    known = override_settings(**place_settings(folder))
    with django_db_blocker.unblock(), known, own_database(folder) as url:
        yield Place(folder, url), build(folder)


@pytest.fixture(name="db")
def _db(city: tuple[Place, Office], django_db_blocker) -> Iterator[None]:
    """In the place of pytest-django's, which would empty the city after each test; by its name a database is made."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(name="here")
def _here(db: None, city: tuple[Place, Office]) -> Place:
    return city[0]


@pytest.fixture(name="office")
def _office(here: Place, city: tuple[Place, Office]) -> Office:
    return city[1]


def backed_up(here: Place, folder: Path) -> tuple[Path, Path]:
    """A backup and its keys, made by the command."""
    file, keys = folder / "alles.tar", folder / "schluessel.json"
    done = here.meindo("backup", file, "--keys", keys)
    assert done.returncode == 0, done.stdout + done.stderr
    return file, keys


def restored(place: Place, *arguments: object, **more: str) -> str:
    """Restore by the command; gives what it said."""
    done = place.meindo("restore", *arguments, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def databases() -> list[str]:
    """SQLite always, PostgreSQL where the tests run on it."""
    return ["sqlite", "postgresql"] if connection.vendor == "postgresql" else ["sqlite"]


def test_everything_comes_back_row_by_row_also_on_the_other_database(here, tmp_path) -> None:
    before = here.dump()
    assert len([table for table, rows in before.items() if rows]) > 35
    assert len(before["blobs"]) > 4
    file, keys = backed_up(here, tmp_path)
    for vendor in databases():
        with empty_place(tmp_path / f"there-{vendor}", vendor, migrated=False) as there:
            restored(there, file, "--keys", keys)
            assert there.dump() == before
            assert (there.folder / "mail" / "eins.log").read_bytes() == b"Betreff: Neues\n\xff"
            payroll = sorted(path.name for path in (here.folder / "payroll").iterdir())
            assert sorted(path.name for path in (there.folder / "payroll").iterdir()) == payroll
            assert "the chain holds" in there.meindo("audit", "verify").stdout
            again, _keys = backed_up(there, there.folder)
            with empty_place(tmp_path / f"back-{vendor}", connection.vendor) as back:
                restored(back, again, "--keys", keys)
                assert back.dump() == before, f"there ({vendor}) and back again"


def test_the_next_row_gets_a_key_of_its_own_and_the_guards_hold(here, tmp_path) -> None:
    file, keys = backed_up(here, tmp_path)
    code = """
from django.db import DatabaseError, transaction
from meindo.platform.files.models import Document
from meindo.platform.people.models import Person, PersonName
print(Person.objects.create(key="neu").pk)
for act in (lambda: Document.objects.update(title="x"), lambda: PersonName.objects.all().delete()):
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        print("refused")
"""
    with empty_place(tmp_path / "there", connection.vendor) as there:
        restored(there, file, "--keys", keys)
        assert there.python(code).split()[1:] == ["refused", "refused"]


def test_the_backup_holds_no_key_and_only_its_owner_reads_it(here, tmp_path) -> None:
    file, keys = backed_up(here, tmp_path)
    content = file.read_bytes()
    with tarfile.open(file) as tar:
        for member in tar:
            stream = tar.extractfile(member)
            assert stream is not None
            found = stream.read()
            content += gzip.decompress(found) if member.name.endswith(".gz") else b""
    secrets = json.loads(keys.read_text())["keys"]
    assert {"kek", "digests", "secret_key"} <= set(secrets)
    for text in [secrets["kek"], secrets["secret_key"], *json.loads(secrets["digests"]).values()]:
        assert text.strip().encode() not in content
    assert b"Fachtagung der Jugend" in content  # the search looks at what it should
    assert not file.stat().st_mode & 0o077
    assert not keys.stat().st_mode & 0o077


def test_what_was_erased_after_the_backup_stays_erased(here, office, tmp_path) -> None:
    gone = shelve(office, "weg.jpg", photo(text="weg"))
    draft = start_draft(person_id=office.people["beamter"].pk, service="dienstreise", form="x", title="t")
    file, keys = backed_up(here, tmp_path)
    remove_from_shelf(document=gone, by=office.actor("mitarbeiterin"))
    drop_draft(draft)
    drain()
    chain_all()
    left = here.dump()
    assert "weg.jpg" not in json.dumps(left["files_document"])
    ledger = tmp_path / "copy.jsonl"
    ledger.write_bytes((here.folder / "erasures.jsonl").read_bytes())
    with empty_place(tmp_path / "there", connection.vendor) as there:
        assert " 2 Löschungen wiederholt" in restored(there, file, "--keys", keys, "--erasures", ledger)
        then = there.dump()
        for table in ("files_document", "files_pageimage", "cases_draft"):
            assert then[table] == left[table]
        assert [row["fields"] for row in then["audit_erasure"]] == [row["fields"] for row in left["audit_erasure"]]
        assert there.meindo("worker", "--once").returncode == 0
        assert not (there.folder / "files" / gone.address[:2] / gone.address).exists()


def test_an_erasure_that_this_version_does_not_know_is_named(here, tmp_path) -> None:
    file, keys = backed_up(here, tmp_path)
    ledger = tmp_path / "list.jsonl"
    said = {"id": "0b0e9d3e-9f67-4c7e-9d3f-000000000001", "at": "2026-01-01T00:00:00+00:00"}
    ledger.write_text(json.dumps({**said, "kind": "hologram", "key": "7"}) + '\n{"torn', encoding="ascii")
    with empty_place(tmp_path / "there", connection.vendor) as there:
        done = there.meindo("restore", file, "--keys", keys, "--erasures", ledger)
        assert (done.returncode, "„hologram“" in done.stdout) == (1, True)
        assert there.meindo("audit", "verify").returncode == 0, "the installation works all the same"


def test_a_backup_of_a_city_at_work_is_one_moment(here, office, tmp_path) -> None:
    stop = threading.Event()

    def work() -> int:
        made = 0
        while not stop.is_set():
            shelve(office, f"b{made}.jpg", photo(text=f"Nummer {made}"))
            factory.make(office)
            made += 1
        return made

    def back_up() -> tuple[Path, Path]:
        found = [backed_up(here, folder) for folder in folders]
        stop.set()
        return found[-1]

    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    made, found = all_at_once([work, back_up])
    assert made > 2, made
    with empty_place(tmp_path / "there", connection.vendor) as there:
        restored(there, *found[:1], "--keys", found[1])
        then = there.dump()  # opens every document
        cases = {row["pk"] for row in then["cases_case"]}
        assert {row["fields"]["case"] for row in then["cases_caseevent"]} == cases
        assert 2 < len(cases) < len(here.dump()["cases_case"])
        moved = [row for row in then["audit_auditevent"] if row["fields"]["kind"] == "case.moved"]
        assert len(moved) == len(then["cases_caseevent"])


def test_an_erasure_is_noted_in_its_transaction_or_not_at_all(here, office) -> None:
    document = Document.objects.filter(kind="upload").first()
    remove_from_shelf(document=document, by=office.actor("mitarbeiterin"))
    line = list(erasures.on_file().values())[-1]
    assert (line.kind, line.key, line.came) == ("upload", str(document.uuid), True)
    with pytest.raises(LookupError, match="hologram"):
        erasures.note("hologram", "7")
