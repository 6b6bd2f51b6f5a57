"""Texts made fit for print: what cannot be shown becomes U+FFFD, visibly, and never stops a notice."""

import re
import unicodedata
from typing import Any

from meindo.kernel.script import TURNS

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
COMPLAINT = re.compile(r'the text `"(.+)"` could not be displayed', re.DOTALL)
# A number stays with its unit and a norm with its number: "§ 5 Abs. 1", "212 km", "63,60 €".
BOUND = re.compile(r"(?<=\d) (?=(?:km|€|Euro|Uhr|Prozent|%)(?!\w))|(?<=§) |(?:(?<=Abs\.)|(?<=Nr\.)|(?<=Satz)) (?=\d)")
# An emoji may be several characters in one; the typesetter then names only a part of what it lacks.
EMOJI = re.compile("[\U0001f000-\U0001ffff][\U0001f000-\U0001ffff\u200d\ufe0f]*")
# All but Latin, Greek, Cyrillic, punctuation and currency, which the fonts surely hold.
FOREIGN = re.compile("[^\n\t -\u052f\u1e00-\u1fff\u2010-\u203a\u20a0-\u20bf\u2212\ufffd]")
# Longer than a line may be wide: it would leave the page, and what follows with it.
ENDLESS = re.compile(r"[^\s\u200b]{40}(?=[^\s\u200b])")
BREAK = "\N{ZERO WIDTH SPACE}"
ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def printable(value: Any) -> Any:
    """The same nested data; control codes, private use, unassigned, lone surrogates replaced in each text."""
    if isinstance(value, str):
        text = EMOJI.sub(REPLACEMENT, TURNS.sub(REPLACEMENT, value.replace("\r\n", "\n")))
        text = "".join(map(_printable_character, text))
        return ENDLESS.sub(lambda run: run[0] + BREAK, BOUND.sub("\N{NO-BREAK SPACE}", text))
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(item) for item in value]
    return value


def _printable_character(character: str) -> str:
    if character in "\n\t":
        return character
    return REPLACEMENT if unicodedata.category(character) in {"Cc", "Co", "Cs", "Cn"} else character


def undisplayable(complaint: str) -> frozenset[str] | None:
    """Characters without a glyph, read from the typesetter's error message; None if it says otherwise."""
    found = COMPLAINT.search(complaint)
    if not found:
        return None
    text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), found[1])
    return frozenset(character for character in text if ord(character) > 0x7F and character != REPLACEMENT)


def without(value: Any, characters: frozenset[str]) -> Any:
    """The same nested data with these characters replaced; with none named, all but European script is."""
    if isinstance(value, str):
        if not characters:
            return FOREIGN.sub(REPLACEMENT, value)
        return value.translate(dict.fromkeys(map(ord, characters), REPLACEMENT))
    if isinstance(value, dict):
        return {key: without(item, characters) for key, item in value.items()}
    if isinstance(value, list):
        return [without(item, characters) for item in value]
    return value
