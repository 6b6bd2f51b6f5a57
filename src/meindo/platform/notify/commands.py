"""Tell people; mail leaves through the outbox with a stable Message-ID and says nothing personal."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from meindo.kernel.message import mark as _
from meindo.platform.clock import now
from meindo.platform.outbox.wiring import Job, add_job
from meindo.platform.outbox.work import Work
from meindo.platform.people.models import Person

from .models import Notification

MAIL_SUBJECT = _("Neue Nachricht in meindo")
MAIL_BODY = _("In meindo liegt eine neue Nachricht für Sie. Bitte melden Sie sich an: {link}")


def notify(work: Work, *, person_id: int, key: str, msgid: str, url: str, **params: Any) -> None:
    """Tell a person once per `key`; `params` appear in the portal only, never in a mail."""
    _row, is_new = Notification.objects.get_or_create(
        key=key,
        defaults={
            "person_id": person_id,
            "msgid": msgid,
            "params": params,
            "url": url,
            "created_at": work.at,
        },
    )
    if is_new and Person.objects.filter(pk=person_id).exclude(email="").exists():
        work.task("notify.mail", key, {"person": person_id})


def send_mail(key: str, payload: dict[str, Any]) -> None:
    """Send the mail; a repeated one carries the same Message-ID, by which mail systems drop doubles."""
    email = Person.objects.values_list("email", flat=True).filter(pk=payload["person"]).first()
    if not email:
        return
    stable = hashlib.sha256(key.encode()).hexdigest()[:40]
    host = settings.PUBLIC_URL.split("//")[-1].split(":")[0]
    body = MAIL_BODY.format(link=settings.PUBLIC_URL)
    EmailMessage(MAIL_SUBJECT, body, to=[email], headers={"Message-ID": f"<{stable}@{host}>"}).send()


def mark_read(notification_ids: list[int], person_id: int) -> int:
    """Mark own messages as read."""
    rows = Notification.objects.filter(pk__in=notification_ids, person_id=person_id, read_at__isnull=True)
    return rows.update(read_at=now())


add_job(Job("notify.mail", send_mail, outside=True))
