"""What a PDF file of a delivery shows of itself: whether it is sound, and which numbers stand in its text."""

import re
from io import BytesIO
from threading import Lock

import pikepdf
import pypdfium2

from meindo.platform.files.formats import PDF, format_of

_one_at_a_time = Lock()  # the library dies when two threads use it
NUMBER = re.compile(r"[0-9A-Za-z]+")


def flaw_of(content: bytes, name: str) -> str:
    """Why a file cannot be a pay statement, as a German sentence; empty if it can."""
    if format_of(content) is not PDF:
        return f"„{name}“ ist keine PDF-Datei."
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                return f"„{name}“ ist verschlüsselt oder mit einem Passwort geschützt."
            if not len(pdf.pages) or pdf.get_warnings():
                return f"„{name}“ ist beschädigt."
    except pikepdf.PasswordError:
        return f"„{name}“ ist verschlüsselt oder mit einem Passwort geschützt."
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return f"„{name}“ ist beschädigt."
    return ""


def words_in(content: bytes) -> set[str]:
    """Every word in the text of the file without leading zeros, as far as it has text."""
    with _one_at_a_time:
        pdf = pypdfium2.PdfDocument(content)
        try:
            texts = [_text_of(page) for page in pdf]
        finally:
            pdf.close()
    return {word.lstrip("0") for text in texts for word in NUMBER.findall(text)}


def _text_of(page: pypdfium2.PdfPage) -> str:
    """Everything is closed here and not by the collector of garbage, which another thread may run."""
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded())
    finally:
        text.close()
        page.close()
