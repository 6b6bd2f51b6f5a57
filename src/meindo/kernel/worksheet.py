"""The sheet on which rules write line after line until it becomes a finding."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from meindo.kernel.finding import Finding, Hint, Kind, Line, total
from meindo.kernel.law import Law
from meindo.kernel.message import Message, Param
from meindo.kernel.money import ZERO, cents
from meindo.kernel.refusal import NotCovered, Refusal
from meindo.kernel.values import DatedValue


class Worksheet:
    """Collects lines, hints and refusals of one computation under one law."""

    def __init__(self, law: Law) -> None:
        """Begin an empty sheet with a fresh record of what is used."""
        self.law = law.fresh()
        self.lines: list[Line] = []
        self.hints: list[Hint] = []
        self.refusals: list[Refusal] = []

    def add(
        self,
        group: str,
        text: str,
        amount: Decimal,
        *keys: str | DatedValue,
        kind: Kind = "entitlement",
        day: date | None = None,
        **params: Param,
    ) -> Decimal:
        """Write a line, rounded to cents, and give its amount.

        The first of `keys` (names, or values already looked up) gives the norm, all of them are noted as used.
        `text` is a marked msgid; `day` is also its placeholder {day}.
        """
        values = [self.law.value(key) if isinstance(key, str) else key for key in keys]
        shown: dict[str, Param] = {**params, "day": day} if day else params
        refs = tuple(value.id for value in values)
        line = Line(kind, group, Message(text, shown), cents(amount), values[0].norm, refs, day)
        self.lines.append(line)
        return line.amount_eur

    def hint(self, name: str, text: str, **params: Param) -> None:
        """Note something that a person should look at."""
        self.hints.append(Hint(name, Message(text, params)))

    def hint_once(self, name: str, text: str, **params: Param) -> None:
        """Note it, unless the same was noted before."""
        hint = Hint(name, Message(text, params))
        if hint not in self.hints:
            self.hints.append(hint)

    def attempt(self, step: Callable[[], object]) -> None:
        """Run one step; if it meets something not covered, drop its lines and note the refusal."""
        before = len(self.lines), len(self.hints)
        try:
            step()
        except NotCovered as gap:
            del self.lines[before[0] :], self.hints[before[1] :]
            if gap.refusal not in self.refusals:
                self.refusals.append(gap.refusal)

    def group_eur(self, group: str) -> Decimal:
        """Add up the entitlement lines of a group so far."""
        return total((line for line in self.lines if line.group == group), "entitlement")

    def by_day(self, group: str) -> dict[date, Decimal]:
        """Add up the entitlement lines of a group per day, in order; lines without day left out."""
        sums: dict[date, Decimal] = {}
        for line in self.lines:
            if line.group == group and line.day and line.kind == "entitlement":
                sums[line.day] = sums.get(line.day, ZERO) + line.amount_eur
        return dict(sorted(sums.items()))

    def finding(self) -> Finding:
        """Close the sheet."""
        return Finding.of(self.lines, self.law, self.hints, self.refusals)
