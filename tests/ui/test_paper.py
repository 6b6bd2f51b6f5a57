"""A wizard on paper: every kind of field has a place to write or to tick, in German, under the number."""

import io
from dataclasses import replace

import pikepdf
import pytest
from django.utils import translation

from meindo.platform.clock import now
from meindo.platform.letters.data import LetterIncomplete
from meindo.platform.letters.form import Blank, FormData, Part
from meindo.platform.letters.render import render_form
from meindo.platform.paper.commands import reserve_number
from meindo.ui import fields, forms
from meindo.ui.paper import _blank, form_data
from meindo.ui.paper_fields import A_DATE, PaperRows, on_paper
from meindo.ui.question import Question
from meindo.ui.starting import form_of
from tests.platform.letters.test_structure import altered
from tests.support.office import build_office
from tests.support.pdf_checks import check, elements

TWO, MANY = [("a", "Eins"), ("b", "Zwei")], [(str(n), f"Nr. {n}") for n in range(40)]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1h7v7"/></svg>'
FORM = FormData(
    title="Antrag",
    authority="Stadt Dortmund",
    number="K7M-4QX-2PC",
    picture=PICTURE,
    person=(("Name", ""),),
    parts=(Part(heading="Wohin?", blanks=(Blank(kind="line", label="Ort"),)),),
    send_to="Reisestelle",
    until="heute",
    help="",
    privacy=("Wozu: Antrag.",),
)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (fields.TextField(), "line"),
        (fields.LongTextField(rows=4), "lines"),
        (fields.DateField(), "date"),
        (fields.TimeField(), "time"),
        (fields.AmountField(), "number"),
        (fields.KilometreField(), "number"),
        (fields.WholeNumberField(), "number"),
        (fields.StatementField(), "box"),
        (fields.ChoiceField(choices=TWO), "one"),
        (fields.SelectField(choices=TWO), "one"),
        (fields.SelectField(choices=MANY), "line"),
        (fields.MultipleChoiceField(choices=TWO), "several"),
        (on_paper(fields.SelectField(choices=[]), A_DATE), "date"),
        (on_paper(fields.MultipleChoiceField(choices=[]), PaperRows(("Tag", "Früh"), 3)), "rows"),
    ],
)
def test_every_kind_of_field_has_its_place(field, kind: str) -> None:
    field.label = "Frage"
    assert _blank(field).kind == kind


def test_choices_are_ticked_units_and_rows_are_printed() -> None:
    assert _blank(fields.SelectField(label="x", choices=TWO)).options == ("Eins", "Zwei"), "without the empty row"
    assert _blank(fields.KilometreField(label="x")).unit == "km"
    assert _blank(fields.LongTextField(label="x", rows=4)).rows == 4
    assert _blank(fields.TextField(label="x", required=False)).optional
    assert _blank(on_paper(fields.TextField(label="x", help_text="Liste"), hint="Wort")).hint == "Wort"


def test_a_condition_without_words_cannot_be_asked() -> None:
    with pytest.raises(ValueError, match="in words"):
        Question("a", forms.Form, "A", when=lambda _data: True)


def test_the_form_is_german_whatever_the_page_is(db) -> None:
    office = build_office()
    known = {"service": "dienstreise", "form": "dienstreise_antrag"}
    printed = reserve_number(**known, person=None, by=office.actor("mitarbeiterin"))
    with translation.override("en"):
        form = form_data(form_of(*known.values()), printed)
    assert form.parts[0].heading == "Wohin reisen Sie?"
    assert form.until.startswith("vor dem Beginn")
    assert dict(form.person)["Name"] == ""


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"title": " "}, "Titel"),
        ({"number": ""}, "Nummer"),
        ({"picture": ""}, "Nummer"),
        ({"parts": ()}, "Fragen"),
        ({"parts": (Part(heading="x", blanks=(Blank(kind="line", label=""),)),)}, "Beschriftung"),
        ({"send_to": ""}, "wohin"),
        ({"until": ""}, "bis wann"),
        ({"privacy": ()}, "Datenschutz"),
    ],
)
def test_an_incomplete_form_is_not_printed(change: dict[str, object], missing: str) -> None:
    with pytest.raises(LetterIncomplete) as refused:
        render_form(replace(FORM, **change), created_at=now())  # type: ignore[arg-type]
    assert refused.value.missing == (missing,)


def test_every_kind_of_blank_is_printed_accessibly_and_hostile_words_stay_words() -> None:
    rows = Blank(kind="rows", label="Mahlzeiten", options=("Tag", "Früh", "Spät"), rows=3)
    kinds = ("line", "lines", "number", "date", "time", "one", "several", "box", "enclosed")
    blanks = tuple(Blank(kind=kind, label=f"#{kind}[*x*]", options=("A", "B"), rows=2) for kind in kinds)
    form = replace(FORM, parts=(Part(heading="= #x", blanks=(*blanks, rows), only_if="Nur manchmal."),) * 6)
    content = render_form(form, created_at=now())
    report = check(content)
    assert report.failed == ()
    assert report.performed > 300
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) > 2
        figures = [str(figure.Alt) for figure in elements(pdf, pikepdf.Name.Figure)]
    assert figures == ["QR-Code mit der Nummer K7M-4QX-2PC"]


def no_alt(pdf: pikepdf.Pdf) -> None:
    del next(elements(pdf, pikepdf.Name.Figure)).Alt


def no_headers(pdf: pikepdf.Pdf) -> None:
    for cell in list(elements(pdf, pikepdf.Name.TH)):
        cell.S = pikepdf.Name.TD


def loose_line(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 m 100 0 l S")


@pytest.mark.parametrize(
    ("damage", "name"),
    [(no_alt, "figures described"), (no_headers, "table headers"), (loose_line, "content tagged")],
)
def test_a_damaged_form_fails(damage, name: str) -> None:
    rows = Part(heading="Essen", blanks=(Blank(kind="rows", label="x", options=("Tag", "Früh"), rows=2),))
    content = render_form(replace(FORM, parts=(rows,)), created_at=now())
    assert check(content).passed
    assert name in check(altered(content, damage)).failed
