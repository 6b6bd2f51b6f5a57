"""Writes of standing permissions: asked for, decided, ended early, revoked for the future, run out."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.commands_inquiries import note_question
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.cases.queries_inquiries import QUESTION
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Employment

from . import queries_permission, questions
from .letter_task import ask_for_letter
from .models import StandingPermission
from .permission_request import PermissionRequest
from .process import KEY
from .process_permission import CALENDAR, PERMISSION
from .purposes import PERMIT

SYSTEM = Actor.system(CALENDAR.key)
SHORTENING = ("end_early", "revoke")  # only together with a day
BATCH = 20
DAILY = "dienstreise.permissions"


def request_permission(
    *, employment: Employment, request: PermissionRequest, by: Actor, received_on: date | None = None
) -> Case:
    """Ask for a standing permission (LRKG NRW § 2 Abs. 2); returns the case that waits for the line manager.

    One for longer than usual or from a day that is over is marked for the decision, not refused; `received_on` is the
    day on which a request on paper came in.
    """
    with unit_of_work(by, purpose=PERMIT.key) as work:
        case = open_case(
            work,
            service=KEY,
            process=PERMISSION,
            prefix="DG",
            employment=employment,
            first_move="request",
            **request.shown(received_on or today()),
        )
        store_permission(case, request)
    return case


def store_permission(case: Case, request: PermissionRequest, number: int = 1) -> StandingPermission:
    """Write down what is asked for, or what holds from now on."""
    case.__dict__.pop("permission_seen", None)
    return StandingPermission.objects.create(
        case=case, employment_id=case.employment_id, number=number, **request.stored()
    )


def supersede_permission(work: Work, case: Case, request: PermissionRequest) -> StandingPermission:
    """Another version takes the place of the one in force, which stays readable."""
    found = StandingPermission.objects.get(case=case, superseded_at__isnull=True)
    StandingPermission.objects.filter(pk=found.pk).update(superseded_at=work.at)
    return store_permission(case, request, found.number + 1)


def request_in(permission: StandingPermission) -> PermissionRequest:
    """What a row says."""
    found = {field.name: getattr(permission, field.name) for field in fields(PermissionRequest)}
    return PermissionRequest(**{**found, "means": tuple(permission.means)})


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
    """Make a move on a permission, with the question or the letter that belongs to it; there is no amount to set."""
    if move_name in SHORTENING:
        raise MoveRefused(Reason(_("Bitte nennen Sie den letzten Tag auf der Seite der Dauergenehmigung.")))
    if move_name == "answer_request":
        raise MoveRefused(Reason(_("Bitte antworten Sie auf der Seite der Frage.")))
    if move_name == "give_back" and not questions.is_askable(case, field):
        raise MoveRefused(Reason(_("Diese Angabe gibt es in diesem Vorgang nicht. Bitte wählen Sie neu.")))
    with unit_of_work(by, purpose=PERMIT.key) as work:
        event = move(work, case, move_name, revision=revision, reason=reason)
        if move_name == "give_back":
            note_question(event, field=field, kind=QUESTION, due_on=None)
        if move_name == "reject":
            ask_for_letter(work, case)
    return event


def shorten(*, case: Case, move_name: str, last_day: date, by: Actor, reason: str = "", revision: int) -> CaseEvent:
    """End the own permission early (`end_early`), or revoke one for the future (`revoke`, by the line, with a reason).

    It holds until the end of `last_day`, which lies neither in the past nor after the day until which it held anyway.
    What was travelled until then can be claimed.
    """
    if move_name not in SHORTENING:
        raise MoveRefused(Reason(_("Diesen Schritt gibt es nicht.")))
    permission = queries_permission.permission_of(case)
    if not today() <= last_day <= max(permission.last_day, today()):
        params = {"day": permission.last_day}
        raise MoveRefused(Reason(_("Der letzte Tag liegt zwischen heute und dem {day}."), params))
    with unit_of_work(by, purpose=PERMIT.key) as work:
        event = move(work, case, move_name, revision=revision, reason=reason, **_ends(permission, last_day))
        until = max(last_day + timedelta(days=1), permission.valid_from)
        supersede_permission(work, case, replace(request_in(permission), valid_until=until))
        if move_name == "revoke":
            ask_for_letter(work, case)
    return event


def _ends(permission: StandingPermission, last_day: date) -> dict[str, Any]:
    """The last day as a field of the case; one that had not begun yet keeps no days."""
    return {"ends_on": max(last_day, permission.valid_from)}


def end_over(_key: str, payload: dict[str, Any]) -> None:
    """Once a day: end the permissions whose last day is over, some at a time."""
    batch = list(queries_permission.over(today())[:BATCH])
    for case in batch:
        with unit_of_work(SYSTEM, purpose=PERMIT.key) as work:
            move(work, case, "end")
    if len(batch) == BATCH:
        part = payload.get("part", 0) + 1
        with unit_of_work(SYSTEM, purpose=PERMIT.key) as work:
            work.task(DAILY, f"{DAILY}:{today()}/{part}", {"part": part})
