"""Somebody new: a person with a name and an employment, whose terms and post hold once the measure is ordered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import FOREVER, today
from meindo.platform.outbox.work import unit_of_work

from .commands import Statement, state
from .measure_models import Measure
from .measures import intend_measure
from .models import Employment, NameCell, Person, PersonName
from .projection import project_names
from .queries_movements import Said, as_plan, rehire

PURPOSE = "people.measure"
HIRE = "einstellung"


@dataclass(frozen=True)
class NewPerson:
    """Who is to come: the name, the personnel number of the leading system, the post and the terms."""

    given_name: str
    family_name: str
    personnel_no: str
    email: str
    post_id: int
    start: date
    status_group: str
    share: Decimal = Decimal(1)
    until: date = FOREVER


def add_person(new: NewPerson, *, source: str) -> Employment:
    """The person and the employment, without any terms: nobody is employed by it. IntegrityError for a known number."""
    person = Person.objects.create(email=new.email)
    cell = NameCell.objects.create(person=person, given_name=new.given_name, family_name=new.family_name)
    named = Statement({"person_id": person.pk}, {"cell_id": cell.pk}, min(today(), new.start))
    state(PersonName, [named], source=source)
    job = Employment.objects.create(person=person, personnel_no=new.personnel_no)
    project_names(today(), [person.pk])
    return job


def said_of(job: Employment, new: NewPerson) -> Said:
    """What the measure will state; a limited employment ends by itself."""
    said = rehire(job.pk, new.post_id, new.start, status_group=new.status_group, share=new.share)
    return [(model, Statement(said.key, said.values, said.valid_from, new.until)) for model, said in said]


def intend_hire(new: NewPerson, *, bodies: tuple[str, ...], by: Actor) -> Measure:
    """Write down who is to be hired and ask the bodies; the employment begins when the measure is ordered."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        job = add_person(new, source=by.key)
        work.record("people.added", f"person:{job.person.uuid}")
        return intend_measure(
            kind=HIRE,
            person_id=job.person_id,
            effective_on=new.start,
            plan=as_plan(said_of(job, new)),
            bodies=bodies,
            by=by,
        )
