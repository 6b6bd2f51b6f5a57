"""Break the glass: give somebody else a right at once, for a day; a second person reviews it."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from meindo.identity.commands_grants import GrantRefused, grant_right, revoke_grant
from meindo.identity.duties import Action
from meindo.identity.models import AccessRequest, Entitlement, Grant
from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused, open_case
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason, Role
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Employment, Person

from . import queries
from .applying import NOW
from .process import EMERGENCY, KEY, OFFICE, OWNER
from .purposes import REQUESTING
from .queries_catalogue import in_use
from .queries_duties import duties_met

END = "identity.end_emergency"
LASTS = timedelta(hours=24)
HEADLINE = _("Notfallzugang zu einer Anwendung")


def give_at_once(*, employment: Employment, what: Entitlement, reason: str, by: Actor) -> Case:
    """Give a right for 24 hours. The person is told, somebody else reviews it. Who gave one does not give the same once
    more before it is reviewed.
    """
    if by.person_id is None or by.person_id == employment.person_id:
        raise MoveRefused(Reason(_("Niemand gibt sich selbst einen Notfallzugang.")))
    if not in_use().filter(pk=what.pk).exists():
        raise MoveRefused(Reason(_("Für diese Anwendung gibt es keinen Notfallzugang.")))
    until = today() + timedelta(days=1)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=employment.person_id)  # two at once: the second one waits
        _check(employment.person_id, what, by.person_id)
        with unit_of_work(by, purpose=REQUESTING.key) as work:
            case = open_case(
                work,
                service=KEY,
                process=EMERGENCY,
                prefix="NB",
                employment=employment,
                first_move="open",
                opened_by=_role_of(what, by),
                headline=HEADLINE,
                summary={"why": what.label},
            )
            try:
                grant = grant_right(
                    person_id=employment.person_id,
                    what=what,
                    reason=reason,
                    valid_from=today(),
                    valid_until=until + timedelta(days=1),
                    by=by,
                    request=case.number,
                )
            except GrantRefused as problem:
                raise MoveRefused(Reason(str(problem))) from problem
            AccessRequest.objects.create(
                case=case, entitlement=what, application=what.application, reason=reason, until=until, grant=grant
            )
            work.task(NOW, f"{grant.uuid}", {"person": employment.person_id})
            work.task(END, f"{grant.uuid}", {"grant": grant.pk}, due_at=work.at + LASTS)
    return case


def _role_of(what: Entitlement, by: Actor) -> Role:
    """Who answers for the application gives it as such, everybody else as IT house."""
    return OWNER if what.application.owner_id == by.person_id else OFFICE


def _check(person_id: int, what: Entitlement, author: int) -> None:
    earlier = queries.unreviewed(person_id, author, what)
    if earlier is not None:
        told = {"number": earlier.number}
        raise MoveRefused(Reason(_("Ihr Notfallzugang {number} zu demselben Recht ist noch nicht geprüft."), told))
    if queries.is_held(person_id, what, today()):
        raise MoveRefused(Reason(_("Die Person hat dieses Recht schon.")))
    for met in duties_met(person_id, what, today() + timedelta(days=1)):
        if met.action is not Action.REPORT:
            against = {"duty": met.duty.label}
            raise MoveRefused(
                Reason(
                    _("Die Funktionstrennung „{duty}“ steht dagegen. Ein Notfallzugang hebt sie nicht auf."), against
                )
            )


def end_emergency(_key: str, payload: dict[str, Any]) -> None:
    """After 24 hours, if nobody ended it before."""
    grant = Grant.objects.filter(pk=payload["grant"], revoked_at__isnull=True, valid_until__gt=today()).first()
    if grant is None:
        return
    by = Actor.system("worker")
    revoke_grant(grant, by=by, reason=_("24 Stunden sind um."))
    with unit_of_work(by, purpose=REQUESTING.key) as work:
        work.task(NOW, f"{grant.uuid}:end", {"person": grant.person_id})
