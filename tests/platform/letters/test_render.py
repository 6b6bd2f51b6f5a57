"""Letters are complete, reproducible, safe against their data, and laid out after DIN 5008."""

import datetime
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from tests.platform.letters import samples
from tests.support.pdf_checks import check
from tests.support.pdf_tools import run_tool, words_of

from meindo.platform.letters import glyphs, render
from meindo.platform.letters.data import Column, LetterData, LetterIncomplete, Table, in_words
from meindo.platform.letters.render import LetterFailed, render_letter

MM = 72 / 25.4


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"title": " "}, "Betreff"),
        ({"language": ""}, "Sprache (nur Deutsch)"),
        ({"language": "en"}, "Sprache (nur Deutsch)"),
        ({"date": None}, "Datum"),
        ({"recipient": ("", " ")}, "Empfänger"),
        ({"sender": replace(samples.OFFICE, authority="")}, "Absender"),
        ({"paragraphs": (), "tables": (), "sections": ()}, "Text"),
    ],
)
def test_incomplete_letter_is_refused_by_name(change: dict[str, object], missing: str) -> None:
    letter = replace(samples.settlement(), **change)  # type: ignore[arg-type]
    with pytest.raises(LetterIncomplete) as refused:
        render_letter(letter)
    assert refused.value.missing == (missing,)


def test_table_needs_headers_and_full_rows() -> None:
    columns = (Column(header="Leistung"), Column(header="Betrag"))
    with pytest.raises(LetterIncomplete):
        Table(caption=" ", columns=columns, rows=())
    with pytest.raises(LetterIncomplete):
        Table(caption="Fahrten", columns=(Column(header=""),), rows=())
    with pytest.raises(ValueError, match="every row needs 2 cells"):
        Table(caption="Fahrten", columns=columns, rows=(("allein",),))


def test_same_letter_gives_same_bytes_and_another_moment_others() -> None:
    letter = samples.settlement()
    first = render_letter(letter)
    render_letter(samples.hard_letter(rows=2))
    assert render_letter(letter) == first
    later = datetime.datetime(2026, 12, 3, 9, 30, tzinfo=datetime.UTC)
    assert render_letter(letter, created_at=later) != first


