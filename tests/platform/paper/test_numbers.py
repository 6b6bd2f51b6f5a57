"""The number of a printed form: as it is typed, as it is printed, and what cannot be one."""

import pytest

from meindo.kernel.check_character import is_right
from meindo.platform.paper.numbers import NumberMistyped, draw_number, grouped, number_of


def test_a_number_is_understood_however_it_is_typed() -> None:
    number = draw_number()
    assert is_right(number)
    for typed in (number, grouped(number), grouped(number).lower(), f"  {' '.join(number)} ", number.lower()):
        assert number_of(typed) == number


def test_letters_that_it_never_has_are_read_as_the_digits_that_they_look_like() -> None:
    number = next(n for n in iter(draw_number, "") if {"0", "1"} <= set(n))
    assert number_of(number.replace("0", "o").replace("1", "l")) == number
    assert number_of(number.replace("1", "i")) == number


@pytest.mark.parametrize(
    "change", [lambda n: n[:-1], lambda n: n + "7", lambda n: n[1:] + n[0] + "A", lambda _n: "Ä" * 9]
)
def test_a_slip_is_refused(change) -> None:
    with pytest.raises(NumberMistyped):
        number_of(change(draw_number()))


def test_two_numbers_have_nothing_to_do_with_each_other() -> None:
    numbers = {draw_number() for _ in range(500)}
    assert len(numbers) == 500
    assert len({number[:3] for number in numbers}) > 300
