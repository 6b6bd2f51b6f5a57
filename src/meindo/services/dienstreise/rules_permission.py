"""How long a standing permission usually holds: a value of the city, nothing that the law limits."""

from datetime import date

from meindo.kernel.law import Law
from meindo.kernel.workdays import last_day_of_months


def longest_until(first_day: date, law: Law) -> date:
    """Give the last day of a permission that begins on a day and lasts as long as usual."""
    return last_day_of_months(first_day, law.integer("standing_permission_months"))


def is_long(first_day: date, last_day: date, law: Law) -> bool:
    """Say whether a permission would last longer than usual: it can be asked for, and a person decides with reasons."""
    if not law.has("standing_permission_months"):
        return False
    return last_day > longest_until(first_day, law)
