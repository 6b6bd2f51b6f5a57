"""Tell people: in the portal at once, by mail in the rhythm that they chose and without anything personal."""

from datetime import date, time
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import BERLIN, now
from meindo.platform.files.models import Document
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Person

from .models import NoticeSettings, Notification
from .queries import quiet_of, rhythm_of, settings_of
from .rhythm import AT_ONCE, KINDS, RHYTHMS, is_urgent, mail_at

PAPER = "notices.paper"


def notify(
    work: Work,
    *,
    person_id: int,
    key: str,
    msgid: str,
    url: str,
    kind: str = "own",
    due_on: date | None = None,
    service: str = "",
    document: Document | None = None,
    **params: Any,
) -> None:
    """Tell a person once per `key`; `params` appear in the portal and on paper in an envelope, never in a mail.

    `due_on`: a deadline behind the message; one within a working day breaks quiet hours. `service` and `document`:
    whose matter it is, and the letter in the person's file that it is about.
    """
    _row, is_new = Notification.objects.get_or_create(
        key=key,
        defaults={
            "person_id": person_id,
            "msgid": msgid,
            "params": params,
            "url": url,
            "created_at": work.at,
            "kind": kind,
            "service": service,
            "due_on": due_on,
            "document": document,
        },
    )
    if is_new and Person.objects.filter(pk=person_id).exclude(email="").exists():
        _plan_mail(work, person_id, key, kind, due_on)


def _plan_mail(work: Work, person_id: int, key: str, kind: str, due_on: date | None) -> None:
    chosen = settings_of(person_id)
    rhythm = rhythm_of(chosen, kind)
    urgent = is_urgent(due_on, work.at.astimezone(BERLIN).date())
    leaves = mail_at(rhythm, quiet_of(chosen), work.at, urgent=urgent)
    if leaves is None:
        return
    if rhythm == AT_ONCE:
        work.task("notify.mail", key, {"person": person_id, "notification": key}, due_at=leaves)
    else:
        slot = f"{person_id}:{rhythm}:{leaves:%Y-%m-%d}"
        work.task("notify.summary", slot, {"person": person_id, "rhythm": rhythm}, due_at=leaves)


def mark_read(notification_ids: list[int], person_id: int) -> int:
    """Mark own messages as read."""
    rows = Notification.objects.filter(pk__in=notification_ids, person_id=person_id, read_at__isnull=True)
    return rows.update(read_at=now())


def choose_rhythms(
    person_id: int, rhythms: dict[str, str], *, quiet_from: time, quiet_until: time, quiet_weekends: bool
) -> None:
    """Keep how often a person wants mail; ValueError for a kind or rhythm that does not exist."""
    if not rhythms.keys() <= KINDS.keys() or not set(rhythms.values()) <= RHYTHMS.keys():
        raise ValueError("unknown kind or rhythm")
    NoticeSettings.objects.update_or_create(
        person_id=person_id,
        defaults={
            "rhythms": rhythms,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "quiet_weekends": quiet_weekends,
        },
    )


def choose_paper(person: Person, *, wanted: bool, by: Actor) -> None:
    """From now on messages come on paper as well, or no longer; somebody else who chooses so is told to the person."""
    with unit_of_work(by, purpose=PAPER) as work:
        chosen, _new = NoticeSettings.objects.get_or_create(person=person)
        if wanted == bool(chosen.paper_since):
            return
        rows = NoticeSettings.objects.filter(pk=chosen.pk)
        rows.update(paper_since=work.at if wanted else None)
        work.record("notice.paper_chosen" if wanted else "notice.paper_ended", f"person:{person.uuid}")
        if by.person_id != person.pk:
            text = (
                _("Mitteilungen kommen jetzt auch auf Papier.")
                if wanted
                else _("Mitteilungen auf Papier sind beendet.")
            )
            notify(
                work,
                person_id=person.pk,
                key=f"paper:{person.pk}:{work.at.isoformat()}",
                msgid=text,
                url="/mitteilungen/",
            )
