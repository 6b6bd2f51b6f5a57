"""Tables of devices: from which browsers somebody logs in, and which of the city's devices are shared terminals."""

import uuid

from django.db import models

from meindo.platform.clock import now
from meindo.platform.sql import OnceSet


class DeviceKind(models.TextChoices):
    """Whose device it is decides how long a log-in lasts."""

    OWN = "own", "own"
    OTHER = "other", "other"
    TERMINAL = "terminal", "terminal"


class Terminal(models.Model):
    """A shared device of the city. An office declares it; a browser becomes it with a secret that works once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=now)
    set_up_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    guards = (OnceSet(("set_up_at", "ended_at")),)

    def __str__(self) -> str:
        return self.name


class Device(models.Model):
    """A browser from which an account was opened. Program and system are words, the days are days: no address, no
    place, no time of day. `mark` is a digest of what the browser keeps to be known again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("login.User", models.CASCADE, related_name="devices")
    mark = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=DeviceKind.choices)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    terminal = models.ForeignKey(Terminal, models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    last_seen_on = models.DateField(db_index=True)
    session_key = models.CharField(max_length=40, blank=True)
    open_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "mark"], name="device_once_per_account")]

    def __str__(self) -> str:
        return f"{self.browser} {self.system}".strip()
