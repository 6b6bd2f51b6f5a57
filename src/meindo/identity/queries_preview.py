"""What a personnel measure would change, before it is saved: per day, application and account, with the reasons."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from meindo.platform.clock import FOREVER, today
from meindo.platform.people.commands import Statement
from meindo.platform.people.facts import Fact
from meindo.platform.people.queries_movements import Said

from .queries_city import Overlay
from .queries_foresight import Foresight, foresee, question_of


def overlay_of(said: Said) -> Overlay:
    """Statements by kind of fact."""
    found: dict[type[Fact], list[Statement]] = defaultdict(list)
    for model, statement in said:
        found[model].append(statement)
    return found


def preview(people: Iterable[int], said: Said, day: date | None = None) -> Foresight:
    """What would change for some people on a day (default: the first one of what is said, not before today)."""
    asked = list(people)
    first = day or max(today(), min((statement.valid_from for _model, statement in said), default=today()))
    return foresee(question_of(first, people=asked, overlay=overlay_of(said)), asked)


def days_of_change(said: Said) -> list[date]:
    """The days on which something begins or ends by what is said, from today on."""
    days = {day for _model, statement in said for day in (statement.valid_from, statement.valid_until)}
    return sorted({max(day, today()) for day in days if day < FOREVER})
