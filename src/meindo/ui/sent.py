"""What a form sends along without being asked for it."""

from .acting import Request

LONGEST = 9  # digits


def revision_sent(request: Request) -> int:
    """The revision of the case that a page showed; -1, which no case has, for anything that is no such number."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else -1