def test_eight_threads_share_the_typesetter() -> None:
    letters = [replace(samples.settlement(), case_number=f"DR-2026-{i:06}") for i in range(8)]
    expected = [render_letter(letter) for letter in letters]
    made: dict[int, bytes] = {}

    def make(i: int) -> None:
        made[i] = render_letter(letters[i])

    threads = [threading.Thread(target=make, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [made[i] for i in range(8)] == expected


def text_of(letter: LetterData, folder: Path) -> str:
    path = folder / "letter.pdf"
    path.write_bytes(render_letter(letter))
    return run_tool("pdftotext", "-layout", path, "-")


def test_data_are_never_read_as_markup(tmp_path: Path) -> None:
    hostile = '#read("/etc/passwd") *fett* $x^2$ = Titel \\ <label> @ref {"a": 1}'
    text = text_of(replace(samples.settlement(), paragraphs=(hostile,)), tmp_path)
    assert " ".join(hostile.split()) in " ".join(text.split())


def test_a_reason_can_neither_turn_the_text_around_nor_push_it_off_the_page(tmp_path: Path) -> None:
    reason = "Grund \u202e,eznerG red na \u2066 " + "L" * 700 + " Summe 80,50 € " + "W" * 200 + " Ende"
    table = Table(caption="Fahrten", columns=(Column(header="Weg"), Column(header="km")), rows=(("Y" * 300, "1"),))
    letter = replace(samples.settlement(), title="T" * 120, paragraphs=(reason,), tables=(table,))
    path = tmp_path / "letter.pdf"
    path.write_bytes(render_letter(letter))
    words = words_of(path)
    assert all(word.right < 191 * MM for word in words), max(words, key=lambda word: word.right)
    text = " ".join(word.text for word in words)
    assert text.index("Grund �") < text.index("Summe 80,50") < text.index("Ende")
    assert check(path.read_bytes()).passed


def test_characters_without_a_glyph_never_stop_a_letter(tmp_path: Path) -> None:
    paragraph = "Fahrt 😀⭐ zur\x00 Schule\ue000 mit 👩‍👧 und Łucja Öztürk, Ελλάδα, Київ"
    letter = replace(samples.settlement(), paragraphs=(paragraph,))
    text = text_of(letter, tmp_path)
    assert "Łucja Öztürk, Ελλάδα, Київ" in text
    assert "Fahrt �" in text
    assert "mit � und" in text
    assert check(render_letter(letter)).passed


@pytest.mark.parametrize(
    "text", ["👍🏽", "👨‍👩‍👧‍👦", "❤️", "हिन्दी", "שלום", "မြန်မာ", "e\u0303\u0323", "\ud800", "𓀀", "a\u20e0"]
)
def test_any_script_gives_a_letter(text: str) -> None:
    assert check(render_letter(replace(samples.settlement(), paragraphs=(text,)))).passed


def test_numbers_stay_with_their_units() -> None:
    bound = glyphs.printable(["212 km", "63,60 € nach § 5 Abs. 1 Satz 2", "Reise 3 kmx"])
    assert bound == ["212\u00a0km", "63,60\u00a0€ nach §\u00a05 Abs.\u00a01 Satz\u00a02", "Reise 3 kmx"]


def test_date_is_written_in_words() -> None:
    assert in_words(datetime.date(2026, 3, 1)) == "1.\u00a0März 2026"


def test_only_own_templates_without_foreign_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.typ").write_text('#import "@preview/x:1.0.0": *')
    (tmp_path / "outside.typ").write_text('#read("../../etc/hostname")')
    for name in ("../letter.typ", "none.typ"):
        with pytest.raises(LetterFailed, match="unknown letter template"):
            render_letter(samples.settlement(), name)
    monkeypatch.setattr(render, "TEMPLATES", tmp_path)
    with pytest.raises(LetterFailed, match="packages"):
        render_letter(samples.settlement(), "bad.typ")
    with pytest.raises(LetterFailed, match="escape the project root"):
        render_letter(samples.settlement(), "outside.typ")


def test_address_stands_in_the_window_and_text_below_it(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(render_letter(samples.settlement()))
    words = words_of(path)
    name = next(word for word in words if word.text == "Stadtinspektor")
    city = next(word for word in words if word.text == "44141")
    title = next(word for word in words if word.text == "Bescheid")
    assert name.left == pytest.approx(25 * MM, abs=1)
    assert 62 * MM < name.top < city.bottom < 90 * MM
    assert 97 * MM < title.top < 104 * MM


@pytest.mark.parametrize("rows", [0, 1, 60])
def test_nothing_overlaps_or_leaves_the_page(rows: int, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(render_letter(samples.hard_letter(rows=rows)))
    words = words_of(path)
    assert all(word.left > 24 * MM and word.right < 191 * MM and word.bottom < 290 * MM for word in words)
    clashes = [(one, other) for i, one in enumerate(words) for other in words[i + 1 :] if one.overlaps(other)]
    assert not clashes


def test_many_recipient_lines_push_the_text_down(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    lines = tuple(f"Zeile {i} der Anschrift mit einem langen Zusatz hinter dem Namen" for i in range(16))
    path.write_bytes(render_letter(replace(samples.settlement(), recipient=lines)))
    words = words_of(path)
    title = next(word for word in words if word.text == "Bescheid")
    assert title.top > max(word.bottom for word in words if word.text == "Zeile")


def test_head_of_a_table_repeats_and_pages_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(render_letter(samples.hard_letter(rows=60)))
    words = words_of(path)
    assert {word.page for word in words if word.text == "Rechtsgrundlage"} == {1, 2, 3}
    assert [word.page for word in words if word.text == "Seite"] == [1, 2, 3]
    assert [word.page for word in words if word.text.startswith("1.112,40")] == [3]
