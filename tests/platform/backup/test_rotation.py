"""A new key opens everything that the old one opened; killed at any moment, the change goes on; nothing is left out."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from tests.faults.killed import killed_at
from tests.platform.backup.story import SECRET, build, shelve
from tests.support.parallel import all_at_once
from tests.support.receipts import photo
from tests.support.second_place import Place

from meindo.platform import keyring
from meindo.platform.backup.rotation import is_under_way, rotate, seal_anew
from meindo.platform.files.models import UPLOAD, Document
from meindo.platform.files.queries import content_of
from meindo.platform.login.commands_activation import code_to_print, try_code
from meindo.platform.login.models import Activation, User
from meindo.settings.environment import digests_file, secret_file
from meindo.web.adapters import SecondFactorAdapter

RUN = """
from meindo import cli
cli.main(["keys", "rotate", "--grace", "0"])
"""
MOMENTS = (  # where it dies, at which call
    ("meindo.platform.backup.rotation:write_whole", 1),  # nothing yet
    ("meindo.platform.backup.rotation:write_whole", 2),  # the new key is made
    ("pathlib:Path.replace", 2),  # the old key is copied, the new one not yet in force
    ("meindo.platform.keyring:locked_again", 2),  # one document is sealed anew, not committed
    ("meindo.platform.backup.rotation:_column", 2),  # documents are done, page images not
    ("pathlib:Path.unlink", 1),  # all is sealed anew
)


def opened() -> list[object]:
    """Everything that is sealed, as it reads."""
    letter = Activation.objects.get()
    assert try_code(code_to_print(letter)) == letter
    factor = Authenticator.objects.get(type="totp")
    documents = [content_of(document) for document in Document.objects.order_by("pk")]
    return [code_to_print(letter), SecondFactorAdapter().decrypt(factor.data["secret"]), documents]


def test_the_key_changes_through_every_kill_and_everything_opens(own_database: str, tmp_path: Path, settings) -> None:
    build(tmp_path)
    here, before, first = Place(tmp_path, own_database), opened(), keyring.texts()[0]
    assert before[1] == SECRET
    for target, nth in MOMENTS:
        killed_at(here.environment, RUN, target, nth)
        assert opened() == before, target
        assert here.meindo("keys", "show").returncode == int(is_under_way())
    done = here.meindo("keys", "rotate", "--grace", "0")
    assert done.returncode == 0, done.stderr
    assert not is_under_way()
    (last,) = keyring.texts()
    assert last != first
    assert first not in "".join(path.read_text() for path in settings.KEK_FILE.parent.iterdir())
    assert opened() == before
    assert here.dump()["blobs"], "a new process opens them, too"
    assert seal_anew() == 0


def test_receipts_handed_in_while_the_key_changes_open_afterwards(own_database: str, tmp_path: Path) -> None:
    office, said = build(tmp_path), []

    def hand_in() -> int:
        for number in range(12):
            shelve(office, f"b{number}.jpg", photo(text=f"Nummer {number}"))
        return Document.objects.filter(kind=UPLOAD).count()

    results = all_at_once([hand_in, lambda: rotate(grace_seconds=1, tell=said.append)])
    assert not [problem for problem in results if isinstance(problem, Exception)], results
    assert len(keyring.texts()) == 1
    assert len([content_of(row) for row in Document.objects.all()]) >= 14


def test_fingerprints_and_codes_hold_through_a_change(own_database: str, tmp_path: Path) -> None:
    office = build(tmp_path)
    before = Document.objects.filter(kind=UPLOAD).first()
    rotate(grace_seconds=0, tell=str)
    with pytest.raises(Exception, match="schon"):
        shelve(office, "beleg.jpg", photo())
    assert before is not None
    assert User.objects.exists()


def test_an_installation_of_before_keeps_the_fingerprints_that_it_derived(tmp_path: Path) -> None:
    kek = secret_file("kek", tmp_path)
    old = digests_file(tmp_path, kek, is_new=False).read_text()
    import hashlib

    assert hashlib.sha256(f"fingerprint:{kek.read_text()}".encode()).hexdigest() in old
    assert hashlib.sha256(f"digest:{kek.read_text()}".encode()).hexdigest() in old
    fresh = tmp_path / "fresh"
    assert kek.read_text() not in digests_file(fresh, secret_file("kek", fresh), is_new=True).read_text()


def is_compared(model: type[models.Model], name: str) -> bool:
    """Texts in the form in which SCIM compares them: bytes, so that both databases order alike; nothing is sealed."""
    return model._meta.model_name in {"scimaccount", "scimgroup", "scimname"} and name.endswith("_key")


def test_no_sealed_column_is_forgotten() -> None:
    announced = {(apps.get_model(column.model), column.name) for column in keyring.columns.values()}
    found = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if (isinstance(field, models.BinaryField) and not is_compared(model, field.name))
        or field.name.startswith(("sealed", "wrapped"))
    }
    assert found <= announced
    assert ("mfa", "authenticator") in {(model._meta.app_label, model._meta.model_name) for model, _name in announced}
