"""Writes: open a case and move it. One way for web, API, import and worker."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import F

from meindo.kernel.message import mark as _
from meindo.kernel.workdays import WorkingDays
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work
from meindo.platform.people.models import Employment, Placement
from meindo.platform.people.queries import last_unit

from . import catalogue
from .commands_in_hand import put_down
from .models import Case, CaseCounter, CaseEvent
from .process import Move, Process, Reason, Role, Step
from .queries import author_role, hindrance, numbered
from .queries_inquiries import unmarked

HOLD = timedelta(minutes=10)  # so long the author of a move can take it back; nobody is told before


class MoveRefused(Exception):
    """A move that is not possible; `reason` is the sentence for the person."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.msgid)
        self.reason = reason


class StaleCase(MoveRefused):
    """Somebody else moved the case meanwhile."""

    def __init__(self) -> None:
        super().__init__(Reason("Inzwischen hat sich der Vorgang geändert. Bitte sehen Sie sich den neuen Stand an."))


def next_number(prefix: str, year: int) -> str:
    """The next case number, such as DR-2026-000123; gaps are allowed, doubles are not."""
    key = f"{prefix}-{year}"
    CaseCounter.objects.get_or_create(key=key)
    CaseCounter.objects.filter(key=key).update(last=F("last") + 1)
    return numbered(key, CaseCounter.objects.get(key=key).last)


def home_unit(employment: Employment) -> int:
    """The unit where the employment works today, or worked last; its cases belong there."""
    placement = Placement.objects.filter(employment=employment).order_by("-is_main", "id").first()
    unit = placement.unit_id if placement else last_unit(employment)
    if unit is None:
        raise MoveRefused(
            Reason("Für dieses Beschäftigungsverhältnis ist heute keine Organisationseinheit hinterlegt.")
        )
    return unit


def open_case(
    work: Work,
    *,
    service: str,
    process: Process,
    prefix: str,
    employment: Employment,
    first_move: str,
    opened_by: Role | None = None,
    **shown: Any,
) -> Case:
    """Open a case at the start of its process; `shown` are headline, dates, amount and summary for lists.

    A person other than the one concerned is its author and needs the role that enters for others in the unit.
    `opened_by`: an office opens it in this role, which its author holds, also about somebody else, in whose place it
    never acts; or it follows from something that happened, then the system opens it in this automatic role, unasked.
    """
    step = process.step(process.start)
    author = None if work.by.person_id == employment.person_id else work.by.person_id
    case = Case(
        number=next_number(prefix, today().year),
        service=service,
        process=process.key,
        version=process.version,
        step=step.key,
        employment=employment,
        person_id=employment.person_id,
        entered_by_id=author,
        unit_id=home_unit(employment),
        created_at=work.at,
        step_since=work.at,
        due_on=due_on(step),
        **shown,
    )
    role, office = "applicant", _("Antragstellende Person")
    if opened_by is not None:
        _check_opening(case, opened_by, work.by)
        role, office = opened_by.key, opened_by.office
    elif author is not None:
        entering = author_role(case, author, today())
        if entering is None:
            raise MoveRefused(
                Reason("Für diese Person können Sie nichts erfassen: Sie gehört nicht zu Ihren Einheiten.")
            )
        role, office = entering.key, entering.office
    case.save(force_insert=True)
    write_event(work, case, first_move, source="", role=role, office=office)
    return case


def _check_opening(case: Case, opened_by: Role, by: Actor) -> None:
    if opened_by.automatic and by.key != f"system:{opened_by.key}":
        raise MoveRefused(Reason("Diesen Vorgang öffnet niemand von Hand."))
    if not opened_by.automatic and by.person_id not in opened_by.holders(case, today()):
        raise MoveRefused(Reason("Dafür ist eine andere Stelle zuständig: {office}.", {"office": opened_by.office}))


def due_on(step: Step, start: date | None = None) -> date | None:
    """Until when a case should leave this step."""
    if step.working_days is None:
        return None
    return WorkingDays().add(start or today(), step.working_days)


