"""Writes of the applications at which people log in through meindo: going on there, ending it, forgetting it."""

from datetime import date, timedelta

from meindo.platform.clock import today
from meindo.platform.outbox.work import Work

from .models import ApplicationUse, User

KEPT_DAYS = 730  # so long an application at which nobody logs in any more is still known


def note_use(work: Work, user: User, *, client_id: str, name: str, scopes: str) -> None:
    """Somebody goes on to an application, which may ask about them what `scopes` name."""
    values = {"name": name, "scopes": scopes, "last_used_on": today(), "ended_at": None}
    ApplicationUse.objects.update_or_create(
        user=user, client_id=client_id, defaults=values, create_defaults={**values, "since": today()}
    )


def end_use(work: Work, use: ApplicationUse) -> None:
    """It ended; nothing is left of its tokens (the caller sees to that)."""
    ApplicationUse.objects.filter(pk=use.pk, ended_at__isnull=True).update(ended_at=work.at)


def end_all_of(work: Work, client_id: str) -> None:
    """An application is gone: for everybody."""
    ApplicationUse.objects.filter(client_id=client_id, ended_at__isnull=True).update(ended_at=work.at)


def forget_uses(day: date | None = None) -> int:
    """Erase what was not used for KEPT_DAYS."""
    gone, _each = ApplicationUse.objects.filter(last_used_on__lt=(day or today()) - timedelta(days=KEPT_DAYS)).delete()
    return gone
