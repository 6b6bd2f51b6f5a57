"""When a mail leaves: summaries at seven, quiet hours, weekends, the change of clocks."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meindo.platform.clock import BERLIN
from meindo.platform.notify.rhythm import AT_ONCE, DAILY, NEVER, WEEKLY, Quiet, is_urgent, mail_at

EARLY, LATE = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2030-01-01")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("rhythm", "happens", "leaves"),
    [
        (AT_ONCE, "2026-11-23 10:00", "2026-11-23 10:00"),  # a Monday
        (AT_ONCE, "2026-11-23 19:00", "2026-11-24 06:30"),  # quiet hours begin
        (AT_ONCE, "2026-11-24 05:00", "2026-11-24 06:30"),
        (AT_ONCE, "2026-11-27 20:00", "2026-11-30 06:30"),  # Friday evening: Monday
        (AT_ONCE, "2026-12-24 20:00", "2026-12-28 06:30"),  # Christmas and a weekend
        (DAILY, "2026-11-23 06:59", "2026-11-23 07:00"),
        (DAILY, "2026-11-23 07:00", "2026-11-24 07:00"),
        (DAILY, "2026-11-27 12:00", "2026-11-30 07:00"),
        (DAILY, "2026-10-24 12:00", "2026-10-26 07:00"),  # clocks change in between
        (WEEKLY, "2026-11-23 08:00", "2026-11-30 07:00"),
        (WEEKLY, "2026-11-23 05:00", "2026-11-23 07:00"),
        (WEEKLY, "2027-05-12 12:00", "2027-05-18 07:00"),  # Whit Monday: Tuesday
    ],
)
def test_a_mail_leaves_in_its_rhythm(rhythm: str, happens: str, leaves: str) -> None:
    assert mail_at(rhythm, Quiet(), moment(happens)) == moment(leaves)


def test_never_is_never_even_when_urgent() -> None:
    assert mail_at(NEVER, Quiet(), moment("2026-11-23 10:00"), urgent=True) is None


def test_only_a_near_deadline_breaks_quiet_hours() -> None:
    late = moment("2026-11-27 22:00")
    assert mail_at(AT_ONCE, Quiet(), late, urgent=True) == late
    assert is_urgent(date(2026, 11, 30), date(2026, 11, 27))  # Friday: Monday is the next working day
    assert not is_urgent(date(2026, 12, 1), date(2026, 11, 27))
    assert not is_urgent(None, date(2026, 11, 27))


@given(
    st.datetimes(min_value=EARLY, max_value=LATE),
    st.times(),
    st.times(),
    st.booleans(),
)
def test_quiet_hours_always_end_and_are_respected(at: datetime, start: time, end: time, weekends: bool) -> None:
    quiet = Quiet(start, end, weekends)
    leaves = quiet.over_at(at.replace(tzinfo=BERLIN))
    assert not quiet.covers(leaves)
    assert leaves >= at.replace(tzinfo=BERLIN)
