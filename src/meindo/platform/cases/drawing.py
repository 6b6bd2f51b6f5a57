"""Where the steps of a process stand on a picture: lanes are offices, columns follow the usual way."""

from collections import deque
from dataclasses import dataclass
from functools import cached_property

from .process import Move, Process, Step

COLUMN, ROW = 230, 84
BOX_WIDTH, BOX_HEIGHT = 160, 52
LANE_HEAD, MARGIN = 150, 20


@dataclass(frozen=True)
class Box:
    """One step on the picture: its upper left corner in pixels."""

    step: Step
    x: int
    y: int

    @property
    def middle(self) -> int:
        """The height at which arrows come and go."""
        return self.y + BOX_HEIGHT // 2

    @property
    def right(self) -> int:
        """The edge from which arrows leave."""
        return self.x + BOX_WIDTH


@dataclass(frozen=True)
class Lane:
    """What one office does, as a band from top to bottom."""

    office: str
    y: int
    height: int


@dataclass(frozen=True)
class Arrow:
    """From one step to another; `moves` are those that lead this way, each with the number by which a text names it."""

    moves: tuple[tuple[int, Move], ...]
    source: Box
    target: Box
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Drawing:
    """A process laid out; made of its declaration alone, so it is never out of date."""

    process: Process

    @cached_property
    def _columns(self) -> dict[str, int]:
        """The column of each step: its place on the usual way, else one behind where it is first reached from."""
        usual = [self.process.start, *(step.key for step in self.process.way_from(self.process.start))]
        found = {key: place for place, key in enumerate(usual)}
        waiting = deque(usual)
        while waiting:
            key = waiting.popleft()
            for move in self.process.moves_from(key):
                if move.target not in found:
                    found[move.target] = found[key] + 1
                    waiting.append(move.target)
        return found

    @cached_property
    def _offices(self) -> dict[str, str]:
        """The office of each step; an end lies with whoever brings it about."""
        found = {step.key: step.waits_for.office for step in self.process.steps if step.waits_for}
        for move in self.process.moves:
            found.setdefault(move.target, move.by.office)
        return found

    @cached_property
    def _places(self) -> tuple[tuple[Box, ...], tuple[Lane, ...]]:
        boxes, lanes, y = [], [], MARGIN
        for office in dict.fromkeys(self._offices[step.key] for step in self.process.steps):
            rows: dict[int, int] = {}
            for step in (step for step in self.process.steps if self._offices[step.key] == office):
                column = self._columns[step.key]
                row = rows.get(column, 0)
                rows[column] = row + 1
                top = y + row * ROW + (ROW - BOX_HEIGHT) // 2
                boxes.append(Box(step, LANE_HEAD + MARGIN + column * COLUMN, top))
            height = max(rows.values()) * ROW
            lanes.append(Lane(office, y, height))
            y += height
        return tuple(boxes), tuple(lanes)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Every step once."""
        return self._places[0]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Every office once, in the order in which they come in."""
        return self._places[1]

    @cached_property
    def arrows(self) -> tuple[Arrow, ...]:
        """Every way between two steps that a move takes."""
        by_key = {box.step.key: box for box in self.boxes}
        found: dict[tuple[str, str], list[tuple[int, Move]]] = {}
        for number, move in enumerate(self.process.moves, start=1):
            for source in move.sources:
                found.setdefault((source, move.target), []).append((number, move))
        return tuple(
            Arrow(tuple(moves), by_key[source], by_key[target], _way(by_key[source], by_key[target], at % 8 * 5))
            for at, ((source, target), moves) in enumerate(found.items())
        )

    @property
    def width(self) -> int:
        """The whole width in pixels."""
        return max(box.right for box in self.boxes) + 2 * MARGIN + 40

    @property
    def height(self) -> int:
        """The whole height in pixels."""
        return max(lane.y + lane.height for lane in self.lanes) + MARGIN


def _way(source: Box, target: Box, nudge: int) -> tuple[tuple[int, int], ...]:
    """An arrow with right angles: forward through the gap before the target, back through the one below the source.

    `nudge` keeps arrows that share a gap a little apart.
    """
    start, end = (source.right, source.middle), (target.x, target.middle)
    gap = target.x - 56 + nudge
    if target.x > source.x:
        return start, (gap, source.middle), (gap, target.middle), end
    out, below = source.right + 8 + nudge, source.y + BOX_HEIGHT + 4 + nudge // 2
    return start, (out, source.middle), (out, below), (gap, below), (gap, target.middle), end
