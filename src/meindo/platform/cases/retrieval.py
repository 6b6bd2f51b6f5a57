"""Take a move back ("Zurückholen"): by its author, for ten minutes, as long as nobody acted on it. Money never."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import now
from meindo.platform.outbox.work import Work, unit_of_work

from . import catalogue
from .commands import HOLD, MoveRefused, StaleCase, write_event
from .models import Case, CaseEvent
from .process import Reason

TAKE_BACK = "take_back"
OF_CASE = (
    *("at", "by", "move", "revision", "takes_back"),
    *("case__uuid", "case__number", "case__headline", "case__process", "case__version", "case__revision"),
)


# The columns of `Happened`, in its order: rows as they are read for every case page, lighter than model objects.
SHOWN = (
    *("at", "move", "office", "reason", "acting_for__display_name", "by_id", "revision", "takes_back"),
    *("pk", "target", "before__amount_eur"),
    *(f"inquiry__{name}" for name in ("kind", "field", "due_on", "answered_id", "before", "after")),
)


class Happened(NamedTuple):
    """One thing that happened on a case, as far as pages show it; `acting_for` is the name of whom a deputy stood in
    for, `amount_before` the amount of the case until then; what begins with `asked` is about the question it asked.
    """

    at: datetime
    move: str
    office: str
    reason: str
    acting_for: str | None
    by_id: int | None
    revision: int
    takes_back: int | None
    pk: int
    target: str
    amount_before: str | None
    asked_kind: str | None
    asked_field: str | None
    asked_due_on: date | None
    asked_answered_id: int | None
    asked_before: dict[str, Any] | None
    asked_after: dict[str, Any] | None


def taken_back(case_id: int, revision: int) -> bool:
    """Whether a move was taken back: then nobody is told of it."""
    return CaseEvent.objects.filter(case_id=case_id, takes_back=revision).exists()


def retrievable_until(case: Case, event: CaseEvent | Happened, person: int) -> datetime | None:
    """Until when the person can take back the last move of the case; None when they cannot."""
    if event.by_id != person or event.revision != case.revision or event.takes_back is not None:
        return None
    process = catalogue.process_of(case.process, case.version)
    until = event.at + HOLD
    known = any(move.key == event.move and move.retrievable for move in process.moves)
    return until if known and now() < until else None


def is_provisional(case: Case) -> bool:
    """Whether the last move of a case can still be taken back by whoever made it: nothing may follow from it yet."""
    last = case.events.order_by("-revision").only("at", "move", "by_id", "revision", "takes_back").first()
    return last is not None and last.by_id is not None and retrievable_until(case, last, last.by_id) is not None


def retrievable_moves(person: int, most: int = 10) -> list[CaseEvent]:
    """The own moves of the last minutes that can be taken back, latest first, each with its case."""
    recent = CaseEvent.objects.filter(by_id=person, at__gt=now() - HOLD, revision=F("case__revision"))
    found = recent.select_related("case").only(*OF_CASE).order_by("-at", "-id")[:most]
    return [event for event in found if retrievable_until(event.case, event, person) is not None]


def take_back(work: Work, case: Case, *, revision: int) -> CaseEvent:
    """Put the case back where it was before the last move; both rows stay. Returns the event that was taken back."""
    person = work.by.person_id
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if fresh.revision != revision:
        raise StaleCase
    event = fresh.events.get(revision=revision)
    if person is None or retrievable_until(fresh, event, person) is None:
        raise MoveRefused(
            Reason(
                _(
                    "Zurückholen geht nur zehn Minuten lang, nur für die eigene letzte Entscheidung und nicht für "
                    "Anordnungen."
                )
            )
        )
    moved = Case.objects.filter(pk=fresh.pk, revision=revision).update(
        revision=F("revision") + 1, **_restored(event.before)
    )
    if not moved:
        raise StaleCase
    case.refresh_from_db()
    write_event(work, case, TAKE_BACK, event.target, event.role, event.office, takes_back=revision)
    return event


def taking_back(purpose: str) -> Callable[..., CaseEvent]:
    """The `take_back` of a service in which nothing else has to be undone; `purpose` is the key under which it acts."""

    def take_back_alone(*, case: Case, by: Actor, revision: int) -> CaseEvent:
        with unit_of_work(by, purpose=purpose) as work:
            return take_back(work, case, revision=revision)

    return take_back_alone


def _restored(before: dict[str, Any]) -> dict[str, Any]:
    """The fields of a case as they were, in their own types."""
    fields = {field.name: field for field in Case._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in before.items()}
