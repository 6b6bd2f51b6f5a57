"""Writes: bring something forward, answer, note what was promised, set up a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.cases.retrieval import taking_back
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Employment

from . import effects, queries, rules
from .bodies import BODIES
from .models import AgendaPoint, Item, Meeting, Part, Promise
from .process import KEY, PROCESSES
from .purposes import TAKE_PART
from .who import OFFICE_ROLE, members

PREFIX = "BT"


@dataclass(frozen=True)
class Matter:
    """What is brought forward, as it was typed. `urgent_because` shortens the time, with reasons."""

    kind: str
    title: str
    text: str
    bodies: tuple[str, ...]
    subject: str = ""
    urgent_because: str = ""
    received_on: date | None = None
    about: int | None = None


def bring_forward(*, employment: Employment, matter: Matter, by: Actor) -> Case:
    """Ask one or several bodies, each in a case of its own; gives the case of the first. What waits for the answer is
    bound to it: from now on its result comes from there alone.
    """
    if not matter.bodies:
        raise MoveRefused(Reason(_("Bitte wählen Sie, wer beteiligt wird.")))
    received = matter.received_on or today()
    with unit_of_work(by, purpose=TAKE_PART.key) as work:
        item = Item.objects.create(
            kind=matter.kind,
            subject=matter.subject,
            title=matter.title,
            text=matter.text,
            urgent_because=matter.urgent_because,
            received_on=received,
            unit_id=queries.unit_about(matter.about),
            about_id=matter.about,
        )
        cases = [_ask(work, item, employment, body) for body in BODIES if body in matter.bodies]
    return cases[0]


def _ask(work: Work, item: Item, employment: Employment, body: str) -> Case:
    due = rules.answer_deadline(
        body, item.received_on, rules.law_on(item.received_on), urgent=bool(item.urgent_because)
    )
    case = open_case(
        work,
        service=KEY,
        process=PROCESSES[body],
        prefix=PREFIX,
        employment=employment,
        first_move="bring_forward",
        opened_by=OFFICE_ROLE,
        headline=item.title,
        summary={"why": BODIES[body].label},
    )
    Case.objects.filter(pk=case.pk).update(due_on=due, unit_id=item.unit_id)
    case.refresh_from_db()
    part = Part.objects.create(case=case, item=item, body=body)
    effects.asked(part, case, by=work.by)
    for person in sorted(members((body,), today()) - {item.about_id}):
        notify(
            work,
            person_id=person,
            key=f"beteiligung:{case.uuid}:{person}",
            msgid=_("Neue Vorlage zur Beteiligung, Antwort bis {day} ({number})."),
            url=f"/vorgang/{case.uuid}/",
            service=KEY,
            due_on=due,
            day=f"{due:%d.%m.%Y}",
            number=case.number,
        )
    return case


def decide(
    *,
    case: Case,
    move_name: str,
    by: Actor,
    reason: str = "",
    amount_eur: Decimal | None = None,
    revision: int,
    field: str = "",
) -> CaseEvent:
    """Make a move on a part, with the day until which is answered next, and with what follows for what waits for it."""
    with unit_of_work(by, purpose=TAKE_PART.key) as work:
        part = queries.part_of(case)
        event = move(work, case, move_name, revision=revision, reason=reason, **_changes(part, case, move_name))
        effects.moved(part, case, move_name, reason=reason, by=by)
    return event


def _changes(part: Part, case: Case, move_name: str) -> dict[str, Any]:
    """The day by which a body answers is set by the law, not by the days of its step."""
    day = today()
    if move_name == "reply":
        return {"due_on": rules.answer_deadline(part.body, day, rules.law_on(day))}
    if move_name == "discussed":
        return {"due_on": rules.answer_deadline(part.body, day, rules.law_on(day), period=rules.DISCUSSED)}
    if move_name.startswith("extend"):
        begins = case.due_on or day
        return {"due_on": rules.answer_deadline(part.body, begins, rules.law_on(day), period=rules.EXTENDED)}
    return {}


take_back = taking_back(TAKE_PART.key)  # where the process lets one


def promise(*, part: Part, text: str, by_whom: str, due_on: date, by: Actor) -> Promise:
    """Note what the office promised the body."""
    assert by.person_id is not None  # noqa: S101 (only people promise)
    with unit_of_work(by, purpose=TAKE_PART.key) as work:
        found = Promise.objects.create(
            part=part, text=text, by_whom=by_whom, due_on=due_on, recorded_at=work.at, recorded_by_id=by.person_id
        )
        work.record("beteiligung.promised", f"promise:{found.uuid}")
    return found


class AlreadyDone(Exception):
    """Somebody else was faster."""


def keep_promise(*, promise: Promise, note: str, by: Actor) -> None:
    """Say that what was promised is done, and how; the members of the body are told."""
    with unit_of_work(by, purpose=TAKE_PART.key) as work:
        waiting = Promise.objects.filter(pk=promise.pk, done_at__isnull=True)
        if not waiting.update(done_at=work.at, done_by_id=by.person_id, done_note=note):
            raise AlreadyDone
        part = queries.part_with_case(promise.part)
        work.record("beteiligung.promise_kept", f"promise:{promise.uuid}")
        for person in sorted(members((part.body,), today()) - {part.item.about_id}):
            notify(
                work,
                person_id=person,
                key=f"promise:{promise.uuid}:{person}",
                msgid=_("Eine Zusage ist erledigt ({number})."),
                url=f"/vorgang/{part.case.uuid}/",
                service=KEY,
                number=part.case.number,
            )


def set_up_meeting(*, body: str, held_on: date, place: str, parts: Iterable[Part], by: Actor) -> Meeting:
    """Set up a meeting of a body with its agenda."""
    assert by.person_id is not None  # noqa: S101 (only people meet)
    with unit_of_work(by, purpose=TAKE_PART.key) as work:
        meeting = Meeting.objects.create(
            body=body, held_on=held_on, place=place, recorded_at=work.at, recorded_by_id=by.person_id
        )
        points = [
            AgendaPoint(meeting=meeting, part=part, position=position)
            for position, part in enumerate(parts, 1)
            if part.body == body
        ]
        AgendaPoint.objects.bulk_create(points)
        work.record("beteiligung.meeting", f"meeting:{meeting.uuid}", points=len(points))
    return meeting


def put_on_agenda(*, meeting: Meeting, part: Part, by: Actor) -> None:
    """Put one more matter on an agenda; twice is once."""
    with unit_of_work(by, purpose=TAKE_PART.key) as work:
        position = AgendaPoint.objects.filter(meeting=meeting).count() + 1
        try:
            with transaction.atomic():
                AgendaPoint.objects.create(meeting=meeting, part=part, position=position)
        except IntegrityError:
            return
        work.record("beteiligung.agenda", f"meeting:{meeting.uuid}")
