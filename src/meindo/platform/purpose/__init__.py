"""Why data are processed: declared by services, checked at start-up, asked for at every door."""

from dataclasses import dataclass

from meindo.kernel.norm import Norm


@dataclass(frozen=True)
class Purpose:
    """One purpose of processing (Art. 30 GDPR): what data, on which basis, who may see them, how long they are kept.

    `viewers` are role keys; `retention_months` counts from the end of the year in which the case was closed.
    """

    key: str
    label: str
    legal_basis: tuple[Norm, ...]
    data: tuple[str, ...]
    viewers: tuple[str, ...]
    retention_months: int
    retention_norm: Norm
    offer_to_archive: bool = False


_purposes: dict[str, Purpose] = {}


def declare(purpose: Purpose) -> None:
    """Announce a purpose at start-up; two different ones must not share a key."""
    if _purposes.get(purpose.key, purpose) != purpose:
        raise ValueError(f"two purposes are called {purpose.key}")
    _purposes[purpose.key] = purpose


def purpose(key: str) -> Purpose:
    """The declared purpose; an undeclared one is a programming error."""
    return _purposes[key]


def all_purposes() -> tuple[Purpose, ...]:
    """Every declared purpose, by key."""
    return tuple(_purposes[key] for key in sorted(_purposes))
