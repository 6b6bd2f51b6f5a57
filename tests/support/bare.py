"""Cases put at any step of any declared process, without the service's own commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count

from meindo.platform.audit.actor import Actor
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Process
from meindo.platform.clock import now, today
from meindo.platform.people.models import Employment, Person, Placement

_numbers = count(1)


def unchecked(process: Process) -> Process:
    """The same process without the services' own conditions: roles and steps alone decide."""
    return replace(process, moves=tuple(replace(move, checks=()) for move in process.moves))


@contextmanager
def instead_of_released(process: Process) -> Iterator[None]:
    """Let the engine use this object for the version of the same name."""
    key = (process.key, process.version)
    before = catalogue._processes[key]
    catalogue._processes[key] = process
    try:
        yield
    finally:
        catalogue._processes[key] = before


def bare_case(process: Process, step: str, employment: Employment, **fields: object) -> Case:
    """A case at a step, with its first event."""
    number = next(_numbers)
    found = process.step(step)
    case = Case.objects.create(
        **{
            "number": f"XX-2026-{number:06d}",
            "service": process.key,
            "process": process.key,
            "version": process.version,
            "step": step,
            "is_open": not found.is_end,
            "employment": employment,
            "person_id": employment.person_id,
            "unit_id": Placement.objects.get(employment=employment, is_main=True).unit_id,
            "created_at": now(),
            "step_since": now(),
            "due_on": today() + timedelta(days=7) if found.working_days else None,
            "headline": f"Probe {number}",
            "starts_on": today() - timedelta(days=3),
            "ends_on": today() - timedelta(days=3),
            "amount_eur": Decimal("12.50"),
            **fields,
        }
    )
    made_by(case, employment.person_id, "request", revision=0)
    return case


def made_by(case: Case, person_id: int, move: str, *, revision: int) -> CaseEvent:
    """Note that a person made a move on the case earlier."""
    return CaseEvent.objects.create(
        case=case,
        at=now(),
        move=move,
        target=case.step,
        role="test",
        office="Probe",
        revision=revision,
        decides=False,
        by_id=person_id,
        subject_id=case.person_id,
    )


def actor_of(person: Person) -> Actor:
    """The person as somebody who acts."""
    return Actor(f"person:{person.uuid}", person.pk)
