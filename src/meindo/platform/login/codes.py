"""The code of an activation letter: which letter, a secret, a check character; in groups of four."""

import secrets

from meindo.kernel.check_character import PLAIN, check_character, is_right

SELECTOR_LENGTH, SECRET_LENGTH = 5, 10
LENGTH = SELECTOR_LENGTH + SECRET_LENGTH + 1
GROUP = 4
MEANT = str.maketrans("ILO", "110")  # letters that the code never has are typed for digits


class CodeMistyped(ValueError):
    """What was typed cannot be a code: too short, too long, or the check character does not fit."""


def draw_code() -> str:
    """A code that nobody can guess: 50 bits of it are secret, and a letter bears few attempts."""
    text = "".join(secrets.choice(PLAIN) for _ in range(LENGTH - 1))
    return text + check_character(text)


def selector_of(code: str) -> str:
    """The part by which the letter is found; it is no secret."""
    return code[:SELECTOR_LENGTH]


def grouped(code: str) -> str:
    """The code as it is printed and read aloud: K7M4-QX2P-C9TT-0HWA."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def code_of(typed: str) -> str:
    """The code that was typed, in any case, with or without hyphens and spaces; CodeMistyped otherwise."""
    found = "".join(typed.split()).replace("-", "").replace("–", "").upper().translate(MEANT)
    if len(found) != LENGTH or not is_right(found):
        raise CodeMistyped
    return found
