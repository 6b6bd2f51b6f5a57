"""The calendar file, read back by the rules of RFC 5545."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st

from meindo.platform.clock import BERLIN
from meindo.platform.registry.appointments import Appointment
from meindo.ui.calendar import calendar_of

UID = UUID("6f1a3c9e-8a55-4c6e-9a5f-4f0a3b1c2d3e")
START = datetime(2026, 7, 1, 7, 30, tzinfo=BERLIN)


def appointment(title: str, place: str = "Köln", end: datetime = START + timedelta(hours=9)) -> Appointment:
    return Appointment(UID, 2, START, end, title, place, "TENTATIVE", f"https://example.org/dienstreise/{UID}/")


def read(content: bytes) -> dict[str, str]:
    """Unfold, split, unescape: what a calendar does (RFC 5545, 3.1 and 3.3.11)."""
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    [line.decode() for line in content.split(b"\r\n")]  # no character is cut in two
    text = content.replace(b"\r\n ", b"").decode()
    assert "\n" not in text.replace("\r\n", "")
    found = dict(
        line.split(":", 1) for line in text.removesuffix("\r\n").split("\r\n") if line[:4] not in ("BEGI", "END:")
    )
    unescape = {"\\n": "\n", "\\\\": "\\", "\\;": ";", "\\,": ","}
    return {name: re.sub(r"\\[n\\;,]", lambda hit: unescape[hit[0]], value) for name, value in found.items()}


def test_times_are_instants_so_that_summer_time_needs_no_table() -> None:
    found = read(calendar_of([appointment("Dienstreise")]))
    assert (found["DTSTART"], found["DTEND"]) == ("20260701T053000Z", "20260701T143000Z")
    assert found["UID"] == str(UID)
    assert datetime.strptime(found["DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert "DTEND" not in read(calendar_of([appointment("Dienstreise", end=START)])), "an end must lie behind the start"


def test_nobody_writes_lines_of_their_own_into_the_file() -> None:
    content = calendar_of([appointment("Köln\r\nEND:VEVENT\r\nBEGIN:VALARM", "a;b,c\\d\x00\x07")])
    assert content.count(b"\r\nBEGIN:") == 1
    assert read(content)["SUMMARY"] == "Köln\nEND:VEVENT\nBEGIN:VALARM"
    assert read(content)["LOCATION"] == "a;b,c\\d"


@example("ü" * 200)
@example("x" * 400)
@given(st.text(st.characters(exclude_categories=("C", "Z")), max_size=300))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert read(calendar_of([appointment(text)]))["SUMMARY"] == text
