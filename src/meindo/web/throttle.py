"""How often anybody may send something without a log-in."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

LIMITS = "10/h/ip,200/h/key"


class TooMany(Exception):
    """From this address, or from everywhere together, there was too much for now."""


def throttled(request: HttpRequest, action: str) -> None:
    """Count one act; TooMany when it is too much. Kept in the memory of log-ins, without the address itself."""
    if not ratelimit.consume(request, app="meindo", action=action, config={action: LIMITS}, key="everybody"):
        raise TooMany
