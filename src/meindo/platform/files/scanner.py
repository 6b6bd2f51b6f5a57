"""Ask a ClamAV daemon about bytes (INSTREAM); without an answer nothing counts as clean."""

import socket
from enum import Enum

from django.conf import settings

SECONDS = 20
CHUNK = 65_536


class Verdict(Enum):
    """What the scanner said, or that it said nothing."""

    CLEAN = "clean"
    INFECTED = "infected"
    NO_ANSWER = "no answer"
    NOT_CONFIGURED = "not configured"


def is_configured() -> bool:
    """Whether files are scanned here; a page says so where they are not."""
    return bool(settings.CLAMD)


def scan(content: bytes) -> Verdict:
    """The verdict on the bytes."""
    if not is_configured():
        return Verdict.NOT_CONFIGURED
    try:
        answer = _ask(content)
    except (OSError, ValueError):  # not there, too slow, or an address that is none
        return Verdict.NO_ANSWER
    if answer.endswith(b" FOUND"):
        return Verdict.INFECTED
    return Verdict.CLEAN if answer == b"stream: OK" else Verdict.NO_ANSWER


def _ask(content: bytes) -> bytes:
    with _connection() as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            line.sendall(len(part).to_bytes(4, "big") + part)
        line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    return answer.rstrip(b"\0").strip()


def _connection() -> socket.socket:
    host, _colon, port = settings.CLAMD.rpartition(":")
    if not settings.CLAMD.startswith("/"):
        return socket.create_connection((host, int(port)), SECONDS)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(SECONDS)
        line.connect(settings.CLAMD)
    except OSError:
        line.close()
        raise
    return line
