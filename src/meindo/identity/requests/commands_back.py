"""Give a right back before its end: one's own, or as line manager that of somebody of one's units."""

from meindo.identity.commands_grants import GrantRefused, revoke_grant
from meindo.identity.models import Grant
from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.process import Reason
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import unit_of_work

from .applying import NOW
from .process import KEY
from .purposes import REQUESTING
from .queries_team import decides_for


def give_back(grant: Grant, *, by: Actor, reason: str) -> None:
    """It ends now, and the accounts follow at once; the person is told when somebody else did it."""
    own = by.person_id == grant.person_id
    if not own and (by.person_id is None or not decides_for(by.person_id, grant.person_id)):
        raise MoveRefused(Reason(_("Für diese Person entscheiden Sie nicht.")))
    with unit_of_work(by, purpose=REQUESTING.key) as work:
        try:
            revoke_grant(grant, by=by, reason=reason)
        except GrantRefused as problem:
            raise MoveRefused(Reason(str(problem))) from problem
        work.task(NOW, f"{grant.uuid}:back", {"person": grant.person_id})
        if not own:
            what = grant.entitlement or grant.role
            notify(
                work,
                person_id=grant.person_id,
                key=f"{KEY}:back:{grant.uuid}",
                msgid=_("„{what}“ wurde vor dem Ende zurückgenommen. Grund: {reason}"),
                url="/meine-zugaenge/",
                service=KEY,
                what=what.label if what else "",
                reason=reason,
            )
