"""Until when a decision can be objected to: Widerspruch (VwGO § 70) or § 37 TVöD. A person decides on late ones."""

from datetime import date, timedelta
from functools import cache

from meindo.kernel.law import Law
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.workdays import last_day_of_months
from meindo.services.dienstreise.rules import parameters

WIDERSPRUCH, ASSERTION = "widerspruch", "assertion"
KEYS = {WIDERSPRUCH: "objection_months", ASSERTION: "assertion_months"}


@cache
def _acts() -> ParameterSet:
    return parameters().of_acts(("vwgo", "tvoed"))


def remedy_law(day: date) -> Law:
    """The values in force on the day on which a decision was given."""
    return _acts().on(day)


def remedy_deadline(given_on: date, kind: str, law: Law) -> date:
    """The last day on which a Widerspruch or an assertion is in time.

    The months begin on the day after the decision was given (BGB § 187 Abs. 1, § 188 Abs. 2). A weekend does not move
    the day; ValueError for a kind that does not exist.
    """
    if kind not in KEYS:
        raise ValueError(f"unknown kind of remedy: {kind}")
    return last_day_of_months(given_on + timedelta(days=1), law.integer(KEYS[kind]))
