"""Which duty a right would meet in a person, if it were granted until a day."""

from datetime import date, timedelta
from typing import NamedTuple

from meindo.identity.duties import Action, conflicts
from meindo.identity.models import BusinessRole, Duty, DutyException, Entitlement
from meindo.identity.queries_foresight import question_of
from meindo.identity.queries_rules import duties_on
from meindo.identity.wanted import NOTHING, rights
from meindo.platform.clock import today

from .queries import contents_of


class Met(NamedTuple):
    """A duty of which the person would have both sides."""

    duty: Duty
    action: Action


def duties_met(person_id: int, what: Entitlement | BusinessRole, until: date) -> list[Met]:
    """The duties that it would meet today, except where an exception lasts as long; forbidding ones first."""
    day = today()
    asked = contents_of(what)
    own = rights(question_of(day, people=[person_id])).get(person_id, NOTHING)
    found = conflicts({person_id: own | asked}, duties_on(day), _excepted(person_id, day, until))
    actions = {each.rule: each.action for each in found if asked & (each.one_side | each.other_side)}
    order = [Action.FORBID, Action.APPROVE, Action.REPORT]
    rows = Duty.objects.filter(pk__in=actions).order_by("id")
    return sorted((Met(row, actions[row.pk]) for row in rows), key=lambda met: order.index(met.action))


def _excepted(person_id: int, day: date, until: date) -> frozenset[tuple[int, int]]:
    """The exceptions of a person that hold from today until the end; a shorter one would leave days without."""
    rows = DutyException.objects.filter(person_id=person_id, valid_from__lte=day)
    rows = rows.filter(valid_until__gte=until + timedelta(days=1))
    return frozenset((person_id, duty) for duty in rows.values_list("duty_id", flat=True))
