"""When a period of keeping ends, and until when the archive answers. Pure: days in, days out."""

from datetime import date
from functools import cache
from pathlib import Path

from meindo.kernel.law import trial_reasons
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.refusal import NotCovered
from meindo.kernel.workdays import add_months
from meindo.platform.purpose import Purpose


@cache
def parameters() -> ParameterSet:
    """Give the dated values of keeping, read once."""
    return ParameterSet.from_file(Path(__file__).with_name("parameters.yaml"))


def kept_until(purpose: Purpose, closed_on: date) -> date:
    """The first day on which a case that was closed on a day may be erased, as far as time decides."""
    if purpose.starts == "closing":
        return add_months(closed_on, purpose.retention_months)
    return add_months(date(closed_on.year + 1, 1, 1), purpose.retention_months)


def answer_passed(offered_on: date, day: date, released: frozenset[str]) -> bool:
    """Whether the archive has had its time. As long as two people have not released the value nothing passes: then
    only an answer counts.
    """
    try:
        law = parameters().on(offered_on, released)
        months = law.integer("answer_months")
    except NotCovered:
        return False
    return not trial_reasons(law.used, released) and day > add_months(offered_on, months)
