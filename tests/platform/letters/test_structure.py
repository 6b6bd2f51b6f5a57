"""The letter is accessible and archivable, and a file that is not fails the check that names why."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name, Pdf
from tests.platform.letters import samples
from tests.support.pdf_checks import CHECKS, check, elements
from tests.support.pdf_tools import run_tool

from meindo.platform.letters.render import render_letter

Surgery = Callable[[Pdf], object]


@pytest.fixture(scope="module")
def letter() -> bytes:
    return render_letter(samples.settlement())


@pytest.fixture
def letter_file(letter: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter)
    return path


def altered(data: bytes, surgery: Surgery, **options: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        surgery(pdf)
        out = io.BytesIO()
        pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("rows", [0, 1, 60])
def test_letters_pass_every_check(rows: int) -> None:
    report = check(render_letter(samples.hard_letter(rows=rows)))
    assert report.failed == ()
    assert report.performed > 100


def test_settlement_passes_every_check(letter: bytes) -> None:
    report = check(letter)
    assert report.passed
    assert report.performed > 100


def test_a_report_over_nothing_does_not_pass(letter: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.support.pdf_checks.CHECKS", {})
    assert not check(letter).passed


def test_untagged_file_fails() -> None:
    untagged = typst.compile(b"= Bescheid\n Text", pdf_tags=False)
    assert isinstance(untagged, bytes)
    failed = check(untagged).failed
    assert {"marked", "structure tree", "content tagged", "declares PDF/UA-1", "declares PDF/A-3a"} <= set(failed)


def without(*path: str) -> Surgery:
    def surgery(pdf: Pdf) -> None:
        holder: pikepdf.Object = pdf.Root
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return surgery


def without_metadata(*keys: str) -> Surgery:
    def surgery(pdf: Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in keys:
                del metadata[key]

    return surgery


def in_fonts(key: str) -> Surgery:
    def surgery(pdf: Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and key in item:
                del item[key]

    return surgery


def tagged_as(old: str, new: str) -> Surgery:
    def surgery(pdf: Pdf) -> None:
        next(elements(pdf, Name(old))).S = Name(new)

    return surgery


def without_scope(pdf: Pdf) -> None:
    header = next(elements(pdf, Name.TH))
    del header.A


def with_unknown_header(pdf: Pdf) -> None:
    cell = next(elements(pdf, Name.TD))
    cell.A = Array([Dictionary(O=Name.Table, Headers=Array([pikepdf.String("nowhere")]))])


def with_annotation(**keys: str) -> Surgery:
    def surgery(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9])
        for key, value in keys.items():
            note[f"/{key}"] = pikepdf.String(value)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
        if "Contents" not in keys:
            pdf.pages[0].obj.Tabs = Name.S
        else:
            del pdf.pages[0].obj.Tabs

    return surgery


def with_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def with_loose_text(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"BT (lose) Tj ET 0 0 9 9 re f")


def with_suspects(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


SURGERIES: list[tuple[str, Surgery]] = [
    ("marked", without("/MarkInfo", "/Marked")),
    ("marked", with_suspects),
    ("document language", without("/Lang")),
    ("title displayed", without("/ViewerPreferences")),
    ("structure tree", without("/StructTreeRoot", "/ParentTree")),
    ("metadata title", without_metadata("dc:title")),
    ("declares PDF/UA-1", without_metadata("pdfuaid:part")),
    ("declares PDF/A-3a", without_metadata("pdfaid:conformance")),
    ("output intent", without("/OutputIntents")),
    ("fonts embedded", in_fonts("/FontFile2")),
    ("fonts map to text", in_fonts("/ToUnicode")),
    ("tab order", with_annotation(Contents="Hinweis")),
    ("annotations described", with_annotation()),
    ("no scripts", with_script),
    ("table headers", without_scope),
    ("table headers", with_unknown_header),
    ("figures described", tagged_as("/P", "/Figure")),
    ("heading order", tagged_as("/H2", "/H3")),
    ("content tagged", with_loose_text),
]


@pytest.mark.parametrize(("name", "surgery"), SURGERIES)
def test_each_damage_fails_its_own_check(letter: bytes, name: str, surgery: Surgery) -> None:
    assert check(altered(letter, surgery)).failed == (name,)


def test_encrypted_file_fails(letter: bytes) -> None:
    locked = altered(letter, lambda _: None, encryption=pikepdf.Encryption(owner="geheim"))
    assert check(locked).failed == ("not encrypted",)


def test_every_check_has_a_damage_that_fails_it() -> None:
    assert {name for name, _ in SURGERIES} | {"not encrypted"} == set(CHECKS)


def test_qpdf_finds_no_error(letter_file: Path) -> None:
    assert "No syntax or stream encoding errors" in run_tool("qpdf", "--check", letter_file)


def test_poppler_reads_the_structure_in_order(letter_file: Path) -> None:
    text = run_tool("pdfinfo", "-struct-text", letter_file)
    order = [
        "Stadt Dortmund",
        "Weißmüller",
        "Geschäftszeichen",
        "H1",
        "In einfacher Sprache",
        "Sehr geehrter",
    ]
    order += [
        "Caption",
        "THead",
        "Scope /Column",
        "TBody",
        "TFoot",
        "H2",
        "Begründung",
        "Rechtsbehelfsbelehrung",
    ]
    order += ["Mit freundlichen", "Anlagen", "maschinell erstellt"]
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_poppler_finds_only_embedded_fonts_of_the_package(letter_file: Path) -> None:
    rows = [line.split() for line in run_tool("pdffonts", letter_file).splitlines()[2:]]
    assert rows
    for row in rows:
        assert "+FiraSans" in row[0]
        assert row[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, mapped to Unicode


def test_outline_and_language_stand_in_the_file(letter: bytes) -> None:
    with pikepdf.open(io.BytesIO(letter)) as pdf:
        assert str(pdf.Root.Lang) == "de-DE"
        assert Name.Outlines in pdf.Root
