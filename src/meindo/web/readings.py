"""Every day: note which entries of the public registers read otherwise than before."""

from typing import Any

from django.utils import translation

from meindo.platform.clock import today
from meindo.platform.registry.commands_public import note_readings


def note_all(_key: str, _payload: dict[str, Any]) -> None:
    """Read every register in German, the source language, and keep the digests that are new."""
    from .registers import REGISTERS  # noqa: PLC0415 (what services declare must be there first)

    with translation.override("de"):
        for register in REGISTERS.values():
            note_readings(register.key, register.read(), today())
