"""With which month's pay an order is paid: the cut-off day is a local, dated value."""

from datetime import date
from functools import cache
from pathlib import Path

from meindo.kernel.parameters import ParameterSet


@cache
def parameters() -> ParameterSet:
    """The dated values of payroll."""
    return ParameterSet.from_file(Path(__file__).with_name("parameters.yaml"))


def pay_month(ordered_on: date) -> date:
    """The first day of the month with whose pay an order of that day is paid."""
    cut_off = parameters().on(ordered_on).integer("cut_off_day")
    month = ordered_on.replace(day=1)
    return month if ordered_on.day <= cut_off else next_month(month)


def next_month(month: date) -> date:
    """The first day of the following month."""
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
