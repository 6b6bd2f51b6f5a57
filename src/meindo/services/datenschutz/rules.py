"""Until when a request of the person concerned is to be answered (Art. 12 GDPR). A person decides on late ones."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from meindo.kernel.law import Law
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.workdays import last_day_of_months


@cache
def parameters() -> ParameterSet:
    """Give the dated values of this service, read once."""
    return ParameterSet.from_file(Path(__file__).with_name("parameters.yaml"))


def law_on(day: date, released: frozenset[str] = frozenset()) -> Law:
    """The values in force on the day on which a request came in."""
    return parameters().on(day, released)


def answer_deadline(received_on: date, law: Law, *, extended: bool = False) -> date:
    """The last day for the answer: months from the day after the request came in, more where it was extended."""
    months = law.integer("answer_months") + (law.integer("extension_months") if extended else 0)
    return last_day_of_months(received_on + timedelta(days=1), months)
