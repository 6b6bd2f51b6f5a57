"""Writes of support accesses: ask, grant, take in an emergency, end, review."""

from datetime import date, timedelta

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Person

from .support_models import ASKED, EMERGENCY, SupportAccess

PURPOSE = "access.support"
LONGEST, LONGEST_EMERGENCY = timedelta(days=14), timedelta(days=1)


class SupportRefused(Exception):
    """It is not possible; the text says why."""


def ask_for_access(*, subject: Person, service: str, reason: str, until: date, by: Actor) -> SupportAccess:
    """Ask a person to let the support look at their cases; nothing is open until they grant it."""
    return _open(ASKED, subject, service, reason, until, by)


def take_access(*, subject: Person, service: str, reason: str, by: Actor) -> SupportAccess:
    """Break the glass: open at once until tomorrow. The person is told, a second person reviews it."""
    if not service:
        raise SupportRefused(_("Ein Notfallzugriff gilt für einen einzelnen Dienst."))
    return _open(EMERGENCY, subject, service, reason, today() + LONGEST_EMERGENCY, by)


def _open(kind: str, subject: Person, service: str, reason: str, until: date, by: Actor) -> SupportAccess:
    if by.person_id is None or by.person_id == subject.pk:
        raise SupportRefused(_("Für die eigenen Vorgänge ist kein Zugriff der Unterstützung nötig."))
    if not today() <= until <= today() + LONGEST:
        raise SupportRefused(_("Ein Zugriff dauert höchstens 14 Tage."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        access = SupportAccess.objects.create(
            kind=kind,
            subject=subject,
            by_id=by.person_id,
            service=service,
            reason=reason,
            until=until,
            asked_at=work.at,
            granted_at=work.at if kind == EMERGENCY else None,
        )
        work.record(f"support.{kind}", f"support:{access.uuid}", service=service)
        work.emit(f"support.{kind}", access=access.pk, person=subject.pk)
    return access


def grant(access: SupportAccess, *, by: Actor) -> None:
    """The person concerned lets the support look."""
    if by.person_id != access.subject_id:
        raise SupportRefused(_("Darüber entscheidet nur die betroffene Person."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = SupportAccess.objects.filter(pk=access.pk, granted_at__isnull=True, ended_at__isnull=True)
        if not rows.filter(until__gte=today()).update(granted_at=work.at):
            raise SupportRefused(_("Diese Anfrage ist nicht mehr offen."))
        work.record("support.granted", f"support:{access.uuid}")


def end_access(access: SupportAccess, *, by: Actor) -> None:
    """Refuse, take back or give back: the person concerned at any time, and who looks."""
    if by.person_id not in (access.subject_id, access.by_id):
        raise SupportRefused(_("Darüber entscheidet nur die betroffene Person."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        if SupportAccess.objects.filter(pk=access.pk, ended_at__isnull=True).update(ended_at=work.at):
            work.record("support.ended", f"support:{access.uuid}")


def review_access(access: SupportAccess, *, text: str, by: Actor) -> None:
    """Say of an emergency whether it was one; never who took it, nor whose data they were."""
    if by.person_id is None or by.person_id in (access.by_id, access.subject_id):
        raise SupportRefused(_("Das prüft eine zweite Person."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = SupportAccess.objects.filter(pk=access.pk, kind=EMERGENCY, reviewed_at__isnull=True)
        if not rows.update(reviewed_by_id=by.person_id, reviewed_at=work.at, review=text):
            raise SupportRefused(_("Dieser Zugriff ist schon geprüft."))
        work.record("support.reviewed", f"support:{access.uuid}")
