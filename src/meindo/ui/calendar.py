"""One appointment as a file that every calendar reads (RFC 5545), so that nobody types it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpResponse

from meindo.platform.clock import now

LONGEST_LINE = 75  # octets, without the line break
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True)
class Appointment:
    """What stands in the calendar. `uid` stays the same, so that a later download replaces the entry; `status` is
    TENTATIVE, CONFIRMED or CANCELLED.
    """

    uid: UUID
    revision: int
    start: datetime
    end: datetime
    title: str
    place: str
    status: str
    url: str

    def lines(self) -> Iterator[str]:
        """The content lines, times as instants so that no calendar has to know our time zone."""
        yield "BEGIN:VCALENDAR"
        yield "VERSION:2.0"
        yield "PRODID:-//meindo//DE"
        yield "METHOD:PUBLISH"
        yield "BEGIN:VEVENT"
        yield f"UID:{self.uid}"
        yield f"SEQUENCE:{self.revision}"
        yield f"DTSTAMP:{_instant(now())}"
        yield f"DTSTART:{_instant(self.start)}"
        if self.end > self.start:
            yield f"DTEND:{_instant(self.end)}"
        yield f"SUMMARY:{_text(self.title)}"
        yield f"LOCATION:{_text(self.place)}"
        yield f"STATUS:{self.status}"
        yield f"URL:{self.url}"
        yield "END:VEVENT"
        yield "END:VCALENDAR"

    def content(self) -> bytes:
        """The whole file."""
        return b"".join(_folded(line) + b"\r\n" for line in self.lines())


def calendar_file(appointment: Appointment, name: str) -> HttpResponse:
    """The appointment as a download."""
    response = HttpResponse(appointment.content(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """A text value: separators escaped, every kind of line break one escape, no control characters."""
    plain = "\n".join(value.splitlines())
    return "".join(char for char in plain if char == "\n" or char.isprintable()).translate(ESCAPES)


def _folded(line: str) -> bytes:
    """A line cut into pieces of at most 75 octets, each further one after a space, never inside a character."""
    found, length = bytearray(), 0
    for char in line:
        octets = char.encode()
        if length + len(octets) > LONGEST_LINE:
            found += b"\r\n "
            length = 1
        found += octets
        length += len(octets)
    return bytes(found)
