"""Reads: what is due, why something is kept longer, holds, offers, runs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from meindo.kernel.message import mark as _
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_belongings import cases_about, with_pairs
from meindo.platform.cases.queries_inbox import any_of
from meindo.platform.clock import BERLIN, start_of
from meindo.platform.law.values import released_hashes
from meindo.platform.purpose import Purpose, all_purposes, purpose_of

from .models import Hold, Offer, OfferItem, Run
from .rules import answer_passed, kept_until

OPEN, RUNNING, NO_PURPOSE, HELD, LINKED = "open", "running", "no_purpose", "held", "linked"
NOT_OFFERED, NOT_ANSWERED = "not_offered", "not_answered"
REASONS = {
    OPEN: _("Der Vorgang ist noch offen."),
    RUNNING: _("Die Aufbewahrungsfrist läuft noch."),
    NO_PURPOSE: _("Für den Vorgang ist keine Frist festgelegt."),
    HELD: _("Die Löschung ist angehalten."),
    LINKED: _("Ein anderer Vorgang baut darauf auf und wird noch aufbewahrt."),
    NOT_OFFERED: _("Dem Stadtarchiv noch nicht angeboten."),
    NOT_ANSWERED: _("Das Stadtarchiv hat noch nicht geantwortet, und seine Frist läuft noch."),
}
AT_ONCE = 500


@dataclass
class Standing:
    """How the cases of one purpose stand on a day; `kept` counts what is due and stays all the same, by reason."""

    purpose: Purpose
    open: int = 0
    running: int = 0
    next_due: date | None = None
    free: set[int] = field(default_factory=set)
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def due(self) -> int:
        """How many have come to the end of their time."""
        return len(self.free) + sum(self.kept.values())


def purposes_of_cases() -> tuple[Purpose, ...]:
    """The purposes for which cases are kept."""
    return tuple(found for found in all_purposes() if found.processes)


def due_cases(purpose: Purpose, day: date) -> QuerySet[Case]:
    """The cases of a purpose whose time is over on a day; whether they may go is another question."""
    return Case.objects.filter(_is_due(purpose, day))


def _is_due(purpose: Purpose, day: date) -> Q:
    last = _last_closing(purpose, day)
    return Q(process__in=purpose.processes, is_open=False, closed_at__lt=start_of(last))


def _last_closing(purpose: Purpose, day: date) -> date:
    """The first day of closing whose cases are not due yet."""
    if purpose.starts == "year_end":
        year = day.year
        while kept_until(purpose, date(year, 1, 1)) > day:
            year -= 1
        return date(year + 1, 1, 1)
    closed = day
    while kept_until(purpose, closed) > day:
        closed -= timedelta(days=1)
    return closed + timedelta(days=1)


def standings(day: date) -> list[Standing]:
    """Every purpose with its numbers, for the dry run: few questions, however many cases."""
    found = {purpose.key: Standing(purpose) for purpose in purposes_of_cases()}
    due = _due_by_purpose(found, day)
    kept = hindrances(set().union(*due.values()), day)
    for key, one in found.items():
        one.free = due[key] - kept.keys()
        for reason in (kept[pk] for pk in due[key] & kept.keys()):
            one.kept[reason] = one.kept.get(reason, 0) + 1
    _count_others(found)
    _find_next(found, day)
    return list(found.values())


def _count_others(found: dict[str, Standing]) -> None:
    """What is open, and what is closed and not due yet."""
    for process, is_open, number in Case.objects.order_by().values_list("process", "is_open").annotate(n=Count("id")):
        purpose = purpose_of(process)
        if purpose is not None:
            one = found[purpose.key]
            one.open += number if is_open else 0
            one.running += 0 if is_open else number
    for one in found.values():
        one.running -= one.due


def _find_next(found: dict[str, Standing], day: date) -> None:
    """The day on which the next cases become due, by purpose."""
    later = any_of(
        Q(process__in=one.purpose.processes, closed_at__gte=start_of(_last_closing(one.purpose, day)))
        for one in found.values()
    )
    first = Case.objects.filter(later).order_by().values_list("process").annotate(first=Min("closed_at"))
    for process, closed_at in first:
        purpose = purpose_of(process)
        if purpose is not None:
            one, until = found[purpose.key], kept_until(purpose, closed_at.astimezone(BERLIN).date())
            one.next_due = min(one.next_due or until, until)


def _due_by_purpose(found: dict[str, Standing], day: date) -> dict[str, set[int]]:
    over = any_of(_is_due(one.purpose, day) for one in found.values())
    due: dict[str, set[int]] = {key: set() for key in found}
    for pk, process in Case.objects.filter(over).order_by().values_list("pk", "process"):
        purpose = purpose_of(process)
        if purpose is not None:
            due[purpose.key].add(pk)
    return due


def hindrances(cases: Collection[int], day: date) -> dict[int, str]:
    """Why cases must not be erased on a day, by their keys; a case without a line may go. What stays for another reason
    is not offered to the archive yet.
    """
    everything, pairs = with_pairs(cases)
    found, archive = _own_reasons(everything, day)
    _spread(found, pairs)
    found = archive | found
    _spread(found, pairs)
    return found


def _spread(found: dict[int, str], pairs: set[tuple[int, int]]) -> None:
    """What stays keeps what it leads to."""
    grows = True
    while grows:
        more = {case: LINKED for case, other in pairs if other in found and case not in found}
        found |= more
        grows = bool(more)


def _own_reasons(cases: Collection[int], day: date) -> tuple[dict[int, str], dict[int, str]]:
    """Why each case stays for itself: time or hold, and the archive."""
    held_people, held_cases = _held(day)
    held_cases |= cases_about(held_people)
    released = released_hashes()
    found: dict[int, str] = {}
    archive: dict[int, str] = {}
    for part in _parts(cases):
        rows = Case.objects.filter(pk__in=part).values_list("pk", "uuid", "process", "closed_at", "person_id")
        answers = _answers([uuid for _pk, uuid, *_rest in rows], day, released)
        for pk, uuid, process, closed_at, person in rows:
            purpose = purpose_of(process)
            held = HELD if pk in held_cases or person in held_people else ""
            found[pk] = _time_reason(purpose, closed_at, day) or held
            if purpose is not None and purpose.offer_to_archive:
                archive[pk] = answers.get(uuid, NOT_OFFERED)
    return _said(found), _said(archive)


def _said(reasons: dict[int, str]) -> dict[int, str]:
    return {pk: reason for pk, reason in reasons.items() if reason}


def _time_reason(purpose: Purpose | None, closed_at: datetime | None, day: date) -> str:
    if closed_at is None:
        return OPEN
    if purpose is None:
        return NO_PURPOSE
    return RUNNING if kept_until(purpose, closed_at.astimezone(BERLIN).date()) > day else ""


def held_people(day: date) -> set[int]:
    """Of whom nothing may be erased on a day, whatever its period says."""
    return _held(day)[0]


def _held(day: date) -> tuple[set[int], set[int]]:
    rows = list(active_holds(day).values_list("person_id", "case_id"))
    return {person for person, _case in rows if person}, {case for _person, case in rows if case}


def _answers(uuids: list[UUID], day: date, released: frozenset[str]) -> dict[UUID, str]:
    """What the archive said about offered cases: an empty text lets a case go."""
    items = OfferItem.objects.filter(case_uuid__in=uuids).values_list(
        "case_uuid", "offer__answered_on", "offer__offered_on"
    )
    said = {}
    for uuid, answered_on, offered_on in items:
        is_over = (answered_on is not None and answered_on <= day) or answer_passed(offered_on, day, released)
        said[uuid] = "" if is_over else NOT_ANSWERED
    return said


def active_holds(day: date) -> QuerySet[Hold]:
    """What must not be erased on a day."""
    return Hold.objects.filter(ended_at__isnull=True, until__gte=day).order_by("until", "id")


def holds_shown(day: date) -> QuerySet[Hold]:
    """The same with the people and cases that a page names."""
    return active_holds(day).select_related("person", "case__person", "set_by")


def offers() -> QuerySet[Offer]:
    """Every list that was offered, newest first."""
    return Offer.objects.order_by("-offered_on", "-id")


def runs() -> QuerySet[Run]:
    """Every run, newest first, with who proposed and who released it."""
    return Run.objects.select_related("proposed_by", "released_by").order_by("-id")


def open_run(purpose: str) -> Run | None:
    """The run of a purpose that is not over."""
    return Run.objects.filter(purpose=purpose, finished_at__isnull=True, dropped_at__isnull=True).first()


def outcome_of(run: Run) -> list[tuple[str, int]]:
    """How many cases of a run were kept, by reason, and ("", n) those that were erased."""
    done = run.items.filter(done_at__isnull=False).order_by()
    return sorted(done.values_list("kept").annotate(n=Count("id")))


def offered_rows(offer: Offer) -> list[dict[str, Any]]:
    """What the archive reads to choose: kind, number, unit and years, nobody's name."""
    uuids = offer.items.values("case_uuid")
    cases = Case.objects.filter(uuid__in=uuids).select_related("unit").order_by("number")
    return [
        {
            "number": case.number,
            "process": case.process,
            "unit": str(case.unit),
            "opened": case.created_at.astimezone(BERLIN).date().isoformat(),
            "closed": case.closed_at.astimezone(BERLIN).date().isoformat() if case.closed_at else "",
        }
        for case in cases
    ]


def case_numbered(number: str) -> Case | None:
    """A case by its number."""
    return Case.objects.filter(number=number.upper()).first()


def _parts(cases: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(cases)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
