"""Doubts of an import: kept until somebody decides, and decided once."""

from collections.abc import Iterable
from typing import NamedTuple

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import unit_of_work

from .doubt_models import Doubt, PersonKey
from .models import Person

PURPOSE = "people.measure"


class HeldBack(NamedTuple):
    """A row of an import that waits: its key and name, and who it may be."""

    key: str
    given_name: str
    family_name: str
    person: int
    likeness: str


class DoubtRefused(Exception):
    """It cannot be decided so; the text says why."""


def keep_doubts(rows: Iterable[HeldBack], *, by: Actor) -> None:
    """Note who is to be decided about; what waits already stays as it is."""
    held = {row.key: row for row in rows}
    known = set(Doubt.objects.filter(key__in=held).values_list("key", flat=True))
    new = [row for key, row in held.items() if key not in known]
    if not new:
        return
    with unit_of_work(by, purpose=PURPOSE) as work:
        for row in new:
            Doubt.objects.create(
                key=row.key,
                given_name=row.given_name,
                family_name=row.family_name,
                person_id=row.person,
                likeness=row.likeness,
                seen_at=work.at,
            )
        work.record("people.doubted", rows=len(new))


def decide_doubt(doubt: Doubt, decision: str, *, by: Actor) -> None:
    """The same person bears the new key as well from now on, or somebody else does; the next import brings the row."""
    if by.person_id is None or by.person_id == doubt.person_id:
        raise DoubtRefused(_("Über die eigene Person entscheidet jemand anderes."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        waiting = Doubt.objects.filter(pk=doubt.pk, decision="")
        if not waiting.update(
            decision=decision, decided_by_id=by.person_id, decided_at=work.at, given_name="", family_name=""
        ):
            raise DoubtRefused(_("Das ist schon entschieden."))
        if decision == Doubt.Decision.SAME and not Person.objects.filter(pk=doubt.person_id, key__isnull=True).update(
            key=doubt.key
        ):
            PersonKey.objects.create(key=doubt.key, person_id=doubt.person_id)
        work.record("people.doubt_decided", f"person:{doubt.person.uuid}", decision=decision)
