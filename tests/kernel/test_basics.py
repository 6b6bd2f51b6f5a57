"""Norms, money, periods, working days and messages keep their promises."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meindo.kernel.message import Message
from meindo.kernel.money import cents, euro
from meindo.kernel.norm import Norm
from meindo.kernel.period import OPEN_END, Period
from meindo.kernel.workdays import WorkingDays, add_months, easter_sunday, holidays_nrw, last_day_of_months

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
WORKING = WorkingDays()


def test_norm_is_cited_as_people_write_it() -> None:
    norm = Norm("LRKG NRW", "§ 5 Abs. 1", gazette="GV. NRW. 2021 S. 1367")
    assert str(norm) == "LRKG NRW § 5 Abs. 1"
    assert Norm.from_data(norm.as_data()) == norm


@pytest.mark.parametrize(
    ("amount", "expected"), [("2.875", "2.88"), ("2.874", "2.87"), ("-2.875", "-2.88"), ("3", "3.00")]
)
def test_cents_are_rounded_half_up(amount: str, expected: str) -> None:
    assert str(cents(Decimal(amount))) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("1234.5", "1.234,50\u00a0€"), ("0", "0,00\u00a0€"), ("-1000000.005", "-1.000.000,01\u00a0€")],
)
def test_euro_is_written_the_german_way(amount: str, expected: str) -> None:
    assert euro(amount) == expected


def test_message_keeps_types_and_renders_late() -> None:
    params = {"km": Decimal("12.5"), "day": date(2026, 3, 2), "count": 2, "who": "Amt"}
    message = Message("{count} × {km} km am {day} ({who})", params)
    assert message.render() == "2 × 12,5 km am 02.03.2026 (Amt)"
    assert message.render(lambda text: text.replace("am", "on")) == "2 × 12,5 km on 02.03.2026 (Amt)"
    assert Message.from_data(message.as_data()) == message


def test_period_is_half_open_and_never_empty() -> None:
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    assert year.contains(date(2026, 12, 31))
    assert not year.contains(date(2027, 1, 1))
    assert year.days == 365
    assert Period(date(2026, 1, 1)).is_open
    assert not year.overlaps(Period(date(2027, 1, 1)))
    assert year.intersection(Period(date(2026, 12, 31), OPEN_END)) == Period(date(2026, 12, 31), date(2027, 1, 1))
    with pytest.raises(ValueError, match="end after its start"):
        Period(date(2026, 1, 1), date(2026, 1, 1))


@given(start=DAYS, length=st.integers(1, 4000), shift=st.integers(-100, 4100))
def test_parts_of_a_split_period_are_the_whole(start: date, length: int, shift: int) -> None:
    whole = Period(start, start + timedelta(days=length))
    parts = whole.split_at(start + timedelta(days=shift))
    assert sum(part.days for part in parts) == whole.days
    assert parts[0].start == whole.start
    assert parts[-1].end == whole.end
    assert all(before.end == after.start for before, after in pairwise(parts))


@given(one=st.tuples(DAYS, st.integers(1, 900)), two=st.tuples(DAYS, st.integers(1, 900)), day=DAYS)
def test_intersection_holds_what_both_hold(one: tuple[date, int], two: tuple[date, int], day: date) -> None:
    first, second = (Period(start, start + timedelta(days=length)) for start, length in (one, two))
    common = first.intersection(second)
    assert (common is not None and common.contains(day)) == (first.contains(day) and second.contains(day))
    assert (common is not None) == first.overlaps(second) == second.overlaps(first)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25)],
)
def test_easter_falls_on_the_known_days(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


def test_holidays_of_2026() -> None:
    expected = [
        "01-01",
        "04-03",
        "04-06",
        "05-01",
        "05-14",
        "05-25",
        "06-04",
        "10-03",
        "11-01",
        "12-25",
        "12-26",
    ]
    assert sorted(day.strftime("%m-%d") for day in holidays_nrw(2026)) == expected


def test_working_days_jump_over_weekends_and_holidays() -> None:
    maundy_thursday = date(2026, 4, 2)
    assert WORKING.add(maundy_thursday, 1) == date(2026, 4, 7)
    assert WORKING.add(date(2026, 4, 7), -1) == maundy_thursday
    assert WORKING.on_or_after(date(2026, 5, 1)) == date(2026, 5, 4)
    assert WORKING.add(date(2026, 4, 4), 0) == date(2026, 4, 4)


@given(day=DAYS, n=st.integers(1, 40))
def test_adding_working_days_counts_each_once(day: date, n: int) -> None:
    end = WORKING.add(day, n)
    between = (day + timedelta(days=shift) for shift in range(1, (end - day).days + 1))
    assert sum(map(WORKING.is_working_day, between)) == n


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-03-01", "2026-08-31"),
        ("2026-03-16", "2026-09-15"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-30", "2028-02-29"),
    ],
)
def test_six_months_end_the_day_before_or_at_the_end_of_the_month(first: str, last: str) -> None:
    assert last_day_of_months(date.fromisoformat(first), 6) == date.fromisoformat(last)


@given(day=DAYS, months=st.integers(-60, 60))
def test_adding_months_keeps_the_day_or_clips_it(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1
    assert WORKING.add_months(day, months) == moved
