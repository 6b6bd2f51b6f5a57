"""Check characters after ISO 7064: published examples, and every slip of the hand is seen."""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meindo.kernel.check_character import PLAIN, check_character, is_right

DIGITS, ALL = string.digits, string.digits + string.ascii_uppercase
words = st.text(alphabet=PLAIN, min_size=8, max_size=8)


@pytest.mark.parametrize(("number", "alphabet"), [("794623", DIGITS), ("A12425GABC1234002M", ALL)])
def test_published_numbers_are_right(number: str, alphabet: str) -> None:
    """MOD 11,10 and MOD 37,36: the examples of the standard and of the Global Release Identifier."""
    assert is_right(number, alphabet)
    assert check_character(number[:-1], alphabet) == number[-1]


def test_no_character_looks_like_another_one() -> None:
    assert not set("ILOU") & set(PLAIN)
    assert len(set(PLAIN)) == len(PLAIN) == 32


@given(words)
def test_one_wrong_character_is_always_seen(word: str) -> None:
    whole = word + check_character(word)
    assert is_right(whole)
    for at, right in enumerate(whole):
        assert not any(is_right(whole[:at] + wrong + whole[at + 1 :]) for wrong in PLAIN if wrong != right)


def test_hardly_any_two_swapped_characters_go_unseen() -> None:
    seen = unseen = 0
    for first in PLAIN:
        for second in PLAIN:
            word = f"K7{first}{second}M4QX"
            whole = word + check_character(word)
            for at, (left, right) in enumerate(pairwise(whole)):
                if left != right:
                    swapped = whole[:at] + right + left + whole[at + 2 :]
                    unseen += is_right(swapped)
                    seen += not is_right(swapped)
    assert seen > 7000
    assert unseen < seen / 500


@pytest.mark.parametrize("text", ["", "K", "K7M4QX2PÄ", "K7M4QX2P "])
def test_a_foreign_character_or_no_number_is_not_right(text: str) -> None:
    assert not is_right(text)
