"""Mail leaves through the outbox with a stable Message-ID and says how much there is, never what."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from meindo.kernel.message import mark as _
from meindo.kernel.workdays import WorkingDays
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import BERLIN, now, today
from meindo.platform.outbox.wiring import Job, add_job
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Person

from .models import Notification
from .queries import rhythm_of, settings_of, unread_of, wanting
from .rhythm import DAILY, SUMMARY_TIME, WEEKLY

SUBJECT = _("Neue Nachricht in meindo")
SUMMARY_SUBJECT = _("Ihre Übersicht in meindo")
BODY = _("In meindo liegt eine neue Nachricht für Sie. Bitte melden Sie sich an: {link}")
FOOT = _("Wie oft Sie diese Mail bekommen, bestimmen Sie hier: {link}")
WORKER = Actor.system("worker")
BATCH = 500
MAIL = ("notify.mail", "notify.summary", "notify.morning")


@dataclass(frozen=True)
class Waiting:
    """How many decisions wait for a person, and since when the oldest."""

    count: int
    oldest: datetime | None = None


@dataclass(frozen=True)
class Source:
    """Where decisions can wait: `people` names everybody for whom some could, `waiting` counts for one of them."""

    people: Callable[[date], Iterable[int]]
    waiting: Callable[[int], Waiting]


sources: list[Source] = []


def add_source(source: Source) -> None:
    """Announce a source at start-up."""
    if source not in sources:
        sources.append(source)


def send_mail(key: str, payload: dict[str, Any]) -> None:
    """One mail about one message; nothing is sent for a message that was read meanwhile."""
    rows = Notification.objects.filter(key=payload["notification"], read_at__isnull=True)
    if rows.exists() and _send(key, payload["person"], SUBJECT, BODY.format(link=settings.PUBLIC_URL)):
        rows.update(mailed_at=now())


def send_summary(key: str, payload: dict[str, Any]) -> None:
    """One mail about everything of a rhythm that is new or waits; none when there is nothing to say."""
    person, rhythm = payload["person"], payload["rhythm"]
    chosen = settings_of(person)
    rows = unread_of(person).filter(mailed_at__isnull=True)
    news = [row.pk for row in rows if rhythm_of(chosen, row.kind) == rhythm]
    lines = [waiting_sentence(source.waiting(person)) for source in sources]
    lines = [line for line in lines if line and rhythm_of(chosen, "waiting") == rhythm]
    if news:
        lines.append(_news_sentence(len(news)))
    if not lines:
        return
    text = "\n".join([*lines, "", settings.PUBLIC_URL, "", FOOT.format(link=f"{settings.PUBLIC_URL}/mitteilungen/")])
    if _send(key, person, SUMMARY_SUBJECT, text):
        Notification.objects.filter(pk__in=news).update(mailed_at=now())


def waiting_sentence(waiting: Waiting) -> str:
    """For instance "3 Entscheidungen warten, die älteste seit 4 Tagen."; empty when nothing waits."""
    if not waiting.count or waiting.oldest is None:
        return ""
    days = (today() - waiting.oldest.astimezone(BERLIN).date()).days
    since = "seit heute" if days == 0 else "seit gestern" if days == 1 else f"seit {days} Tagen"
    if waiting.count == 1:
        return f"1 Entscheidung wartet {since}."
    return f"{waiting.count} Entscheidungen warten, die älteste {since}."


def _news_sentence(count: int) -> str:
    return "1 neue Nachricht für Sie." if count == 1 else f"{count} neue Nachrichten für Sie."


def _send(key: str, person: int, subject: str, body: str) -> bool:
    """Send; a repeated mail carries the same Message-ID, by which mail systems drop doubles. False without address."""
    email = Person.objects.values_list("email", flat=True).filter(pk=person).first()
    if not email:
        return False
    stable = hashlib.sha256(key.encode()).hexdigest()[:40]
    host = settings.PUBLIC_URL.split("//")[-1].split(":")[0]
    EmailMessage(subject, body, to=[email], headers={"Message-ID": f"<{stable}@{host}>"}).send()
    return True


def plan_morning(_key: str, _payload: dict[str, Any]) -> None:
    """On a working day from seven on, ask once for the day's summaries of waiting decisions."""
    local = now().astimezone(BERLIN)
    if local.time() >= SUMMARY_TIME and WorkingDays().is_working_day(local.date()):
        with unit_of_work(WORKER, purpose="cases.inbox") as work:
            work.task("notify.morning", f"{local:%Y-%m-%d}:0", {"after": 0})


def ask_summaries(_key: str, payload: dict[str, Any]) -> None:
    """One task per person for whom decisions can wait, in batches; the same slot as for messages, so one mail."""
    day = today()
    everybody = sorted({person for source in sources for person in source.people(day)})
    batch = [person for person in everybody if person > payload["after"]][:BATCH]
    with_mail = set(Person.objects.filter(pk__in=batch).exclude(email="").values_list("pk", flat=True))
    rhythms = [DAILY, WEEKLY] if _opens_week(day) else [DAILY]
    with unit_of_work(WORKER, purpose="cases.inbox") as work:
        for rhythm in rhythms:
            for person in sorted(wanting("waiting", rhythm, with_mail)):
                work.task("notify.summary", f"{person}:{rhythm}:{day}", {"person": person, "rhythm": rhythm})
        if len(batch) == BATCH:
            work.task("notify.morning", f"{day}:{batch[-1]}", {"after": batch[-1]})


def _opens_week(day: date) -> bool:
    """The first working day of the week."""
    return day == WorkingDays().on_or_after(day - timedelta(days=day.weekday()))


add_job(Job("notify.mail", send_mail, outside=True))
add_job(Job("notify.summary", send_summary, outside=True))
add_job(Job("notify.morning", ask_summaries))
add_job(Job("notify.plan", plan_morning), every_minutes=30)
