"""Every day: what waits from before there were cases becomes a case, so that it is answered and reviewed like all."""

from typing import Any

from meindo.platform.clock import today

from . import commands, queries

JOB = "unterstuetzung.adopt"


def adopt_all(_key: str, _payload: dict[str, Any]) -> None:
    """Each in a transaction of its own; run again, it finds nothing left."""
    for access in list(queries.undecided_without_case(today())):
        commands.adopt(access)
