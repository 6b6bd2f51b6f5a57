"""Reads of the audit log about accounts and rights."""

from meindo.platform.audit.models import AuditEvent
from meindo.platform.audit.queries import events_of
from meindo.platform.people.models import Person

from .words import KINDS

PAGE = 50


def events(kind: str = "", before: int | None = None) -> list[AuditEvent]:
    """The latest changes, one more than a page holds; of one kind, and earlier than a row that was shown."""
    return events_of([kind] if kind in KINDS else list(KINDS), before=before, most=PAGE + 1)


def kinds() -> list[tuple[str, str]]:
    """The kinds as choices."""
    return [(key, str(label)) for key, label in KINDS.items()]


def people_by_actor(actors: set[str]) -> dict[str, Person]:
    """The people behind the actors of the log."""
    keys = {actor.removeprefix("person:"): actor for actor in actors if actor.startswith("person:")}
    return {keys[str(person.uuid)]: person for person in Person.objects.filter(uuid__in=list(keys))}
