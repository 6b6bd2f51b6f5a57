"""How often anybody may send something without a log-in."""

from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest

LIMITS = "10/h/ip,200/h/key"
CODE_LIMITS = "10/m/ip,60/h/ip"  # wrong codes; a right one is not counted


class TooMany(Exception):
    """From this address, or from everywhere together, there was too much for now."""


def throttled(request: HttpRequest, action: str, limits: str = LIMITS) -> Any:
    """Count one act; TooMany when it is too much. Kept in the memory of log-ins, without the address itself.

    What comes back takes the act off the count again: `rollback()`.
    """
    usage = ratelimit.consume(request, app="meindo", action=action, config={action: limits}, key="everybody")
    if not usage:
        raise TooMany
    return usage
