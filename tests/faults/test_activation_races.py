"""Letters that many use or make at the same time: one wins."""

from functools import partial

from tests.support.activation import letter_for, with_newcomers
from tests.support.parallel import all_at_once

from meindo.platform.login.commands_activation import CodeRefused, activate, make_batch
from meindo.platform.login.models import Activation, ActivationBatch
from meindo.platform.people.queries import main_place


def _used(letter: Activation, password: str) -> bool:
    try:
        activate(letter, password=password)
    except CodeRefused:
        return False
    return True


def test_of_many_who_use_a_letter_at_once_one_wins(own_database) -> None:
    office = with_newcomers()
    letter, _code = letter_for(office)
    won = all_at_once([partial(_used, letter, f"Passwort Nummer {n}") for n in range(6)])
    assert sorted(won) == [False] * 5 + [True]


def test_two_batches_at_once_leave_one_open_letter_and_two_numbers(own_database) -> None:
    office = with_newcomers()
    place = main_place(office.people["neu"].pk)
    assert place is not None
    all_at_once([partial(make_batch, [place], by=office.actor("zugang")) for _ in range(4)])
    assert Activation.objects.filter(ended_at__isnull=True).count() == 1
    numbers = list(ActivationBatch.objects.values_list("number", flat=True))
    assert sorted(numbers) == [1, 2, 3, 4]
