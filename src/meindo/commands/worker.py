"""Run the worker: effects, deadlines, the audit chain. One or several may run."""

import os
import signal
import socket
import time
from argparse import ArgumentParser, Namespace
from types import FrameType

from django.db import connection

IDLE_SECONDS = 0.5
PLAN_SECONDS = 20


class Stop:
    """Set by a signal; the task at hand is finished first."""

    def __init__(self) -> None:
        self.wanted = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.wanted = True


def add_arguments(parser: ArgumentParser) -> None:
    """`--once`: do what is due, then end."""
    parser.add_argument("--once", action="store_true")


def run(options: Namespace) -> int:
    """Until stopped."""
    from meindo.platform.audit.chain import chain_pending  # noqa: PLC0415 (needs Django)
    from meindo.platform.outbox.worker import drain, give_sign, plan_recurring  # noqa: PLC0415
    from meindo.platform.people.projection import ensure_today  # noqa: PLC0415

    stop, planned = Stop(), 0.0
    while not stop.wanted:
        if time.monotonic() - planned > PLAN_SECONDS or not planned:
            ensure_today()
            plan_recurring()
            give_sign(f"{socket.gethostname()}:{os.getpid()}")
            planned = time.monotonic()
        done = drain(limit=200) + chain_pending()
        if options.once and not done:
            return 0
        if not done:
            connection.close_if_unusable_or_obsolete()
            time.sleep(IDLE_SECONDS)
    return 0
