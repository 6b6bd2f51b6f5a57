"""Characters that a PDF/A file may hold: what cannot be shown becomes U+FFFD, visibly, and never stops a notice."""

import re
import unicodedata
from typing import Any

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
COMPLAINT = re.compile(r'the text `"(.+)"` could not be displayed', re.DOTALL)
ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def printable(value: Any) -> Any:
    """The same nested data; control codes, private use, unassigned and lone surrogates replaced in every text."""
    if isinstance(value, str):
        return "".join(map(_printable_character, value.replace("\r\n", "\n")))
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(item) for item in value]
    return value


def _printable_character(character: str) -> str:
    if character in "\n\t":
        return character
    return REPLACEMENT if unicodedata.category(character) in {"Cc", "Co", "Cs", "Cn"} else character


def undisplayable(complaint: str) -> frozenset[str]:
    """The characters that the typesetter has no glyph for, read from its error message; empty if it is another one."""
    found = COMPLAINT.search(complaint)
    if not found:
        return frozenset()
    text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), found[1])
    return frozenset(character for character in text if ord(character) > 0x7F and character != REPLACEMENT)


def without(value: Any, characters: frozenset[str]) -> Any:
    """The same nested data with these characters replaced."""
    if isinstance(value, str):
        return value.translate(dict.fromkeys(map(ord, characters), REPLACEMENT))
    if isinstance(value, dict):
        return {key: without(item, characters) for key, item in value.items()}
    if isinstance(value, list):
        return [without(item, characters) for item in value]
    return value
