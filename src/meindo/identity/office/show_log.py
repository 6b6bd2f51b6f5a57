"""Rows of the log in words, with a link to what they are about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from meindo.platform.audit.models import AuditEvent
from meindo.platform.people.models import Person

from .queries_log import people_by_actor
from .words import KINDS

PAGES = {
    "plan": "iam_plan",
    "application": "iam_application",
    "rule": "iam_rule",
    "role": "iam_role",
    "campaign": "iam_campaign",
}


@dataclass(frozen=True)
class LogRow:
    """One thing that happened."""

    at: datetime
    what: str
    person: Person | None
    who: str
    url: str


def in_words(events: Iterable[AuditEvent]) -> list[LogRow]:
    """Each event: when, what, by whom, and where it can be seen."""
    rows = list(events)
    people = people_by_actor({row.actor for row in rows})
    return [_row(row, people.get(row.actor)) for row in rows]


def _row(event: AuditEvent, person: Person | None) -> LogRow:
    return LogRow(event.at, str(KINDS[event.kind]), person, _who(person), _url(event.subject))


def _who(person: Person | None) -> str:
    return person.display_name if person else _("meindo, von selbst")


def _url(subject: str) -> str:
    kind, _colon, uuid = subject.partition(":")
    return reverse(PAGES[kind], args=[uuid]) if kind in PAGES else ""
