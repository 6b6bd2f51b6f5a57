"""Writes: ask for a right, decide about it, and what follows: the grant, the exception, who is told."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from meindo.identity.commands_grants import GrantRefused, except_duty, grant_right, longest, revoke_grant
from meindo.identity.duties import Action
from meindo.identity.models import AccessRequest, BusinessRole, Entitlement, Grant
from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, move, open_case
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.process import Reason
from meindo.platform.cases.retrieval import taking_back
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Employment, Person

from . import queries
from .applying import NOW
from .checks import already_held
from .process import GIVING, GRANTED, KEY, LINE, NOTFALLZUGANG, OWNED, REFUSED, REQUEST, RULE, can_decide
from .purposes import REQUESTING
from .queries_catalogue import deciding_application, is_offered
from .queries_duties import Met, duties_met
from .queries_team import is_known_to_hold

HEADLINE = _("Zugang zu einer Anwendung")
ONE_DAY = timedelta(days=1)


def ask(*, employment: Employment, what: Entitlement | BusinessRole, reason: str, until: date, by: Actor) -> Case:
    """Ask for a right until a day (inclusive): for oneself, or for somebody for whom one decides in the line."""
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=employment.person_id)  # the second of two at once waits
        check_wish(employment.person_id, what, until, by_id=by.person_id)
        with unit_of_work(by, purpose=REQUESTING.key) as work:
            case = open_case(
                work,
                service=KEY,
                process=REQUEST,
                prefix="ZB",
                employment=employment,
                first_move="open",
                opened_by=None if by.person_id == employment.person_id else LINE,
                headline=HEADLINE,
                summary={"why": what.label},
            )
            AccessRequest.objects.create(
                case=case, reason=reason, until=until, application=deciding_application(what), **named(what)
            )
        if by.person_id != employment.person_id:
            _by_rule(case, "asked_by_manager")
            _pass_on(case)
    return case


def named(what: Entitlement | BusinessRole) -> dict[str, Entitlement | BusinessRole]:
    """The column in which it stands."""
    return {"entitlement": what} if isinstance(what, Entitlement) else {"role": what}


def check_wish(person_id: int, what: Entitlement | BusinessRole, until: date, *, by_id: int | None) -> None:
    """Refuse by name what cannot be asked for. Who asks for somebody else is not told of rights that they do not see:
    such a request goes on, and who decides about it is told.
    """
    if not is_offered(what):
        raise MoveRefused(Reason(_("Dieser Zugang wird nicht mehr angeboten.")))
    most = longest(what)
    if not today() <= until < today() + timedelta(days=most):
        raise MoveRefused(Reason(_("Das Ende muss in den nächsten {days} Tagen liegen."), {"days": most}))
    waiting = queries.waiting_request(person_id, what)
    if waiting is not None:
        told = {"what": what.label, "number": waiting.number}
        raise MoveRefused(Reason(_("„{what}“ ist schon beantragt ({number})."), told))
    may_know = by_id == person_id or (by_id is not None and is_known_to_hold(by_id, person_id, what))
    if may_know and queries.is_held(person_id, what, until):
        raise MoveRefused(already_held(what.label, until))


def _by_rule(case: Case, name: str) -> None:
    """A step that follows from who may decide, never a decision."""
    with unit_of_work(Actor.system(RULE.key), purpose=REQUESTING.key) as work:
        move(work, case, name)


def _pass_on(case: Case) -> None:
    """Where nobody may decide for the application, the IT house does."""
    if case.step == OWNED and not can_decide(case, today()):
        _by_rule(case, "pass_on")


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
    """Make a move; a yes gives the right in the same transaction, with the exception that it needs."""
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=case.person_id)  # one right at a time: duties see the last
        with unit_of_work(by, purpose=REQUESTING.key) as work:
            request = queries.request_of(case)
            gives = move_name in GIVING and request is not None
            met = duties_met(case.person_id, request.what, request.until) if request and gives else []
            event = move(work, case, move_name, revision=revision, reason=reason, **_kept_deadline(case))
            if request and gives:
                _give(work, case, request, met, reason)
            if request and request.grant and case.process == NOTFALLZUGANG:
                _end_emergency(work, event, request.grant)
            _tell_manager(work, case, event)
        _pass_on(case)
    return event


def _kept_deadline(case: Case) -> dict[str, date | None]:
    """That an emergency ends does not put its review off."""
    return {"due_on": case.due_on} if case.process == NOTFALLZUGANG else {}


def _give(work: Work, case: Case, request: AccessRequest, met: list[Met], reason: str) -> None:
    """The grant, once per case by a constraint; an exception for every duty that asks for one, ending with it."""
    try:
        grant = grant_right(
            person_id=case.person_id,
            what=request.what,
            reason=request.reason,
            valid_from=today(),
            valid_until=request.until + ONE_DAY,
            by=work.by,
            request=case.number,
        )
        for each in met:
            if each.action is not Action.REPORT:
                except_duty(each.duty, grant, reason=reason, by=work.by)
            work.record("identity.duty_met", f"case:{case.uuid}", duty=each.duty.key, action=str(each.action))
    except GrantRefused as problem:
        raise MoveRefused(Reason(str(problem))) from problem
    AccessRequest.objects.filter(pk=request.pk).update(grant=grant)
    work.task(NOW, f"{grant.uuid}", {"person": case.person_id})


def _end_emergency(work: Work, event: CaseEvent, grant: Grant) -> None:
    """Given back, or not in order: it ends now, if it has not ended already."""
    ends = not event.decides or event.move == "object"
    if ends and grant.revoked_at is None and grant.valid_until > today():
        revoke_grant(grant, by=work.by, reason=event.reason or _("zurückgegeben"))
        work.task(NOW, f"{grant.uuid}:back", {"person": grant.person_id})


def _tell_manager(work: Work, case: Case, event: CaseEvent) -> None:
    """Who asked for the person, or spoke for them, hears how it ended."""
    if case.is_open:
        return
    told = {
        GRANTED: _("Zugang für {name}: bewilligt ({number})."),
        REFUSED: _("Zugang für {name}: abgelehnt ({number})."),
    }
    text = told.get(case.step, _("Zugang für {name}: Der Vorgang {number} ist abgeschlossen."))
    for person in sorted({case.entered_by_id, *queries.endorsers_of(case)} - {None, work.by.person_id}, key=str):
        if person is not None:
            notify(
                work,
                person_id=person,
                key=f"{KEY}:{case.pk}:{event.revision}:{person}",
                msgid=text,
                url=f"/vorgang/{case.uuid}/",
                service=KEY,
                name=case.person.display_name,
                number=case.number,
            )


take_back = taking_back(REQUESTING.key)  # where the process lets one
