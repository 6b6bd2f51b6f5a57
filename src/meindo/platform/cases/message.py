"""How a message to a person names a case: by what the person knows of it, not by its number alone."""

from typing import Any

from meindo.kernel.message import Message
from meindo.kernel.message import mark as _

from .models import Case


def about(case: Case) -> str | dict[str, Any]:
    """The headline with the first day ("Köln, 3. Dezember 2026"), as a parameter of a stored message."""
    if case.starts_on is None:
        return case.headline
    return Message(_("{headline}, {day}"), {"headline": case.headline, "day": case.starts_on}).as_data()
