"""What every connector does: bring accounts to a state, and say how they are. Nothing here knows a database.

An operation is a wish for a state ("so shall it be"), never a step ("add this"): repeated after a crash, a time-out or
a retry it changes nothing more. Accounts are closed, not deleted: deleting is the retention job's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Image:
    """An account as the application knows it: its name there, open or closed, its rights by the application's own
    keys, and the texts that it shows (`city.Card` as a mapping; a connector writes and reads those that its application
    has). In a wish a text that is missing stays as it is, an empty one goes.
    """

    native_id: str
    enabled: bool
    rights: frozenset[str] = frozenset()
    card: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of one wish: empty `error` means that the application holds the wished state. `is_final`: asking
    again does not help (the application refuses), a person has to look.
    """

    native_id: str
    error: str = ""
    is_final: bool = False


class Unreachable(Exception):
    """The application does not answer, or answers nonsense; nothing is known about what it did."""


class Misconfigured(Unreachable):
    """The settings of the application are missing or wrong: asking again does not help, a person has to look."""


class Broken(Unreachable):
    """Some lines of an answer cannot be read; what was given before holds, nothing is known about the accounts of
    these lines (`problems`, in words).
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems[:5]))


class Connector(Protocol):
    """An open way into one application."""

    def ensure(self, wishes: Sequence[Image]) -> Iterator[Outcome]:
        """Bring accounts to these states, one outcome per wish, in any order; Unreachable where nobody answers (the
        outcomes given so far hold, the other wishes are asked again). A right that is none of the managed ones, or a
        name that comes twice, is refused by name; a refused wish does not stop the others.
        """

    def read(self, native_ids: Iterable[str] | None = None) -> Iterator[Image]:
        """The accounts as they are now, all or those named; whoever is not there is left out. Raises Unreachable, at
        the latest when it is known that something is missing: only what was read to its end is everything.
        """


Opener = Callable[[Mapping[str, Any], Sequence[str]], AbstractContextManager[Connector]]
"""Opens a way by the settings of an application; the second argument lists the keys of all its rights, so that rights
that meindo does not manage are neither read nor touched."""
