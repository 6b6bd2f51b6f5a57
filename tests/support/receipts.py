"""Receipts as phones and scanners make them, and as they go wrong."""

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from meindo.platform.files.ingest import Incoming
from meindo.platform.files.models import UPLOAD, Document

HEIC = Path(__file__).with_name("photo.heic")
EICAR_LIKE = b"MEINDO-TEST-SIGNATURE-7f3a"  # a signature of our own: nothing that a real scanner would stop


@cache
def photo(kind: str = "JPEG", text: str = "Hotel 84,00", size: tuple[int, int] = (900, 1200)) -> bytes:
    """A photo of a receipt."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((40, 40), text, fill="black")
    return _saved(image, kind)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@cache
def pdf(pages: int = 2, **options: object) -> bytes:
    """A PDF file of empty pages."""
    made, out = pikepdf.new(), BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=(300, 400))
    made.save(out, **options)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF file that asks for a password."""
    return pdf(1, encryption=pikepdf.Encryption(owner="o", user="u"))


def broken_pdf() -> bytes:
    """A PDF file whose table of contents leads nowhere."""
    sound = pdf(2, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = sound.rindex(b"startxref")
    return sound[:start] + b"startxref\n99999999\n%%EOF\n"


def zipped() -> bytes:
    """An archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("beleg.txt", "x")
    return out.getvalue()


@cache
def bomb() -> bytes:
    """A small file that unpacks to a huge image, yet less than what makes the library itself warn."""
    return _saved(Image.new("1", (9_200, 9_200)), "PNG")


def incoming(content: bytes, name: str = "beleg.jpg") -> Incoming:
    """The same as it comes from a form."""
    return Incoming(name=name, content=content)


def thirteen(first: int) -> list[SimpleUploadedFile]:
    """Photos that differ, as a browser sends them together: two such lots are one file too many."""
    return [sent(photo(text=str(number)), f"{number}.jpg") for number in range(first, first + 13)]


def uploads() -> list[Document]:
    """Everything that was handed in."""
    return list(Document.objects.filter(kind=UPLOAD).order_by("id"))


def sent(content: bytes, name: str = "beleg.jpg") -> SimpleUploadedFile:
    """The same as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")
