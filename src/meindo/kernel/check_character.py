"""Check characters after ISO 7064, hybrid system MOD M+1,M: a wrong or swapped character is seen without a look-up."""

# The digits and letters of which none looks like another one in print: no I, L, O, U (Crockford's base 32).
PLAIN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def check_character(text: str, alphabet: str = PLAIN) -> str:
    """The character that makes `text` right when it is put behind it; ValueError for a foreign character."""
    size = len(alphabet)
    return alphabet[(1 - 2 * _sum(text, alphabet) % (size + 1)) % size]


def is_right(text: str, alphabet: str = PLAIN) -> bool:
    """Whether the last character of `text` is the check character of the others; False for a foreign character."""
    try:
        return len(text) > 1 and check_character(text[:-1], alphabet) == text[-1]
    except ValueError:
        return False


def _sum(text: str, alphabet: str) -> int:
    size = len(alphabet)
    carried = size // 2
    for character in text:
        carried = (2 * (carried or size) % (size + 1) + alphabet.index(character)) % size
    return carried or size
