"""Until when a body answers. Only the day is computed; that silence counts is said by a person, never by the day."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from meindo.kernel.law import Law
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.workdays import WorkingDays

FIRST, DISCUSSED, EXTENDED = "first", "discussed", "extended"


@cache
def parameters() -> ParameterSet:
    """Give the dated values of this service, read once."""
    return ParameterSet.from_file(Path(__file__).with_name("parameters.yaml"))


def law_on(day: date, released: frozenset[str] = frozenset()) -> Law:
    """The values in force on the day on which a period begins."""
    return parameters().on(day, released)


def answer_deadline(body: str, begins_on: date, law: Law, *, urgent: bool = False, period: str = FIRST) -> date:
    """The last day for the answer of a body: the day that bears the same weekday as the one on which the period began
    (BGB § 188 Abs. 2), or the next working day. Only the first period can be shortened.
    """
    last = begins_on + timedelta(days=_length(body, law, urgent=urgent and period == FIRST, period=period))
    return WorkingDays().on_or_after(last)


def _length(body: str, law: Law, *, urgent: bool, period: str) -> int:
    if urgent:
        return law.integer(f"{body}_urgent_days")
    name = {FIRST: "weeks", DISCUSSED: "discussion_weeks", EXTENDED: "extension_weeks"}[period]
    return 7 * law.integer(f"{body}_{name}")
