"""Spelling for searching: "Übernachtung" and "uebernachtung", "Doğan, Robin" and "dogan robin" are the same."""

import re
import unicodedata
from collections.abc import Collection

WORD = re.compile(r"[a-z0-9]+")
SHORT = 3  # so short a word counts only where it stands alone: "Li" is no part of "alina"
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# letters that are no accented ones to Unicode: "Yılmaz" is found as "yilmaz", "Władysław" as "wladyslaw"
LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "oe", "œ": "oe", "æ": "ae", "þ": "th"})


def fold(text: str) -> str:
    """The text without case, umlauts and accents."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(SPELLED).translate(LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return WORD.findall(fold(text))


def search_key(text: str) -> str:
    """The folded words with one blank between them: what a name is found by, from its beginning on."""
    return " ".join(words_of(text))


def spellings(text: str) -> set[str]:
    """The folded words of a name, and as they are where accents are left out: "mueller" and "muller"."""
    plain = unicodedata.normalize("NFKD", text.lower()).translate(LETTERS)
    return {*words_of(text), *WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))}


def says(text: str, words: Collection[str], but: Collection[str] = ()) -> bool:
    """Whether a text without blanks, such as a user name, holds one of some words when the words that it may hold are
    left out: "alwin.berg2" says "alwin".
    """
    rest = fold(text)
    for word in sorted(but, key=len, reverse=True):
        rest = _without(word, rest)
    return any(_without(word, rest) != rest for word in words)


def _without(word: str, text: str) -> str:
    pattern = re.escape(word) if len(word) > SHORT else rf"(?<![a-z]){re.escape(word)}(?![a-z])"
    return re.sub(pattern, " ", text)
