"""What a sponsor and the personnel office read of external people: where, why, until when, who answers for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from meindo.platform.access.viewer import Viewer
from meindo.platform.people.commands_externals import last_extension
from meindo.platform.people.external_models import EngagementKind
from meindo.platform.people.queries_externals import (
    AHEAD,
    ROLE,
    externals_in_reach,
    names_of,
    sponsored_by,
    units_of,
)
from meindo.ui.cells import Text, date_range, date_text

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shown:
    """An engagement in words; `note` with its colour says what it lacks. `is_ours`: meindo keeps its days itself."""

    employment: Any
    unit: str
    kind: Text
    first_day: date
    last_day: date
    sponsor: str
    note: str
    note_kind: str
    is_ours: bool
    can_go_on: bool


def externals_of(viewer: Viewer, text: str = "") -> QuerySet[Any]:
    """For the office everybody in reach, for everybody else those for whom they answer."""
    if viewer.role == ROLE:
        return externals_in_reach(viewer.person_id, viewer.day, text)
    return sponsored_by(viewer.person_id, viewer.day)


def external_of(viewer: Viewer, uuid: UUID) -> Any:
    """One of them; somebody else does not exist."""
    return externals_of(viewer).get(uuid=uuid)


def unattended(viewer: Viewer) -> int:
    """How many externals in reach have no sponsor, or one who goes."""
    return externals_of(viewer).filter(attended=False).count()


def people_on(rows: Iterable[Shown]) -> set[tuple[int, int]]:
    """Whose names these rows show."""
    found: set[tuple[int, int]] = set()
    for row in rows:
        found.add((row.employment.person_id, 0))
        if row.sponsor:
            found.add((row.employment.sponsor_now, 0))
    return found


def shown(employments: Iterable[Any], day: date) -> list[Shown]:
    """Each with unit and sponsor by name, read in one go."""
    jobs = list(employments)
    units = units_of([job.pk for job in jobs], day)
    names = names_of({key for job in jobs if (key := _sponsor_of(job))})
    return [_row(job, str(units.get(job.pk, "")), names.get(_sponsor_of(job) or 0, ""), day) for job in jobs]


def facts_of(row: Shown) -> list[tuple[str, Text]]:
    """What the page of one engagement says of it."""
    return [
        (_("Personalnummer"), row.employment.personnel_no),
        (_("Einheit"), row.unit or "–"),
        (_("Art"), row.kind or "–"),
        (_("Zeit"), date_range(row.first_day, row.last_day)),
        (_("Verantwortlich"), row.sponsor or "–"),
    ]


def _sponsor_of(job: Any) -> int | None:
    key: int | None = job.sponsor_now
    return key


def _row(job: Any, unit: str, sponsor: str, day: date) -> Shown:
    begins, last = job.begins_on, job.ends_on - ONE_DAY
    note, colour = _note(job, sponsor, begins, last, day)
    is_ours = job.person.key is None
    return Shown(
        employment=job,
        unit=unit,
        kind=EngagementKind(job.kind).label if job.kind else "",
        first_day=begins,
        last_day=last,
        sponsor=sponsor,
        note=note,
        note_kind=colour,
        is_ours=is_ours,
        can_go_on=is_ours and last < last_extension(),
    )


def _note(job: Any, sponsor: str, begins: date, last: date, day: date) -> tuple[str, str]:
    if not sponsor:
        return _("niemand verantwortlich"), "wrong"
    if not job.attended:
        return _("verantwortliche Person geht"), "due"
    if last < day + AHEAD:
        return _("endet bald"), "due"
    return (_("ab {day}").format(day=date_text(begins)), "wait") if begins > day else ("", "")
