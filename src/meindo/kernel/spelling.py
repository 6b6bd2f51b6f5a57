"""Spelling for searching: "Übernachtung" and "uebernachtung", "Doğan, Robin" and "dogan robin" are the same."""

import re
import unicodedata

WORD = re.compile(r"[a-z0-9]+")
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """The text without case, umlauts and accents."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(SPELLED)
    return "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return WORD.findall(fold(text))


def search_key(text: str) -> str:
    """The folded words with one blank between them: what a name is found by, from its beginning on."""
    return " ".join(words_of(text))
