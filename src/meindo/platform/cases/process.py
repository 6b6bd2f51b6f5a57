"""A process as frozen data: steps only wait, moves only decide. Checked when it is declared."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm

if TYPE_CHECKING:
    from .models import Case

Persons = frozenset[int]


@dataclass(frozen=True)
class Reason:
    """Why something is not possible now: a message id and its parameters."""

    msgid: str
    params: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[["Case"], Reason | None]


@dataclass(frozen=True)
class Role:
    """Who may move a case: the same rule twice, for one case and for a list in SQL; a property test holds them equal.

    `office` is what the person concerned reads instead of a name. `cases_for` returns None for somebody who never
    holds the role. `automatic`: a partner system answers in this role, nobody else. `represented` names whom a deputy
    stands in for on a case. `narrows`: a role with the same holders but fewer cases; `but` says which, so that a list
    asks for the holders once. `asks`: what roles of one kind are read from (`rows`), asked once for all of them.
    """

    key: str
    office: str
    holders: Callable[["Case", date], Persons]
    cases_for: Callable[[int, date], Q | None]
    automatic: bool = False
    represented: Callable[["Case", int, date], int | None] = lambda _case, _person, _day: None
    narrows: "Role | None" = None
    but: Callable[[int], Q] = lambda _person: Q()
    asks: Callable[[int, date], Any] | None = None
    rows: Callable[[Any], Q | None] = lambda _asked: None


@dataclass(frozen=True)
class Step:
    """A place where a case waits: for which role, how long (working days), by which norm. Ends wait for nobody.

    `lapses`: what stands here ends by itself after its last day (`Case.due_on`), by this automatic move. It is never a
    decision, so the move has no checks.
    """

    key: str
    label: str
    waits_for: Role | None = None
    working_days: int | None = None
    norm: Norm | None = None
    next_move: str | None = None
    lapses: str = ""

    @property
    def is_end(self) -> bool:
        """Whether the case is over here."""
        return self.waits_for is None

    @property
    def lasts(self) -> bool:
        """Whether a case stays here without a number of days, at least until its matter is over (`Case.ends_on`)."""
        return self.waits_for is not None and self.working_days is None


@dataclass(frozen=True)
class Move:
    """A decision or act that takes a case from a step to another.

    `decides`: about somebody else's matter (never by the person concerned nor who entered it). `departs`: "Besonderer
    Fall", a person departs from the computed result with reasons. `separate_from`: moves that the same person must
    not have made on this case (four eyes). `needs_reason`: a text is required. `row_label`: shorter words for the
    button in a list row. `retrievable`: its author can take it back for a while, as long as nobody acted on it; letters
    and messages leave only afterwards. Never for what moves money.
    """

    key: str
    label: str
    sources: tuple[str, ...]
    target: str
    by: Role
    norm: Norm | None = None
    checks: tuple[Check, ...] = ()
    needs_reason: bool = False
    departs: bool = False
    decides: bool = True
    separate_from: tuple[str, ...] = ()
    in_row: bool = False
    event_label: str = ""
    row_label: str = ""
    retrievable: bool = False


class ProcessInvalid(Exception):
    """The declaration of a process does not hold together; the message says where."""


@dataclass(frozen=True)
class Process:
    """A published way of deciding. A running case stays on its version; released versions are never edited."""

    key: str
    version: int
    label: str
    start: str
    steps: tuple[Step, ...]
    moves: tuple[Move, ...]
    opening_label: str = _("Antrag gestellt")

    def __post_init__(self) -> None:
        for problem in _problems(self):
            raise ProcessInvalid(f"{self.key} v{self.version}: {problem}")

    def step(self, key: str) -> Step:
        """The step of that name."""
        return next(step for step in self.steps if step.key == key)

    def move(self, key: str) -> Move:
        """The move of that name; LookupError for a name that the process does not know."""
        for move in self.moves:
            if move.key == key:
                return move
        raise LookupError(f"{self.key} v{self.version} has no move {key}")

    def moves_from(self, step: str) -> tuple[Move, ...]:
        """What can happen at a step."""
        return tuple(move for move in self.moves if step in move.sources)

    def roles(self) -> tuple[Role, ...]:
        """Every role of the process once, in order of appearance."""
        seen: dict[str, Role] = {}
        for role in [*(s.waits_for for s in self.steps), *(m.by for m in self.moves)]:
            if role is not None:
                seen.setdefault(role.key, role)
        return tuple(seen.values())

    def acts_at(self, role: str) -> frozenset[str]:
        """The steps that wait for a role or that it can move a case from."""
        waits = {step.key for step in self.steps if step.waits_for is not None and step.waits_for.key == role}
        return frozenset(waits.union(*(move.sources for move in self.moves if move.by.key == role)))

    def reached_from(self, starts: Iterable[str], avoiding: frozenset[str] = frozenset()) -> frozenset[str]:
        """The steps to which a case can come from `starts`, these included, without a stop at one of `avoiding`."""
        todo = [step for step in starts if step not in avoiding]
        reached = set(todo)
        while todo:
            new = {move.target for move in self.moves_from(todo.pop())} - reached - avoiding
            reached |= new
            todo += new
        return frozenset(reached)

    def way_from(self, step: str) -> tuple[Step, ...]:
        """The steps that lie ahead when everything goes well."""
        ahead: list[Step] = []
        at = self.step(step)
        while at.next_move and len(ahead) < len(self.steps):
            at = self.step(self.move(at.next_move).target)
            ahead.append(at)
        return tuple(ahead)


def _problems(process: Process) -> list[str]:
    names = [step.key for step in process.steps]
    problems = [f"two steps are called {name}" for name in set(names) if names.count(name) > 1]
    moves = [move.key for move in process.moves]
    problems += [f"two moves are called {name}" for name in set(moves) if moves.count(name) > 1]
    if process.start not in names:
        return [*problems, f"the start {process.start} is no step"]
    for move in process.moves:
        for name in (*move.sources, move.target):
            if name not in names:
                problems.append(f"move {move.key} names the unknown step {name}")
        problems += [f"move {move.key}: {other} is no move" for other in move.separate_from if other not in moves]
    return problems or _reach_problems(process)


def _reach_problems(process: Process) -> list[str]:
    reached = process.reached_from([process.start])
    problems = [f"step {step.key} is never reached" for step in process.steps if step.key not in reached]
    for step in process.steps:
        moves = process.moves_from(step.key)
        if not step.is_end and not moves:
            problems.append(f"step {step.key} is a dead end")
        if not step.is_end and not any(m.by.key == step.waits_for.key for m in moves if step.waits_for):
            problems.append(f"step {step.key} waits for a role that has no move there")
        if step.next_move and step.next_move not in {m.key for m in moves}:
            problems.append(f"step {step.key}: its next move {step.next_move} does not start there")
        if step.lapses and not any(m.key == step.lapses and m.by.automatic and not m.checks for m in moves):
            problems.append(f"step {step.key}: {step.lapses} is no automatic move without checks that starts there")
    return problems
