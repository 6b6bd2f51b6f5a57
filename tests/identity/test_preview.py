"""A preview shows what happens: the same pipeline over supposed and over stated facts gives the same."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from tests.identity.factory import House, build_house, with_rights
from tests.support.city import Newcomer
from tests.support.once import built_once, taken_back

from meindo.identity.queries_foresight import foresee, question_of
from meindo.identity.queries_preview import days_of_change, preview
from meindo.platform.clock import today
from meindo.platform.people import queries_movements as movements
from meindo.platform.people.commands import state
from meindo.platform.people.models import Employment, Post
from meindo.platform.people.queries_movements import Said, as_plan, from_plan

Move = Callable[[Random, House, int], Said]


def build() -> House:
    house = with_rights(build_house())
    house.rule("uebergabe", "bau-lesen", unit="61", overlap_days=5, lead_days=3)
    house.rule("buero", "jugend-lesen", unit="VWB", axis="matrix")
    house.rule("leitung", "jugend-arbeit", unit="61", only_leads=True)
    codes = ("51", "51/1", "61", "61/1")
    house.city.people(
        [Newcomer(f"Viel{n}", house.units[codes[n % 4]], group=("tarif", "beamte")[n % 2]) for n in range(20)]
    )
    house.city.store()
    for number, code in enumerate(codes):
        house.post(f"frei-{number}", code, lead=number == 2)
    return house


house, db = built_once("house", build)


def some_day(random: Random) -> date:
    return today() + timedelta(days=random.randrange(-20, 40))


def free_post(random: Random) -> int:
    return random.choice(list(Post.objects.filter(key__startswith="frei").order_by("id").values_list("id", flat=True)))


def secondment(random: Random, _house: House, job: int) -> Said:
    start = some_day(random)
    share = Decimal(random.choice(("1", "0.5", "0.25")))
    return movements.second(job, free_post(random), start, start + timedelta(days=random.randrange(1, 30)), share=share)


def absence(random: Random, _house: House, job: int) -> Said:
    start = some_day(random)
    return movements.leave(job, start, start + timedelta(days=random.randrange(1, 60)))


MOVES: tuple[Move, ...] = (
    lambda random, _house, job: movements.transfer(job, free_post(random), some_day(random)),
    secondment,
    absence,
    lambda random, _house, job: movements.return_early(job, some_day(random)),
    lambda random, _house, job: movements.depart(job, some_day(random)),
    lambda random, house, job: movements.join(job, house.units["VWB"].pk, some_day(random)),
    lambda random, _house, job: movements.rehire(job, free_post(random), some_day(random), status_group="beamte"),
)


def moved(house: House, random: Random, rounds: int) -> int:
    """Random measures, each shown and then stated; how many of them changed something."""
    jobs = list(Employment.objects.order_by("id").values_list("id", "person_id"))
    changed = 0
    for number in range(rounds):
        job, person = random.choice(jobs)
        said = [entry for move in random.sample(MOVES, random.randrange(1, 3)) for entry in move(random, house, job)]
        day = today() + timedelta(days=random.randrange(50))
        with taken_back():
            shown = preview([person], said, day)
            for model, statement in said:
                state(model, [statement], source="test")
            happened = foresee(question_of(day, people=[person]), [person])
            assert (shown.changes, shown.after) == (happened.changes, happened.after), said
            assert shown.because(person) == happened.because(person), said
            if number % 10 == 0:
                alone = happened.after.get(person)
                assert foresee(question_of(day)).after.get(person) == alone, "alone as in the whole city"
            changed += bool(shown.changes)
    return changed


@pytest.mark.parametrize("seed", range(4))
def test_what_is_shown_before_is_what_happens(db, house, seed: int) -> None:
    assert moved(house, Random(seed), 15) > 5, "the moves do move something"


@pytest.mark.soak
def test_ten_thousand_measures_happen_as_shown(db, house) -> None:
    assert moved(house, Random(2026), 10_000) > 5_000


def test_a_measure_keeps_what_was_previewed(db, house) -> None:
    said = movements.transfer(house.job("ada").pk, Post.objects.get(key="frei-3").pk, today() + timedelta(days=3))
    assert from_plan(as_plan(said)) == said
    assert days_of_change(said) == [today() + timedelta(days=3)]
