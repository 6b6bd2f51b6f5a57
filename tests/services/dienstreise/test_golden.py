"""Every golden case comes out as it says, and the cases walk over every change of law."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from meindo.kernel.golden import GoldenCase, golden_files, read_case, rule_named, run_golden
from meindo.kernel.strict_yaml import load
from meindo.kernel.values import DatedValue
from meindo.services.dienstreise import rules

GOLDEN = Path(__file__).parent / "golden"
ONE_DAY = timedelta(days=1)


class Use(NamedTuple):
    """A rule, the day of a case and the ids of the values it used."""

    rule: str
    day: date
    values: frozenset[str]


def all_cases() -> Iterator[GoldenCase]:
    for file in golden_files(GOLDEN):
        for row in load(file.read_text(encoding="utf-8")):
            yield read_case(row, file.name)


def typed_values() -> list[tuple[DatedValue, ...]]:
    """All values but the rows of the table of amounts abroad, which has tests of its own (test_abroad_table)."""
    return [row for key, row in rules.parameters().values.items() if not key.startswith("estg_abroad.")]


@cache
def uses() -> tuple[Use, ...]:
    found = []
    for case in all_cases():
        actual = rule_named(case.rule).run(case.day, case.given)
        found.append(Use(case.rule, case.day, frozenset(actual.get("values", ()))))
    return tuple(found)


def test_every_golden_case_comes_out_as_expected() -> None:
    report = run_golden([GOLDEN])
    assert not report.failed, report.text()
    assert len(report.outcomes) >= 120


def test_names_of_cases_are_unique_within_a_rule() -> None:
    names = [(case.rule, case.name) for case in all_cases()]
    assert len(names) == len(set(names))


def test_every_value_is_used_by_a_case() -> None:
    used = {value for use in uses() for value in use.values}
    known = {value.id for row in typed_values() for value in row}
    assert known - used == set()


def test_every_rule_has_cases_around_every_change_of_its_values() -> None:
    missing = []
    for rule in {use.rule for use in uses()}:
        keys = {value.partition("@")[0] for use in uses() if use.rule == rule for value in use.values}
        keys &= rules.parameters().values.keys()  # a case may bring a local table of its own
        days = {use.day for use in uses() if use.rule == rule}
        for change in rules.parameters().change_days(keys):
            around = (change - ONE_DAY, change, change + ONE_DAY)
            missing += [f"{rule}: no case on {day}" for day in around if day not in days]
    assert missing == []


def test_every_changed_value_is_used_the_day_before_of_and_after() -> None:
    missing = []
    seen = {(use.day, value) for use in uses() for value in use.values}
    for row in typed_values():
        for before, after in pairwise(row):
            change = after.period.start
            needed = ((change - ONE_DAY, before.id), (change, after.id), (change + ONE_DAY, after.id))
            missing += [f"{value} is not used on {day}" for day, value in needed if (day, value) not in seen]
    assert missing == []
