"""Reminders before a deadline and escalation after it, each once per step of a case; what ends by itself ends."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from meindo.kernel.message import mark as _
from meindo.kernel.workdays import WorkingDays
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.wiring import Job, add_job
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people import line
from meindo.platform.people.authority import deciders

from . import catalogue
from .commands import StaleCase, move
from .message import about
from .models import Case
from .process import Step

REMIND_DAYS = 2
BATCH = 10  # cases per transaction: SQLite has one writer, and nobody else writes meanwhile
KIND = "cases.deadlines"
WORKER = Actor.system("worker")


def check_deadlines(key: str, payload: dict[str, Any]) -> None:
    """Remind whoever has a case that is due soon; tell the next line about one that is overdue.

    A task handles one batch, marks its cases and asks for the next task in the same transaction: a killed worker
    repeats at most the batch that did not commit.
    """
    day = today()
    batch = _batch(day)
    for tell, case in batch:
        tell(case, day)
    if len(batch) == BATCH:
        part = payload.get("part", 0) + 1
        slot = key.removeprefix(f"{KIND}:").partition("/")[0]
        with unit_of_work(WORKER, purpose="cases.inbox") as work:
            work.task(KIND, f"{slot}/{part}", {"part": part})


def _batch(day: date) -> Sequence[tuple[Callable[[Case, date], None], Case]]:
    """The next cases to tell about, most urgent reminder first."""
    found = [(remind, case) for case in due_soon(day)[:BATCH]]
    late = overdue(day)[: BATCH - len(found)]
    return found + [(lapse if _step(case).lapses else escalate, case) for case in late]


def due_soon(day: date) -> QuerySet[Case]:
    """Open cases due within two working days for whose step nobody was reminded yet."""
    limit = WorkingDays().add(day, REMIND_DAYS)
    cases = Case.objects.filter(is_open=True, due_on__gte=day, due_on__lte=limit, reminded_at__isnull=True)
    return cases.order_by("due_on", "id")


def overdue(day: date) -> QuerySet[Case]:
    """Open cases past their day that were not escalated yet."""
    return Case.objects.filter(is_open=True, due_on__lt=day, escalated_at__isnull=True).order_by("due_on", "id")


def remind(case: Case, day: date) -> None:
    """One message per holder and step."""
    text = _("{about} wartet auf Sie: {step} ({number}), bitte bis zum {due}.")
    _tell(case, _holders(case, day), "remind", text, reminded_at=True)


def escalate(case: Case, day: date) -> None:
    """The next line learns that a case waits too long; the case stays where it is and nobody decides by silence."""
    text = _("{about} wartet in Ihrem Bereich: {step} ({number}), fällig war es am {due}.")
    _tell(case, _next_line(case, day) or _holders(case, day), "escalate", text, escalated_at=True)


def lapse(case: Case, day: date) -> None:
    """What ends by itself ends, the day after its last one; its person hears of it like of every move."""
    process = catalogue.process_of(case.process, case.version)
    found = process.move(_step(case).lapses)
    try:
        with unit_of_work(Actor.system(found.by.key), purpose="cases.inbox") as work:
            move(work, case, found.key)
    except StaleCase:
        return  # somebody was faster


def _tell(case: Case, persons: frozenset[int], kind: str, text: str, **marks: bool) -> None:
    with unit_of_work(WORKER, purpose="cases.inbox") as work:
        if not Case.objects.filter(pk=case.pk, revision=case.revision).update(**dict.fromkeys(marks, work.at)):
            return  # moved meanwhile: the new step has a day of its own
        step = _step(case)
        for person in sorted(persons):
            notify(
                work,
                person_id=person,
                key=f"{kind}:{case.pk}:{case.revision}:{person}",
                msgid=text,
                url=f"/vorgang/{case.uuid}/",
                kind="deadline",
                service=case.service,
                due_on=case.due_on,
                about=about(case),
                step=step.label,
                number=case.number,
                due=f"{case.due_on:%d.%m.%Y}",
            )
        work.record(f"case.{kind}", f"case:{case.uuid}", step=case.step)


def _step(case: Case) -> Step:
    return catalogue.process_of(case.process, case.version).step(case.step)


def _holders(case: Case, day: date) -> frozenset[int]:
    step = _step(case)
    return step.waits_for.holders(case, day) if step.waits_for else frozenset()


def _next_line(case: Case, day: date) -> frozenset[int]:
    """The deciders one level above; only for steps that wait for the line."""
    step = _step(case)
    if step.waits_for is None or step.waits_for.key != "line_manager":
        return frozenset()
    chain = line.ancestors(case.unit_id, day)[1:]
    if not chain:
        return frozenset()
    facts = line.line_facts(day, units=chain, matter=case.service)
    return deciders(chain[0], case.person_id, facts).persons - _holders(case, day)


add_job(Job(KIND, check_deadlines), every_minutes=60)
