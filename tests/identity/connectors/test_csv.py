"""A folder of files: what lies there after a crash, what an application answers, what a spreadsheet would do."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.connected import READING, RIGHTS, WRITING, CsvTarget

from meindo.identity.connectors.base import Broken, Image, Misconfigured, Outcome, Unreachable
from meindo.identity.connectors.csv_rows import file_text, guarded, unguarded, wished_rows
from meindo.identity.connectors.openers import opener

CARD = {"given_name": "Ada", "family_name": "Berg"}
HEAD = "native_id;state;rights\n"


def wish(name: str, *rights: str, enabled: bool = True, **card: str) -> Image:
    """An account as it should be."""
    return Image(name, enabled, frozenset(rights), {**CARD, **card})


def ensured(target: CsvTarget, *wishes: Image) -> dict[str, Outcome]:
    """The outcomes by name."""
    with target.open() as connector:
        return {outcome.native_id: outcome for outcome in connector.ensure(wishes)}


def answered(target: CsvTarget, text: str | bytes) -> list[Image]:
    """What is read of a receipt."""
    (target.folder / "receipt.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with target.open() as connector:
        return list(connector.read())


def test_the_newest_file_tells_everything_and_has_its_checksum(drop: CsvTarget) -> None:
    ensured(drop, wish("a", READING), wish("b"))
    ensured(drop, wish("b", WRITING, READING, enabled=False))
    assert [path.name for path in drop.files()] == ["accounts-000001.csv", "accounts-000002.csv"]
    assert [(row["native_id"], row["state"], row["rights"]) for row in drop.rows()] == [
        ("a", "active", READING),
        ("b", "disabled", f"{READING}|{WRITING}"),
    ]
    assert drop.rows()[0]["family_name"] == "Berg"


def test_the_same_wish_again_lays_no_second_file(drop: CsvTarget) -> None:
    ensured(drop, wish("a", READING), wish("b"))
    content = drop.files()[-1].read_bytes()
    ensured(drop, wish("b"), wish("a", READING))
    assert len(drop.files()) == 1
    assert drop.files()[-1].read_bytes() == content
    assert ensured(drop) == {}
    assert len(drop.files()) == 1


def test_there_and_back_again_are_three_files(drop: CsvTarget) -> None:
    ensured(drop, wish("a", READING))
    ensured(drop, wish("a"))
    ensured(drop, wish("a", READING))
    assert len(drop.files()) == 3


def test_old_files_go(drop: CsvTarget) -> None:
    for number in range(25):
        ensured(drop, wish("a", function=str(number)))
    assert [path.name for path in drop.files()][0::19] == ["accounts-000006.csv", "accounts-000025.csv"]
    assert len(list(drop.folder.glob("*.sha256"))) == 20


def test_a_file_without_checksum_never_was_and_is_laid_again(drop: CsvTarget) -> None:
    ensured(drop, wish("a", READING))
    ensured(drop, wish("b", READING))
    (drop.folder / "accounts-000002.csv.sha256").unlink()
    (drop.folder / "accounts-000002.csv").write_text("half")
    (drop.folder / ".accounts-000002.csv.part").write_text("rest")
    ensured(drop, wish("b", READING))
    assert [path.name for path in drop.files()] == ["accounts-000001.csv", "accounts-000002.csv"]
    assert {row["native_id"] for row in drop.rows()} == {"a", "b"}


KILLED = """
import os, sys
from meindo.identity.connectors.base import Image
from meindo.identity.connectors.openers import opener
calls, when = 0, int(sys.argv[2])
def die(event, arguments):
    global calls
    if event in {"open", "os.rename"} and sys.argv[1] in str(arguments[0]):
        calls += 1
        if calls == when:
            os.kill(os.getpid(), 9)
sys.addaudithook(die)
wishes = [Image(f"n{number}", True, frozenset({"lesen"})) for number in range(2000)]
with opener("csv")({"folder": sys.argv[1]}, ["lesen"]) as connector:
    list(connector.ensure(wishes))