def move(
    work: Work,
    case: Case,
    name: str,
    *,
    revision: int | None = None,
    reason: str = "",
    **changes: Any,
) -> CaseEvent:
    """Move a case as the actor of `work`; the loser of a race gets StaleCase, nobody gets past the checks.

    `changes` are fields of the case that change with the move (amount_eur, due_on, attention).
    """
    process = catalogue.process_of(case.process, case.version)
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if fresh.revision != (case.revision if revision is None else revision):
        raise StaleCase
    found = process.move(name)
    if fresh.step not in found.sources:
        raise StaleCase
    entering = _entering(fresh, found, work.by)
    _check(fresh, found, work.by, reason, entering)
    if found.decides and work.by.person_id is not None:
        work.by = replace(work.by, acting_for_id=found.by.represented(fresh, work.by.person_id, today()))
    target = process.step(found.target)
    source, role = fresh.step, entering or found.by
    marks = {"attention": unmarked(fresh.attention)} if fresh.returned else {}
    values: dict[str, Any] = {"due_on": due_on(target), "returned": False, **marks, **changes}
    values |= {
        "step": target.key,
        "step_since": work.at,
        "is_open": not target.is_end,
        "escalated_at": None,
        "reminded_at": None,
    }
    values["closed_at"] = work.at if target.is_end else None
    moved = Case.objects.filter(pk=case.pk, revision=fresh.revision).update(revision=F("revision") + 1, **values)
    if not moved:
        raise StaleCase
    put_down(case)
    case.refresh_from_db()
    before = {field: plain(fresh, field) for field in values}
    return write_event(work, case, name, source, role.key, role.office, reason, found, before=before)


def plain(case: Case, field: str) -> Any:
    """A field of a case as JSON keeps it, to be restored when the move is taken back."""
    value = getattr(case, field)
    return value if isinstance(value, bool | list | dict | None) else str(value)


def _entering(case: Case, move_: Move, by: Actor) -> Role | None:
    """The role of the author who makes a move of the person concerned in their place; never one that decides."""
    if move_.decides or move_.by.key != "applicant" or by.person_id in (None, case.person_id):
        return None
    return author_role(case, by.person_id, today())


def _check(case: Case, move_: Move, by: Actor, reason: str, entering: Role | None) -> None:
    if move_.needs_reason and not reason.strip():
        raise MoveRefused(Reason("Bitte begründen Sie die Entscheidung."))
    if by.person_id is None:
        if not move_.by.automatic or by.key != f"system:{move_.by.key}":
            raise MoveRefused(Reason("Diesen Schritt macht immer ein Mensch."))
        return
    holders = (entering or move_.by).holders(case, today())
    hindered = hindrance(case, move_, by.person_id, holders)
    if hindered is not None:
        raise MoveRefused(hindered)


def write_event(
    work: Work,
    case: Case,
    name: str,
    source: str,
    role: str,
    office: str,
    reason: str = "",
    move_: Move | None = None,
    before: dict[str, Any] | None = None,
    takes_back: int | None = None,
) -> CaseEvent:
    """Note a move on the case, in the audit log and as an event; what tells people waits while it can be taken back."""
    event = CaseEvent(
        case=case,
        at=work.at,
        move=name,
        source=source,
        target=case.step,
        role=role,
        office=office,
        reason=reason,
        departs=bool(move_ and move_.departs),
        decides=bool(move_ and move_.decides and work.by.person_id),
        revision=case.revision,
        by_id=work.by.person_id,
        subject_id=case.person_id,
        entered_by_id=case.entered_by_id,
        acting_for_id=work.by.acting_for_id,
        before=before or {},
        takes_back=takes_back,
    )
    try:
        event.save(force_insert=True)
    except IntegrityError as problem:
        raise StaleCase from problem
    work.record("case.moved", f"case:{case.uuid}", move=name, source=source, target=case.step)
    hold = HOLD if move_ is not None and move_.retrievable else None
    fields = {"move": name, "source": source, "target": case.step, "revision": case.revision}
    work.emit("case.moved", hold, case=case.pk, service=case.service, **fields)
    return event
