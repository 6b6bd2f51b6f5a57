"""Writes: ask a person for access, ask the support for help, take an access in an emergency, decide; each is a case."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.access import commands_support as accesses
from meindo.platform.access.commands_support import LONGEST, LONGEST_EMERGENCY, SupportRefused
from meindo.platform.access.support_models import ASKED, SupportAccess
from meindo.platform.access.support_models import EMERGENCY as URGENT
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Process, Reason, Role
from meindo.platform.cases.retrieval import taking_back
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Employment, Person
from meindo.platform.people.queries import latest_employment

from . import queries
from .models import SupportRequest
from .process import CALENDAR, EMERGENCY, END, GIVE_BACK, GRANT, HELP, KEY, NOTFALLZUGRIFF, REQUEST, SUPPORT, TAKE
from .purposes import HELPING

PREFIX = {REQUEST.key: "ZU", HELP.key: "HI", EMERGENCY.key: "NZ"}
HEADLINE = {
    REQUEST.key: _("Zugriff der Unterstützung"),
    HELP.key: _("Hilfe bei einer Störung"),
    EMERGENCY.key: _("Notfallzugriff der Unterstützung"),
}


@dataclass(frozen=True)
class Wanted:
    """Which cases are to be read: of one service or of all (empty), why, until when, on which access."""

    service: str
    reason: str
    until: date
    access: SupportAccess | None = None


def ask_for_access(*, subject: Person, service: str, reason: str, until: date, by: Actor) -> Case:
    """Ask a person to let the support look at their cases; nothing is open until they grant it."""
    _check(subject, until, by)
    with unit_of_work(by, purpose=HELPING.key) as work:
        access = _access(work, ASKED, subject.pk, Wanted(service, reason, until), granted=False)
        wanted = Wanted(service, reason, until, access)
        return _opened(work, REQUEST, latest_employment(subject.pk), wanted, opened_by=SUPPORT)


def take_access(*, subject: Person, service: str, reason: str, by: Actor) -> Case:
    """Break the glass: open at once until tomorrow. The person is told, a second person reviews it. Who took one does
    not take the same once more before it is reviewed; a colleague may.
    """
    if not service:
        raise MoveRefused(Reason(_("Ein Notfallzugriff gilt für einen einzelnen Dienst.")))
    until = today() + LONGEST_EMERGENCY
    author = _check(subject, until, by)
    with unit_of_work(by, purpose=HELPING.key) as work:
        Person.objects.select_for_update(no_key=True).get(pk=author)  # two at once: the second one waits
        earlier = queries.unreviewed(subject.pk, author, service)
        if earlier is not None:
            raise MoveRefused(
                Reason(
                    _(
                        "Ihr Notfallzugriff {number} auf diesen Dienst ist noch nicht geprüft. Bitten Sie die Person "
                        "um Zustimmung, oder lassen Sie jemand anderen aus der Unterstützung helfen."
                    ),
                    {"number": earlier.number},
                )
            )
        access = _access(work, URGENT, subject.pk, Wanted(service, reason, until), granted=True)
        wanted = Wanted(service, reason, until, access)
        return _opened(work, EMERGENCY, latest_employment(subject.pk), wanted, opened_by=SUPPORT)


def ask_for_help(*, employment: Employment, service: str, reason: str, until: date, by: Actor) -> Case:
    """Ask the support for help and let whoever takes it on look at the own cases until a day."""
    _check_until(until)
    with unit_of_work(by, purpose=HELPING.key) as work:
        return _opened(work, HELP, employment, Wanted(service, reason, until))


def adopt(access: SupportAccess) -> Case:
    """Make the case of an access that waits from before there were cases; who asked or took it is its author."""
    process = EMERGENCY if access.kind == URGENT else REQUEST
    wanted = Wanted(access.service, access.reason, access.until, access)
    with unit_of_work(Actor.system(CALENDAR.key), purpose=HELPING.key) as work:
        case = _opened(work, process, latest_employment(access.subject_id), wanted, opened_by=CALENDAR)
        Case.objects.filter(pk=case.pk).update(entered_by_id=access.by_id)
        case.refresh_from_db()
    return case


def _check(subject: Person, until: date, by: Actor) -> int:
    """Who asks, which is never the person whose cases they are."""
    if by.person_id is None or by.person_id == subject.pk:
        raise MoveRefused(Reason(_("Für die eigenen Vorgänge ist kein Zugriff der Unterstützung nötig.")))
    _check_until(until)
    return by.person_id


def _check_until(until: date) -> None:
    if not today() <= until <= today() + LONGEST:
        raise MoveRefused(Reason(_("Ein Zugriff dauert höchstens 14 Tage.")))


def _access(work: Work, kind: str, subject: int, wanted: Wanted, *, granted: bool) -> SupportAccess:
    assert work.by.person_id is not None  # noqa: S101 (only people look)
    return accesses.make_access(
        work,
        kind=kind,
        subject_id=subject,
        by_id=work.by.person_id,
        service=wanted.service,
        reason=wanted.reason,
        until=wanted.until,
        granted=granted,
    )


def _opened(
    work: Work, process: Process, employment: Employment, wanted: Wanted, *, opened_by: Role | None = None
) -> Case:
    """The case with what stands behind it. Who is asked answers until the last day that is asked for."""
    case = open_case(
        work,
        service=KEY,
        process=process,
        prefix=PREFIX[process.key],
        employment=employment,
        first_move="open",
        opened_by=opened_by,
        headline=HEADLINE[process.key],
        summary={"why": wanted.reason},
    )
    access = wanted.access.uuid if wanted.access else None
    SupportRequest.objects.create(
        case=case, service=wanted.service, reason=wanted.reason, until=wanted.until, access=access
    )
    if process is REQUEST:
        Case.objects.filter(pk=case.pk).update(due_on=wanted.until)
        case.refresh_from_db()
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
    """Make a move, with what it opens or closes in the same transaction."""
    request = queries.request_of(case)
    with unit_of_work(by, purpose=HELPING.key) as work:
        event = move(work, case, move_name, revision=revision, reason=reason, **_changes(request, case, move_name))
        if move_name == GRANT:
            _grant(work, request)
        if move_name == TAKE:
            wanted = Wanted(request.service, request.reason, request.until)
            access = _access(work, ASKED, case.person_id, wanted, granted=True)
            SupportRequest.objects.filter(pk=request.pk).update(access=access.uuid)
        if request.access is not None and case.process == NOTFALLZUGRIFF and event.decides:
            accesses.note_review(work, request.access, reason)
        if request.access is not None and (not case.is_open or move_name in (END, GIVE_BACK)):
            accesses.end_access(work, request.access)
        if event.role == "applicant" and case.entered_by_id is not None:
            _tell_support(work, case, event)
    return event


def _changes(request: SupportRequest, case: Case, move_name: str) -> dict[str, Any]:
    """An open access ends on its last day; that an emergency ends does not put its review off."""
    if move_name in (GRANT, TAKE):
        return {"due_on": request.until}
    return {"due_on": case.due_on} if case.process == NOTFALLZUGRIFF and move_name in (END, GIVE_BACK) else {}


def _grant(work: Work, request: SupportRequest) -> None:
    assert request.access is not None  # noqa: S101 (who asks has an access that waits)
    try:
        accesses.grant_access(work, request.access)
    except SupportRefused as problem:
        raise MoveRefused(Reason(str(problem))) from problem


def _tell_support(work: Work, case: Case, event: CaseEvent) -> None:
    """Whoever asked or took hears at once what the person decided."""
    assert case.entered_by_id is not None  # noqa: S101 (asked by somebody)
    texts = {GRANT: _("Dem Zugriff wurde zugestimmt ({number})."), END: _("Der Zugriff wurde beendet ({number}).")}
    notify(
        work,
        person_id=case.entered_by_id,
        key=f"{KEY}:{case.pk}:{event.revision}",
        msgid=texts.get(event.move, _("Dem Zugriff wurde nicht zugestimmt ({number}).")),
        url=f"/vorgang/{case.uuid}/",
        service=KEY,
        number=case.number,
    )


take_back = taking_back(HELPING.key)  # where the process lets one


def end_without_case(access: SupportAccess, *, by: Actor) -> None:
    """The person concerned ends an access from before there were cases."""
    if by.person_id != access.subject_id:
        raise MoveRefused(Reason(_("Darüber entscheidet nur die betroffene Person.")))
    with unit_of_work(by, purpose=HELPING.key) as work:
        accesses.end_access(work, access.uuid)
