"""Why data are processed: declared by services, checked at start-up, asked for at every door."""

from dataclasses import dataclass
from typing import Literal

from meindo.kernel.norm import Norm

Starts = Literal["year_end", "closing"]


@dataclass(frozen=True)
class Purpose:
    """One purpose of processing (Art. 30 GDPR): what data, on which basis, who may see them, how long they are kept.

    `viewers` are role keys. `processes` are those whose cases are kept for this purpose; `retention_months` counts from
    the end of the year in which the case was closed, or (`starts`) from the day of closing.
    """

    key: str
    label: str
    legal_basis: tuple[Norm, ...]
    data: tuple[str, ...]
    viewers: tuple[str, ...]
    retention_months: int
    retention_norm: Norm
    offer_to_archive: bool = False
    processes: tuple[str, ...] = ()
    starts: Starts = "year_end"


_purposes: dict[str, Purpose] = {}


def declare(purpose: Purpose) -> None:
    """Announce a purpose at start-up; two different ones must not share a key."""
    if _purposes.get(purpose.key, purpose) != purpose:
        raise ValueError(f"two purposes are called {purpose.key}")
    _purposes[purpose.key] = purpose


def purpose(key: str) -> Purpose:
    """The declared purpose; an undeclared one is a programming error."""
    return _purposes[key]


def purpose_of(process: str) -> Purpose | None:
    """The purpose for which the cases of a process are kept; None for one that no purpose names."""
    return next((found for found in _purposes.values() if process in found.processes), None)


def all_purposes() -> tuple[Purpose, ...]:
    """Every declared purpose, by key."""
    return tuple(_purposes[key] for key in sorted(_purposes))
