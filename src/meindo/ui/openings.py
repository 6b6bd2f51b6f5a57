"""Count how often something that shows people is opened, without the person: in memory, written about once a minute.

A process that is killed loses what it counted since. Nobody is slowed down by a write on every page.
"""

import threading
import time
from collections import Counter

from django.conf import settings
from django.db import OperationalError

from meindo.platform.clock import today
from meindo.platform.registry.commands import note_openings

_lock = threading.Lock()
_waiting: Counter[str] = Counter()
_written = time.monotonic()


def opened(evaluation: str) -> None:
    """Somebody opened it; now and then this call writes down what was counted."""
    global _written  # noqa: PLW0603 (one clock per process)
    with _lock:
        _waiting[evaluation] += 1
        is_due = time.monotonic() - _written >= settings.OPENINGS_EVERY_SECONDS
        if is_due:
            _written = time.monotonic()
    if is_due:
        write_down()


def write_down() -> None:
    """Write down what was counted so far; what cannot be written now waits for the next time."""
    with _lock:
        counts = dict(_waiting)
        _waiting.clear()
    try:
        note_openings(counts, today().replace(day=1))
    except OperationalError:
        with _lock:
            _waiting.update(counts)
