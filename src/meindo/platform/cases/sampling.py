"""The random share of unremarkable cases that is checked in full, so that bundles stay honest."""

import secrets

from django.conf import settings

SAMPLE = "sample"  # the key under which a case says that it was drawn


def drawn() -> bool:
    """Whether chance picks a case for a full check: the declared share, the same for everybody, not predictable."""
    return secrets.randbelow(100) < settings.SAMPLE_PERCENT


def kept(attention: list[str]) -> list[str]:
    """What stays of a case's marks when it is computed anew: once drawn, always drawn."""
    return [SAMPLE] if SAMPLE in attention else []
