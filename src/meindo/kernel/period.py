"""Half-open periods of calendar days: the first day is in, the end is out."""

from dataclasses import dataclass
from datetime import date

OPEN_END = date(9999, 12, 31)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` up to, not including, `end`; an open end is 9999-12-31. Never empty."""

    start: date
    end: date = OPEN_END

    def __post_init__(self) -> None:
        """Refuse an empty or reversed period with a ValueError."""
        if self.end <= self.start:
            raise ValueError(f"a period must end after its start, not {self.start} to {self.end}")

    @property
    def is_open(self) -> bool:
        """Say whether no end is known."""
        return self.end == OPEN_END

    @property
    def days(self) -> int:
        """Count the calendar days."""
        return (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Say whether the day lies in the period; the end does not."""
        return self.start <= day < self.end

    def overlaps(self, other: "Period") -> bool:
        """Say whether both have at least one day in common."""
        return self.start < other.end and other.start < self.end

    def intersection(self, other: "Period") -> "Period | None":
        """Give the common days, None if there are none."""
        if not self.overlaps(other):
            return None
        return Period(max(self.start, other.start), min(self.end, other.end))

    def split_at(self, day: date) -> "tuple[Period, ...]":
        """Cut before `day`: two parts, or the period itself when the day is not inside or is its start."""
        if not self.start < day < self.end:
            return (self,)
        return Period(self.start, day), Period(day, self.end)
