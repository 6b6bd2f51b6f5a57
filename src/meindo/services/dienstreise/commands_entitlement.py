"""Writes of the entitlement to first class: granted against a proof that is seen and not kept."""

from datetime import date

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.process import Reason
from meindo.platform.clock import FOREVER, today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Person
from meindo.platform.people.queries import places_in_reach

from .models import FirstClass
from .process import TRAVEL_OFFICE
from .purposes import ENTITLE


def grant_first_class(*, person: Person, valid_from: date, valid_until: date = FOREVER, by: Actor) -> None:
    """Allow first class to a person from one day until another (exclusive), as LRKG NRW § 4 Abs. 1 provides.

    The travel office has seen a proof; neither the proof nor what it says is kept. Nobody grants it to themself.
    """
    _check(person, by)
    _state(person, {}, valid_from, valid_until, by, "dienstreise.first_class_granted")


def end_first_class(*, person: Person, by: Actor) -> None:
    """First class is no longer allowed from today on; trips begun before keep what was computed."""
    _check(person, by)
    _state(person, None, today(), FOREVER, by, "dienstreise.first_class_ended")


def _check(person: Person, by: Actor) -> None:
    reach = places_in_reach(by.person_id, TRAVEL_OFFICE.key, today()) if by.person_id is not None else None
    if reach is None or by.person_id == person.pk or not reach.filter(person=person).exists():
        raise MoveRefused(Reason(_("Die Berechtigung erteilt die Reisestelle, und niemand sich selbst.")))


def _state(person: Person, said: dict[str, str] | None, start: date, end: date, by: Actor, what: str) -> None:
    with unit_of_work(by, purpose=ENTITLE.key) as work:
        state(FirstClass, [Statement({"person_id": person.pk}, said, start, end)], source=by.key)
        work.record(what, f"person:{person.uuid}")