"""


@pytest.mark.parametrize("when", [5, 6, 7, 8, 9])
def test_killed_at_any_moment_and_asked_again(drop: CsvTarget, when: int) -> None:
    ensured(drop, wish("a", READING))
    run = subprocess.run([sys.executable, "-c", KILLED, str(drop.folder), str(when)], check=False)
    assert run.returncode == -9
    before = drop.rows()
    assert len(before) in {1, 2001}
    wishes = [Image(f"n{number}", True, frozenset({READING})) for number in range(2000)]
    assert not [outcome for outcome in ensured(drop, *wishes).values() if outcome.error]
    assert len(drop.rows()) == 2001
    assert len(drop.files()) == 2


def test_a_wish_that_fits_in_no_row_is_named_and_stops_no_other(drop: CsvTarget) -> None:
    with opener("csv")({"folder": str(drop.folder)}, [READING, "a|b"]) as connector:
        outcomes = {
            outcome.native_id: outcome
            for outcome in connector.ensure(
                [wish("a", READING), wish("b", "a|b"), wish("c", family_name="x\ny"), wish("d", shoe="44")]
            )
        }
    assert [outcomes[name].is_final for name in "abcd"] == [False, True, True, True]
    assert [row["native_id"] for row in drop.rows()] == ["a"]


@pytest.mark.parametrize("cell", ["=1+1", "+49 1", "-5", "@SUM(A1)", "'=1", "''=1", "＝1", "'Neil", "O'Neil", "", "'"])
def test_no_cell_is_a_formula_and_none_is_lost(drop: CsvTarget, cell: str) -> None:
    ensured(drop, wish("a", READING, family_name=cell))
    assert not drop.rows()[0]["family_name"].startswith(("=", "+", "-", "@", "＝"))
    drop.settle()
    with drop.open() as connector:
        assert next(iter(connector.read())).card["family_name"] == cell


@given(st.text())
def test_guarding_is_taken_back_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


@given(st.dictionaries(NAMES, st.tuples(st.booleans(), NAMES, st.sets(NAMES.filter(lambda name: "|" not in name)))))
def test_a_file_says_exactly_what_was_wished(accounts: dict[str, tuple[bool, str, set[str]]]) -> None:
    images = {
        name: Image(name, is_open, frozenset(rights), {**dict.fromkeys(FIELDS, ""), "family_name": family})
        for name, (is_open, family, rights) in accounts.items()
    }
    assert {image.native_id: image for image in wished_rows(file_text(images.values()))} == images


FIELDS = ("given_name", "family_name", "mail", "personnel_no", "unit", "function")


def test_a_broken_row_of_the_receipt_is_named_and_the_good_ones_are_kept(drop: CsvTarget) -> None:
    good: list[Image] = []
    rows = [
        b"a;active;lesen",
        b"b;perhaps;lesen",
        b"c;active",
        b";active;lesen",
        b"d\xff;active;lesen",
        b"a;disabled;",
        b'e;"active;',
        b"",
        b"z;disabled;lesen | schreiben|fremd",
    ]
    (drop.folder / "receipt.csv").write_bytes(HEAD.encode() + b"\n".join(rows))
    with drop.open() as connector, pytest.raises(Broken) as error:
        good.extend(connector.read())
    assert [image.native_id for image in good] == ["a", "z"]
    assert good[1].rights == {READING, WRITING}  # the foreign one is none of ours
    assert [problem.split()[1] for problem in error.value.problems] == ["3", "4", "5", "6", "7", "8"]


@pytest.mark.parametrize("text", [b"", b"\n", b"<html>", b"native_id;state\na;active", b"\xff\xfe\x00", b"a;b;a\n"])
def test_a_receipt_that_is_none(drop: CsvTarget, text: bytes) -> None:
    with pytest.raises(Unreachable):
        answered(drop, text)


def test_a_receipt_with_a_mark_of_its_encoding_and_other_columns(drop: CsvTarget) -> None:
    text = "\ufeffstate;native_id;seen;rights;family_name\r\nactive;ä;gestern;lesen;'=Berg\r\n"
    assert answered(drop, text) == [Image("ä", True, frozenset({READING}), {"family_name": "=Berg"})]


def test_no_receipt_says_nothing_about_anybody(drop: CsvTarget) -> None:
    ensured(drop, wish("a", READING))
    with drop.open() as connector, pytest.raises(Unreachable):
        list(connector.read())


def test_a_receipt_for_an_older_file_says_nothing_about_the_newest(drop: CsvTarget) -> None:
    ensured(drop, wish("a", READING))
    drop.settle()
    ensured(drop, wish("a", WRITING))
    with drop.open() as connector, pytest.raises(Unreachable, match=r"accounts-000002\.csv"):
        list(connector.read())
    drop.settle()
    with drop.open() as connector:
        assert next(iter(connector.read())).rights == {WRITING}


def test_a_receipt_with_a_checksum_is_whole_or_no_receipt(drop: CsvTarget) -> None:
    text = f"{HEAD}a;active;lesen\nb;active;lesen\n"
    checksum = drop.folder / "receipt.csv.sha256"
    checksum.write_text(hashlib.sha256(text.encode()).hexdigest())
    assert len(answered(drop, text)) == 2
    with pytest.raises(Unreachable):
        answered(drop, text[:-16])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with opener("csv")({"folder": str(tmp_path / "share")}, RIGHTS) as connector:
        with pytest.raises(Unreachable):
            list(connector.ensure([wish("a")]))
        with pytest.raises(Unreachable):
            list(connector.read())


@pytest.mark.parametrize(
    "wrong",
    [{"folder": "drop"}, {}, {"folder": 7}, {"folder": "/drop", "recipt": "x"}, {"folder": "/drop", "receipt": "../x"}],
)
def test_wrong_settings_are_named(wrong: dict[str, object]) -> None:
    with pytest.raises(Misconfigured), opener("csv")(wrong, RIGHTS):
        pass
