"""Rights for a time: granted with a reason and an end, revoked with a reason; never without an end."""

from datetime import date, timedelta

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work

from .models import BusinessRole, Duty, DutyException, Entitlement, Grant
from .purposes import MANAGE
from .queries_rules import role_contents

MOST_DAYS = 365  # where an entitlement says nothing else


class GrantRefused(Exception):
    """This cannot be granted; the text says why."""


def grant_right(
    *,
    person_id: int,
    what: Entitlement | BusinessRole,
    reason: str,
    valid_from: date,
    valid_until: date,
    by: Actor,
    request: str = "",
) -> Grant:
    """Give somebody else a right from one day until another (exclusive), with a reason."""
    if not reason.strip():
        raise GrantRefused(_("Bitte nennen Sie den Grund."))
    if by.person_id == person_id:
        raise GrantRefused(_("Niemand bewilligt sich selbst etwas."))
    if valid_until <= max(valid_from, today()):
        raise GrantRefused(_("Das Ende liegt vor dem Anfang oder ist schon vorbei."))
    most = longest(what)
    if valid_until - max(valid_from, today()) > timedelta(days=most):
        raise GrantRefused(_("So lange darf das nicht bewilligt werden."))
    asked = {"entitlement": what} if isinstance(what, Entitlement) else {"role": what}
    with unit_of_work(by, purpose=MANAGE.key) as work:
        made = Grant.objects.create(
            person_id=person_id, reason=reason, valid_from=valid_from, valid_until=valid_until, request=request,
            approved_by_id=by.person_id, made_at=work.at, **asked,
        )  # fmt: skip
        work.record("identity.granted", f"grant:{made.uuid}", until=valid_until.isoformat())
    return made


def longest(what: Entitlement | BusinessRole) -> int:
    """The most days for which something may be granted: the shortest bound of what is in it."""
    if isinstance(what, Entitlement):
        return what.max_days or MOST_DAYS
    inside = Entitlement.objects.filter(pk__in=role_contents([what.pk]).get(what.pk, ()), max_days__gt=0)
    return min(inside.values_list("max_days", flat=True), default=MOST_DAYS)


def revoke_grant(grant: Grant, *, by: Actor, reason: str) -> None:
    """Take it back before its end."""
    if not reason.strip():
        raise GrantRefused(_("Bitte nennen Sie den Grund."))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        rows = Grant.objects.filter(pk=grant.pk, revoked_at__isnull=True)
        if not rows.update(revoked_at=work.at, revoked_reason=reason[:300]):
            raise GrantRefused(_("Das ist schon zurückgenommen."))
        for exception in DutyException.objects.filter(grant=grant, valid_until__gt=today()):
            end = max(exception.valid_from + timedelta(days=1), today())
            DutyException.objects.filter(pk=exception.pk).update(valid_until=end)
        work.record("identity.revoked", f"grant:{grant.uuid}")


def except_duty(duty: Duty, grant: Grant, *, reason: str, by: Actor) -> DutyException:
    """Let the person of a grant have both sides of a duty as long as the grant lasts, with a reason; never oneself."""
    if not reason.strip():
        raise GrantRefused(_("Bitte nennen Sie den Grund."))
    if by.person_id is None or by.person_id == grant.person_id:
        raise GrantRefused(_("Niemand bewilligt sich selbst etwas."))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        made = DutyException.objects.create(
            duty=duty,
            person_id=grant.person_id,
            reason=reason[:300],
            valid_from=max(grant.valid_from, today()),
            valid_until=grant.valid_until,
            approved_by_id=by.person_id,
            grant=grant,
        )
        work.record("identity.duty_excepted", f"grant:{grant.uuid}", duty=duty.key)
    return made
