"""What the moves of a support case do to the row that opens cases to the support: make, grant, end, review.

Only a case calls this, in the transaction of its move (services.unterstuetzung): there is no other way to an access.
"""

from datetime import date, timedelta
from uuid import UUID

from meindo.kernel.message import mark as _
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work

from .support_models import EMERGENCY, SupportAccess

PURPOSE = "access.support"
LONGEST, LONGEST_EMERGENCY = timedelta(days=14), timedelta(days=1)


class SupportRefused(Exception):
    """It is not possible; the text says why."""


def make_access(
    work: Work, *, kind: str, subject_id: int, by_id: int, service: str, reason: str, until: date, granted: bool
) -> SupportAccess:
    """An access that somebody of the support waits for, or that is open at once."""
    access = SupportAccess.objects.create(
        kind=kind,
        subject_id=subject_id,
        by_id=by_id,
        service=service,
        reason=reason,
        until=until,
        asked_at=work.at,
        granted_at=work.at if granted else None,
    )
    work.record(f"support.{kind}", f"support:{access.uuid}", service=service)
    return access


def grant_access(work: Work, uuid: UUID) -> None:
    """Open an access that waited."""
    rows = SupportAccess.objects.filter(uuid=uuid, granted_at__isnull=True, ended_at__isnull=True)
    if not rows.filter(until__gte=today()).update(granted_at=work.at):
        raise SupportRefused(_("Diese Anfrage ist nicht mehr offen."))
    work.record("support.granted", f"support:{uuid}")


def end_access(work: Work, uuid: UUID) -> None:
    """Close an access before its last day; a closed one stays as it is."""
    if SupportAccess.objects.filter(uuid=uuid, ended_at__isnull=True).update(ended_at=work.at):
        work.record("support.ended", f"support:{uuid}")


def note_review(work: Work, uuid: UUID, text: str) -> None:
    """Note what the review of an emergency found; a constraint refuses whoever took it."""
    rows = SupportAccess.objects.filter(uuid=uuid, kind=EMERGENCY, reviewed_at__isnull=True)
    if rows.update(reviewed_by_id=work.by.person_id, reviewed_at=work.at, review=text[:500]):
        work.record("support.reviewed", f"support:{uuid}")
