"""The way of a case, past and future: offices, not names (except of who is represented); since when, by which norm."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from meindo.kernel.message import mark as _
from meindo.kernel.workdays import WorkingDays
from meindo.platform.clock import BERLIN, today

from . import catalogue
from .models import Case
from .process import Step
from .queries_events import events_on
from .retrieval import TAKE_BACK, Happened


@dataclass(frozen=True)
class Station:
    """One step on the way. `state` is past, now or future; `reason` is what a person wrote to the person concerned;
    `acting_for` is whom a deputy stood in for.
    """

    state: str
    label: str
    office: str
    since: date | None
    until: date | None
    norm: str
    reason: str = ""
    acting_for: str = ""


def stations(case: Case) -> list[Station]:
    """What happened, what is now, what comes when everything goes well."""
    process = catalogue.process_of(case.process, case.version)
    labels = {move.key: move.event_label or move.label for move in process.moves} | {TAKE_BACK: _("Zurückgeholt")}
    past = [
        Station(
            "past",
            labels.get(event.move, process.opening_label),
            event.office,
            _day(event.at),
            None,
            "",
            event.reason,
            event.acting_for or "",
        )
        for event in events_of(case)
    ]
    return past + _ahead(case)


def events_of(case: Case) -> list[Happened]:
    """What happened on a case, first to last; read once per case object and only as far as pages show it."""
    seen: dict[str, Any] = case.__dict__
    if "events_seen" not in seen:
        seen["events_seen"] = events_on(case.pk)
    events: list[Happened] = seen["events_seen"]
    return events


def _ahead(case: Case) -> list[Station]:
    process = catalogue.process_of(case.process, case.version)
    now = process.step(case.step)
    if now.is_end:
        return [Station("now", now.label, "", _day(case.step_since), None, "")]
    office = now.waits_for.office if now.waits_for else ""
    found = [Station("now", now.label, office, _day(case.step_since), case.due_on, str(now.norm or ""))]
    expected = _earliest(now, case, case.due_on or today())
    for step in process.way_from(case.step):
        expected = _earliest(step, case, expected)
        if step.working_days is not None:
            expected = WorkingDays().add(max(expected, today()), step.working_days)
        until = expected if step.working_days is not None else None
        office = step.waits_for.office if step.waits_for else ""
        found.append(Station("future", step.label, office, None, until, str(step.norm or "")))
    return found


def _earliest(step: Step, case: Case, expected: date) -> date:
    """The matter itself happens during a step without a number of days: what comes after cannot come before its end."""
    return max(expected, case.ends_on) if step.lasts and case.ends_on is not None else expected


def _day(at: datetime) -> date:
    return at.astimezone(BERLIN).date()
