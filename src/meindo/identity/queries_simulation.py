"""What a rule would change, against how it would be without the change: for the whole city, nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from meindo.platform.clock import today

from .duties import Conflict, conflicts
from .models import RuleVersion
from .queries_foresight import question_of
from .queries_rules import duties_on, excepted_on, rule_book
from .rule_models import RuleState
from .wanted import NOTHING, Rights, rights


@dataclass(frozen=True)
class Simulation:
    """Rights before and after of everybody for whom they differ, and the conflicts of duties that come of it."""

    before: Mapping[int, Rights]
    after: Mapping[int, Rights]
    conflicts: tuple[Conflict, ...]


def simulate(version: RuleVersion, day: date | None = None) -> Simulation:
    """A version that is not in force: what would be different with it, in place of the one that is. One in force: what
    would be different without its rule. What else waits to be planned is no part of it.
    """
    asked = day or today()
    if version.state == RuleState.ACTIVE:
        now_so = question_of(asked)
        then = replace(now_so, book=rule_book(without=version.rule))
    else:
        then = question_of(asked, instead=[version])
        now_so = replace(then, book=rule_book())
    old, new = rights(now_so), rights(then)
    touched = [person for person in {*old, *new} if old.get(person, NOTHING) != new.get(person, NOTHING)]
    before = {person: old.get(person, NOTHING) for person in touched}
    after = {person: new.get(person, NOTHING) for person in touched}
    duties, excepted = duties_on(asked), excepted_on(asked)
    known = {(conflict.person, conflict.rule) for conflict in conflicts(before, duties, excepted)}
    found = conflicts(after, duties, excepted)
    return Simulation(before, after, tuple(one for one in found if (one.person, one.rule) not in known))
