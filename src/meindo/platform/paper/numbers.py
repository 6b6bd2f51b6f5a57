"""The number of a printed form: drawn by chance, with a check character, in groups of three."""

import secrets

from meindo.kernel.check_character import PLAIN, check_character, is_right

from .models import NUMBER_LENGTH

GROUP = 3
MEANT = str.maketrans("ILO", "110")  # letters that the number never has are typed for digits


class NumberMistyped(ValueError):
    """What was typed cannot be a number of a form: too short, too long, or the check character does not fit."""


def draw_number() -> str:
    """A number that nobody can guess from another one."""
    text = "".join(secrets.choice(PLAIN) for _ in range(NUMBER_LENGTH - 1))
    return text + check_character(text)


def grouped(number: str) -> str:
    """The number as it is printed and read aloud: K7M-4QX-2PC."""
    return "-".join(number[at : at + GROUP] for at in range(0, len(number), GROUP))


def number_of(typed: str) -> str:
    """The number that was typed, in any case, with or without hyphens and spaces; NumberMistyped otherwise."""
    found = "".join(typed.split()).replace("-", "").replace("–", "").upper().translate(MEANT)
    if len(found) != NUMBER_LENGTH or not is_right(found):
        raise NumberMistyped(typed)
    return found
