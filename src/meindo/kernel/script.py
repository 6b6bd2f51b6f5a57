"""Characters that turn the direction of writing around: unseen, and able to make a text or an amount read otherwise."""

import re

# Embeddings, overrides and isolates. The plain marks of Arabic and Hebrew (U+200E, U+200F, U+061C) move nothing else.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def unturned(text: str) -> str:
    """The text without them. Silently: they come along when something is pasted, and nobody could see what to mend."""
    return TURNS.sub("", text)
