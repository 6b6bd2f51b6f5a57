"""Characters that nobody sees: those that turn the direction of writing around, able to make a text or an amount read
otherwise, and control characters, which no text needs.
"""

import re

# Embeddings, overrides and isolates. The plain marks of Arabic and Hebrew (U+200E, U+200F, U+061C) move nothing else.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


# NUL is left to those who refuse it by name; line breaks and tabs are text.
CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def seen(text: str) -> str:
    """The text as it can be seen: without characters that turn it around and without control characters."""
    return CONTROLS.sub("", unturned(text))


def unturned(text: str) -> str:
    """The text without them. Silently: they come along when something is pasted, and nobody could see what to mend."""
    return TURNS.sub("", text)
