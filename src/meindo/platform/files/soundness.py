"""Whether a file can be shown at all: looked at quickly while the person waits, drawn later by the worker."""

from io import BytesIO
from typing import cast

import pi_heif
import pikepdf
from PIL import Image

from . import refused
from .formats import JPEG, PDF, Format
from .refused import Refused

pi_heif.register_heif_opener()
SMALL = 256
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def is_damaged(content: bytes, found: Format, name: str) -> bool:
    """Whether the file can be shown only after a repair; Refused if it cannot be shown."""
    if found is PDF:
        return _pdf_is_damaged(content, name)
    try:
        _decode(content, found, name)
    except BOMBS as problem:
        raise Refused(refused.TOO_MANY_PIXELS, name=name) from problem
    except Refused:
        raise
    except Exception as problem:  # decoders of broken images raise nearly everything
        raise Refused(refused.UNREADABLE, name=name) from problem
    return False


def _decode(content: bytes, found: Format, name: str) -> None:
    with Image.open(BytesIO(content), formats=[found.pillow]) as image:  # reads the head only
        check_pixels(image, name)
        if found is JPEG:
            image.draft("L", (SMALL, SMALL))  # grey and an eighth of each side is enough to notice that it is whole
        image.load()


def check_pixels(image: Image.Image, name: str = "") -> None:
    """A small file can hold a huge image: refused before it is unpacked."""
    if image.width * image.height > refused.MOST_PIXELS:
        raise Refused(refused.TOO_MANY_PIXELS, name=name)


def _pdf_is_damaged(content: bytes, name: str) -> bool:
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                raise Refused(refused.UNREADABLE, name=name)
            return bool(cast("list[str]", pdf.get_warnings()))
    except pikepdf.PasswordError as problem:
        raise Refused(refused.LOCKED, name=name) from problem
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as problem:
        raise Refused(refused.UNREADABLE, name=name) from problem
