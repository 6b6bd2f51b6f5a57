"""The declared parameter sets and which of their values two people released."""

from collections.abc import Callable

from meindo.kernel.parameters import ParameterSet

from .models import ValueRelease
from .queries import current_tables

_sources: dict[str, Callable[[], ParameterSet]] = {}


def declare(key: str, source: Callable[[], ParameterSet]) -> None:
    """Announce a service's parameter set at start-up."""
    _sources[key] = source


def sources() -> dict[str, ParameterSet]:
    """Every parameter set that stands in a file, by the key of its service."""
    return {key: source() for key, source in sorted(_sources.items())}


def in_use() -> dict[str, ParameterSet]:
    """The same, and the tables that the city entered, by their act."""
    return sources() | current_tables()


def released_hashes() -> frozenset[str]:
    """The hashes of all values whose release two people have given and nobody ended."""
    rows = ValueRelease.objects.filter(confirmed_at__isnull=False, ended_at__isnull=True)
    return frozenset(rows.values_list("value_hash", flat=True))
