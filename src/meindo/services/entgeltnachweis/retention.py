"""How long a pay statement is kept: the months of its purpose, counted from the end of the year of the month."""

from datetime import date

from .purposes import KEEP


def first_month(day: date) -> date:
    """The first month whose statements are still kept on a day."""
    return date(day.year - KEEP.retention_months // 12, 1, 1)
