"""Reads of devices and terminals."""

from django.db.models import Q, QuerySet

from meindo.platform.clock import now

from .models import Device, Terminal, Token, User


def open_devices(user: User) -> QuerySet[Device]:
    """Where somebody is logged in just now, last used first."""
    still = Device.objects.filter(user=user, open_until__gt=now()).exclude(session_key="")
    return still.select_related("terminal").order_by("-last_seen_on", "-pk")


def terminals() -> QuerySet[Terminal]:
    """The shared terminals that are in use or waiting to be set up, by name."""
    return Terminal.objects.filter(ended_at__isnull=True).order_by("name", "pk")


def terminal_of(uuid: str) -> Terminal | None:
    """The terminal that a browser says it is; None for one that ended."""
    return terminals().filter(uuid=uuid, set_up_at__isnull=False).first()


def terminal_to_set_up(secret: str) -> Terminal | None:
    """The terminal that waits for this secret; None when it was used."""
    return terminals().filter(digest=Token.digest_of(secret), set_up_at__isnull=True).first()


def sessions_of(user: User, *, but: str = "") -> list[str]:
    """The keys of sessions on the devices of an account, without one."""
    rows = Device.objects.filter(user=user).exclude(Q(session_key="") | Q(session_key=but))
    return list(rows.values_list("session_key", flat=True))
