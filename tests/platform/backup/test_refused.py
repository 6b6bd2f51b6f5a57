"""A file that is broken, cut off, foreign, changed or too new is refused by name, and nothing is taken in."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from meindo.platform.backup import restore as restoring
from meindo.platform.backup.archive import HEAD, MANIFEST, Writer, as_json, verified
from meindo.platform.backup.keys import place_keys, read_keys, write_keys
from meindo.platform.backup.make import make_backup
from meindo.platform.backup.refused import SENTENCES, Refused
from meindo.platform.people.models import Person
from meindo.settings.environment import secret_file

Change = Callable[[str, bytes], list[tuple[str, bytes]]]


@pytest.fixture
def backup(own_database, tmp_path) -> Path:
    """A backup of an installation with one person."""
    Person.objects.create(key="eine")
    path = tmp_path / "backup.tar"
    make_backup(path, set())
    return path


def changed(path: Path, change: Change) -> Path:
    """The same file with other members; the tar itself is sound."""
    found = path.with_name("changed.tar")
    with tarfile.open(path) as old, tarfile.open(found, "w") as new:
        for member in old:
            stream = old.extractfile(member)
            assert stream is not None
            for name, content in change(member.name, stream.read()):
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                new.addfile(entry, io.BytesIO(content))
    return found


def refusal(path: Path) -> str:
    """The name by which the file is refused."""
    with pytest.raises(Refused) as found:
        verified(path)
    return found.value.name


def _head(name: str, content: bytes, **more: object) -> bytes:
    return as_json({**json.loads(content), **more}) if name == HEAD else content


def test_a_whole_backup_is_taken(backup: Path) -> None:
    assert verified(backup).manifest["rows"]["people_person"] == 1


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("BROKEN", lambda name, content: [(name, content + b"x" if "people_person" in name else content)]),
        ("BROKEN", lambda name, content: [] if "people_person" in name else [(name, content)]),
        ("BROKEN", lambda name, content: [(name, content), *([("data/../../x", b"")] if name == HEAD else [])]),
        ("BROKEN", lambda name, content: [(name, b"[]" if name == MANIFEST else content)]),
        ("CUT_OFF", lambda name, content: [] if name == MANIFEST else [(name, content)]),
        ("NOT_A_BACKUP", lambda name, content: [] if name == HEAD else [(name, content)]),
        ("NOT_A_BACKUP", lambda name, content: [(name, _head(name, content, version=2))]),
        ("FOREIGN", lambda name, content: [(name, _head(name, content, key_ids=["0123"]))]),
        ("BROKEN", lambda name, content: [(name, _head(name, content, meindo="9"))]),
    ],
    ids=["member", "missing", "added", "contents", "end", "head", "version", "key", "head changed"],
)
def test_what_is_not_as_it_was_written_is_refused_by_name(backup: Path, name: str, change: Change) -> None:
    assert refusal(changed(backup, change)) == name


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(backup: Path, share: float) -> None:
    content = backup.read_bytes()
    end = len(content.rstrip(bytes(1)))
    backup.write_bytes(content[: int(end * share)])
    assert refusal(backup) in {"CUT_OFF", "BROKEN", "NOT_A_BACKUP"}


def test_each_flipped_byte_of_a_table_is_noticed(backup: Path) -> None:
    content = backup.read_bytes()
    with tarfile.open(backup) as tar:
        member = next(member for member in tar if "people_person" in member.name)
    for at in range(member.offset_data, member.offset_data + member.size, 7):
        backup.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert refusal(backup) == "BROKEN"


def test_checksums_made_anew_do_not_help_without_the_key(backup: Path, settings, tmp_path) -> None:
    with tarfile.open(backup) as tar:
        members = [(member.name, tar.extractfile(member).read()) for member in tar if member.name != MANIFEST]  # type: ignore[union-attr]
    ours = settings.KEK_FILE
    settings.KEK_FILE = secret_file("kek", tmp_path / "attacker")
    forged = tmp_path / "forged.tar"
    with Writer(forged) as writer:
        for name, content in members:
            writer.add(name, content)
        writer.close_with({})
    settings.KEK_FILE = ours
    assert refusal(forged) == "CHANGED"


def test_the_key_of_another_installation_is_named(backup: Path, settings, tmp_path) -> None:
    settings.KEK_FILE = secret_file("kek", tmp_path / "another")
    assert refusal(backup) == "FOREIGN"


def test_other_files_are_no_backup(tmp_path) -> None:
    (tmp_path / "text").write_text("hallo", encoding="ascii")
    assert refusal(tmp_path / "text") == "NOT_A_BACKUP"
    assert refusal(tmp_path / "none") == "MISSING"


def test_an_installation_in_use_takes_nothing_in(backup: Path) -> None:
    with pytest.raises(Refused) as found:
        restoring.restore(backup)
    assert found.value.name == "NOT_EMPTY"
    assert "access_" in str(found.value) or "people_person" in str(found.value)
    assert Person.objects.count() == 1


def test_a_backup_of_a_newer_version_is_refused(backup: Path) -> None:
    contents = verified(backup)
    contents.head["migrations"].append(["people", "9999_hovercraft"])
    with pytest.raises(Refused, match=r"people\.9999_hovercraft"):
        restoring._targets(contents)


def test_nothing_is_overwritten(backup: Path) -> None:
    before = backup.read_bytes()
    for write in (lambda: make_backup(backup, set()), lambda: write_keys(backup)):
        with pytest.raises(Refused) as found:
            write()
        assert found.value.name == "THERE"
    assert backup.read_bytes() == before


def test_other_keys_in_the_data_folder_are_put_aside_and_those_elsewhere_never_touched(
    backup: Path, settings, tmp_path
) -> None:
    write_keys(tmp_path / "keys.json")
    keys = read_keys(tmp_path / "keys.json")
    place_keys({**keys, "kek": "another"})
    assert settings.KEK_FILE.read_text() == "another"
    assert (tmp_path / "keys" / "kek.before-restore-1").read_text() == keys["kek"]
    settings.KEK_FILE = tmp_path / "elsewhere"
    settings.KEK_FILE.write_text("theirs", encoding="ascii")
    with pytest.raises(Refused) as found:
        place_keys(keys)
    assert (found.value.name, settings.KEK_FILE.read_text()) == ("OTHER_KEY", "theirs")
    with pytest.raises(Refused, match="keine Schlüsseldatei"):
        read_keys(backup)


def test_every_sentence_is_used() -> None:
    folder = Path(restoring.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py") if path.name != "refused.py")
    assert [name for name in SENTENCES if f'"{name}"' not in code] == []
