"""Structure checks of accessible, archivable PDF files, after the Matterhorn protocol.

`check(pdf)` returns what failed and how many things were looked at: a report over nothing is no proof.
These checks are no full validator; they are independent of the typesetter and need no other program.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from tests.support.pdf_content import untagged_operators

Outcome = Iterator[bool]
Check = Callable[[Pdf], Outcome]


@dataclass(frozen=True)
class Report:
    """`failed`: names of failed checks, in the order of `CHECKS`; `performed`: single observations made."""

    failed: tuple[str, ...]
    performed: int

    @property
    def passed(self) -> bool:
        return self.performed > 0 and not self.failed


def check(data: bytes) -> Report:
    """Run every check over one PDF file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        outcomes = {name: list(look(pdf)) for name, look in CHECKS.items()}
    failed = tuple(name for name, seen in outcomes.items() if not all(seen))
    return Report(failed, sum(map(len, outcomes.values())))


def not_encrypted(pdf: Pdf) -> Outcome:
    yield not pdf.is_encrypted


def marked(pdf: Pdf) -> Outcome:
    info = pdf.Root.get(Name.MarkInfo, Dictionary())
    yield info.get(Name.Marked, False) is True
    yield info.get(Name.Suspects, False) is False


def document_language(pdf: Pdf) -> Outcome:
    yield bool(str(pdf.Root.get(Name.Lang, "")).strip())


def title_displayed(pdf: Pdf) -> Outcome:
    preferences = pdf.Root.get(Name.ViewerPreferences, Dictionary())
    yield preferences.get(Name.DisplayDocTitle, False) is True


def structure_tree(pdf: Pdf) -> Outcome:
    root = pdf.Root.get(Name.StructTreeRoot)
    yield root is not None and Name.K in root and Name.ParentTree in root
    for page in pdf.pages:
        yield Name.StructParents in page.obj


def _metadata(pdf: Pdf, *keys: str) -> tuple[str, ...]:
    if Name.Metadata not in pdf.Root:
        return tuple("" for _ in keys)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        return tuple(str(metadata.get(key, "")).strip() for key in keys)


def metadata_title(pdf: Pdf) -> Outcome:
    yield _metadata(pdf, "dc:title") != ("",)


def declares_pdf_ua(pdf: Pdf) -> Outcome:
    yield _metadata(pdf, "pdfuaid:part") == ("1",)


def declares_pdf_a(pdf: Pdf) -> Outcome:
    yield _metadata(pdf, "pdfaid:part", "pdfaid:conformance") == ("3", "A")


def output_intent(pdf: Pdf) -> Outcome:
    intents = list(pdf.Root.get(Name.OutputIntents, []))
    yield any(intent.get(Name.S) == Name.GTS_PDFA1 and Name.DestOutputProfile in intent for intent in intents)


def _dictionaries(pdf: Pdf) -> Iterator[Object]:
    return (item for item in pdf.objects if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)))


def _fonts(pdf: Pdf) -> list[Object]:
    """Fonts as text uses them: a composite font counts once, without its descendant."""
    found = [item for item in _dictionaries(pdf) if item.get(Name.Type) == Name.Font]
    return [font for font in found if font.get(Name.Subtype) not in {Name.CIDFontType0, Name.CIDFontType2}]


def fonts_embedded(pdf: Pdf) -> Outcome:
    for font in _fonts(pdf):
        if font.get(Name.Subtype) == Name.Type3:
            continue  # its glyphs are drawings inside the file
        bearer = font.DescendantFonts[0] if Name.DescendantFonts in font else font
        descriptor = bearer.get(Name.FontDescriptor, Dictionary())
        yield any(key in descriptor for key in (Name.FontFile, Name.FontFile2, Name.FontFile3))


def fonts_map_to_text(pdf: Pdf) -> Outcome:
    for font in _fonts(pdf):
        yield Name.ToUnicode in font


def tab_order(pdf: Pdf) -> Outcome:
    for page in pdf.pages:
        if len(page.obj.get(Name.Annots, [])):
            yield page.obj.get(Name.Tabs) == Name.S


def annotations_described(pdf: Pdf) -> Outcome:
    for page in pdf.pages:
        for annotation in page.obj.get(Name.Annots, []):
            yield bool(str(annotation.get(Name.Contents, "")).strip())


def no_scripts(pdf: Pdf) -> Outcome:
    yield Name.JavaScript not in pdf.Root.get(Name.Names, Dictionary())
    for item in _dictionaries(pdf):
        yield Name.JS not in item and item.get(Name.S) != Name.JavaScript


def elements(pdf: Pdf, kind: Object | None = None) -> Iterator[Object]:
    """Structure elements in reading order: all, or those of one kind such as Name.Table."""
    for element in _children(pdf.Root.get(Name.StructTreeRoot, Dictionary())):
        if kind is None or kind == element.S:
            yield element


def _children(element: Object) -> Iterator[Object]:
    kids = element.get(Name.K, pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and Name.S in kid:
            yield kid
            yield from _children(kid)


def _attribute(element: Object, name: Name) -> Object | None:
    attributes = element.get(Name.A, pikepdf.Array())
    for entry in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(entry, pikepdf.Dictionary) and name in entry:
            return entry[name]
    return None


def table_headers(pdf: Pdf) -> Outcome:
    """Each table has header cells with a scope, and its data cells name only headers that exist."""
    for table in elements(pdf, Name.Table):
        cells = list(_children(table))
        headers = [cell for cell in cells if cell.S == Name.TH]
        known = {bytes(cell.ID) for cell in headers if Name.ID in cell}
        yield bool(headers)
        for cell in headers:
            yield _attribute(cell, Name.Scope) is not None
        for cell in (cell for cell in cells if cell.S == Name.TD):
            named = _attribute(cell, Name.Headers)
            yield all(bytes(item) in known for item in named or [])


def figures_described(pdf: Pdf) -> Outcome:
    for figure in elements(pdf, Name.Figure):
        yield bool(str(figure.get(Name.Alt, figure.get(Name.ActualText, ""))).strip())


def heading_order(pdf: Pdf) -> Outcome:
    """Headings start at level 1 and skip no level on the way down."""
    level = 0
    for element in elements(pdf):
        name = str(element.S)
        if name[:2] == "/H" and name[2:].isdigit():
            yield int(name[2:]) <= level + 1
            level = int(name[2:])


def content_tagged(pdf: Pdf) -> Outcome:
    """Whatever is painted stands in a tagged sequence or in an artifact."""
    for page in pdf.pages:
        yield not untagged_operators(page)


CHECKS: dict[str, Check] = {
    "not encrypted": not_encrypted,
    "marked": marked,
    "document language": document_language,
    "title displayed": title_displayed,
    "structure tree": structure_tree,
    "metadata title": metadata_title,
    "declares PDF/UA-1": declares_pdf_ua,
    "declares PDF/A-3a": declares_pdf_a,
    "output intent": output_intent,
    "fonts embedded": fonts_embedded,
    "fonts map to text": fonts_map_to_text,
    "tab order": tab_order,
    "annotations described": annotations_described,
    "no scripts": no_scripts,
    "table headers": table_headers,
    "figures described": figures_described,
    "heading order": heading_order,
    "content tagged": content_tagged,
}
