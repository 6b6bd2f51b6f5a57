"""Appointments as a file that every calendar reads (RFC 5545), so that nobody types them again."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.http import HttpResponse

from meindo.platform.clock import now
from meindo.platform.registry.appointments import Appointment

LONGEST_LINE = 75  # octets, without the line break
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
MEDIA_TYPE = "text/calendar; charset=utf-8"
BUSY = "Nicht verfügbar"


def calendar_of(appointments: Iterable[Appointment], name: str = "", *, busy: bool = False) -> bytes:
    """The whole file. `name` is how a calendar that reads it again and again calls it; `busy`: only that the person is
    not there, neither why nor where.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//meindo//DE"]
    lines += [f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"] if name else ["METHOD:PUBLISH"]
    for appointment in appointments:
        lines += [*_event(appointment, busy=busy)]
    return b"".join(_folded(line) + b"\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(appointment: Appointment, *, busy: bool) -> Iterator[str]:
    """The content lines, times as instants so that no calendar has to know our time zone."""
    yield "BEGIN:VEVENT"
    yield f"UID:{appointment.uid}"
    yield f"SEQUENCE:{appointment.revision}"
    yield f"DTSTAMP:{_instant(now())}"
    yield f"DTSTART:{_instant(appointment.start)}"
    if appointment.end > appointment.start:
        yield f"DTEND:{_instant(appointment.end)}"
    yield f"SUMMARY:{BUSY if busy else _text(appointment.title)}"
    if not busy:
        yield f"LOCATION:{_text(appointment.place)}"
        yield f"URL:{appointment.url}"
    yield f"STATUS:{appointment.status}"
    yield "END:VEVENT"


def calendar_file(appointment: Appointment, name: str) -> HttpResponse:
    """One appointment as a download."""
    response = HttpResponse(calendar_of([appointment]), content_type=MEDIA_TYPE)
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
