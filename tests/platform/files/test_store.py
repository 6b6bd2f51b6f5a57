"""Documents: the same bytes come back, a change of the stored file shows, without the key there is nothing to read."""

import hashlib

import pytest
from cryptography.exceptions import InvalidTag
from django.db import DatabaseError, transaction

from meindo.platform.audit.actor import Actor
from meindo.platform.files import store
from meindo.platform.files.commands import file_document
from meindo.platform.files.models import Document
from meindo.platform.files.queries import content_of
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Person
from meindo.settings import environment


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n\x00\xff", bytes(range(256)) * 4000], ids=["empty", "short", "1 MB"]
)
def test_the_bytes_come_back_as_they_were(content: bytes) -> None:
    assert store.get(*store.put(content)) == content


def test_the_file_on_disk_is_named_by_its_hash_and_shows_nothing(folder) -> None:
    address, _key = store.put(b"geheim geheim geheim")
    sealed = (folder / "files" / address[:2] / address).read_bytes()
    assert hashlib.sha256(sealed).hexdigest() == address
    assert b"geheim" not in sealed
    assert not list(folder.rglob("*.part"))


def test_a_changed_file_is_noticed(folder) -> None:
    address, key = store.put(b"Bescheid")
    path = folder / "files" / address[:2] / address
    sealed = bytearray(path.read_bytes())
    sealed[20] ^= 1
    path.write_bytes(bytes(sealed))
    with pytest.raises(ValueError, match="was changed"):
        store.get(address, key)


def test_the_key_of_one_document_opens_no_other_one() -> None:
    one, two = store.put(b"eins"), store.put(b"zwei")
    with pytest.raises(InvalidTag):
        store.get(one[0], two[1])


def test_another_installation_s_key_opens_nothing(settings, tmp_path) -> None:
    address, key = store.put(b"Bescheid")
    settings.KEK_FILE = environment.secret_file("kek", tmp_path / "elsewhere")
    with pytest.raises(InvalidTag):
        store.get(address, key)


def test_the_wrapping_key_is_readable_by_its_owner_only(tmp_path) -> None:
    first = environment.secret("kek", tmp_path)
    assert environment.secret("kek", tmp_path) == first
    assert (tmp_path / "keys" / "kek").stat().st_mode & 0o077 == 0


def test_the_same_document_is_filed_once_and_never_changed(db) -> None:
    person = Person.objects.create()
    facts = {
        "person_id": person.pk,
        "title": "t",
        "file_name": "f.pdf",
        "media_type": "application/pdf",
        "service": "x",
    }
    with unit_of_work(Actor.system("test"), purpose="test") as work:
        first = file_document(work, key="letter:1", content=b"eins", **facts)
        again = file_document(work, key="letter:1", content=b"zwei", **facts)
    assert first == again
    assert content_of(Document.objects.get()) == b"eins"
    for change in ({"sha256": "0"}, {"title": "y"}, {"address": "z"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Document.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.all().delete()
