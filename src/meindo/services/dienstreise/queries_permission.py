"""Reads of standing permissions, and of the months claimed under them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from meindo.kernel.message import mark as _
from meindo.kernel.refusal import NotCovered
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case, Draft
from meindo.platform.cases.process import Reason
from meindo.platform.cases.queries import LISTED
from meindo.platform.cases.timeline import events_of
from meindo.platform.clock import today
from meindo.platform.prepared import Prepared, padded

from . import rules
from .answers_month import month_key, next_month
from .models import StandingPermission, Trip
from .queries import COLLECTIVE, PERMITTED
from .request import MONTH_FORM

LONG = "long_period"  # under this key a case says that it asks for longer than usual
GRANTED = ("in_force", "ended", "revoked")  # what was travelled under it can be claimed
VOID = ("claim_rejected", "reversed")  # a month that can be claimed once more without being a supplement


def permission_of(case: Case) -> StandingPermission:
    """The permission in force of a case that the viewer was already allowed to open; read once per case object."""
    seen: dict[str, Any] = case.__dict__
    if "permission_seen" not in seen:
        seen["permission_seen"] = StandingPermission.objects.get(case=case, superseded_at__isnull=True)
    found: StandingPermission = seen["permission_seen"]
    return found


def permissions_in(case: Case) -> list[StandingPermission]:
    """Every version of it, first to last; the last one holds."""
    if not any(event.move in ("answer_request", "end_early", "revoke") for event in events_of(case)):
        return [permission_of(case)]
    return list(StandingPermission.objects.filter(case=case).order_by("number"))


def holds_still(case: Case) -> Reason | None:
    """Why a permission has not run out yet."""
    if case.ends_on is not None and case.ends_on >= today():
        return Reason(_("Die Genehmigung gilt noch bis zum {day}."), {"day": case.ends_on})
    return None


def over(day: date) -> QuerySet[Case]:
    """Permissions whose last day lies before a day and that nobody has ended."""
    return Case.objects.filter(process=PERMITTED, step="in_force", ends_on__lt=day).order_by("ends_on", "id")


def permissions_of_staff(viewer: Viewer) -> QuerySet[Case]:
    """The permissions in force of those for whom the viewer decides."""
    cases = visible(viewer, Case).filter(process=PERMITTED, step="in_force").exclude(person_id=viewer.person_id)
    return cases.select_related("person", "unit").order_by("ends_on", "id")


@dataclass(frozen=True)
class Month:
    """A month of a permission: claimed by these cases, begun in a draft, and how it stands: claimed, open or late."""

    first: date
    state: str
    cases: tuple[Case, ...] = ()
    draft: Draft | None = None
    until: date | None = None

    @property
    def key(self) -> str:
        """As a draft names it."""
        return month_key(self.first)

    @property
    def is_due(self) -> bool:
        """Whether it is over and nobody has claimed it."""
        return not self.cases and next_month(self.first) <= today()


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months that these days touch."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def months_of(case: Case, last_day: date | None = None) -> list[date]:
    """The months that can be claimed under a permission by today, latest first."""
    if case.starts_on is None or case.ends_on is None:
        return []
    return months_between(case.starts_on, min(last_day or case.ends_on, today()))[::-1]


_claimed = Prepared(
    lambda *permitted: (
        Trip.objects.filter(permission__case__in=permitted, superseded_at__isnull=True)
        .exclude(case__step__in=VOID)
        .select_related("case", "permission")
        .order_by("id")
    )
)


def claimed_months(cases: list[Case]) -> dict[int, dict[date, list[Case]]]:
    """The claims of permissions by month, first to last; one question for all of them. One that was refused or taken
    back leaves its month open.
    """
    found: dict[int, dict[date, list[Case]]] = {case.pk: {} for case in cases}
    keys = list(found)
    pages = (keys[at : at + LISTED] for at in range(0, len(keys), LISTED))
    for trip in (trip for page in pages for trip in _claimed(*padded(page, LISTED))):
        assert trip.permission is not None  # noqa: S101 (asked for by its permission)
        found[trip.permission.case_id].setdefault(trip.starts_on.replace(day=1), []).append(trip.case)
    return found


def month_rows(case: Case, claimed: Mapping[date, list[Case]], drafts: Iterable[Draft], day: date) -> list[Month]:
    """The months of a permission with how they stand, latest first."""
    found = []
    for first in months_of(case):
        cases = tuple(claimed.get(first, ()))
        draft = next((d for d in drafts if d.case_id == case.pk and d.data.get("month") == month_key(first)), None)
        until = due_until(next_month(first) - timedelta(days=1))
        late = not cases and until is not None and until < day
        state = "claimed" if cases else "late" if late else "open"
        found.append(Month(first, state, cases, draft, until))
    return found


def due_until(last_day: date) -> date | None:
    """Until when the trips of a month can be claimed in time, counted from its last day."""
    try:
        return rules.claim_deadline(last_day, rules.law_on(last_day))
    except NotCovered:
        return None


def entered_by(month: Month, person_id: int) -> Month:
    """The same month with the claims that somebody typed for the person, and no others."""
    return replace(month, cases=tuple(case for case in month.cases if case.entered_by_id == person_id))


def is_supplement(case: Case, first: date) -> bool:
    """Whether the month of a permission was claimed before, and not refused."""
    trips = Trip.objects.filter(permission__case=case, starts_on__gte=first, starts_on__lt=next_month(first))
    return trips.exclude(case__step__in=VOID).exists()


def claimable(viewer: Viewer, person: int) -> QuerySet[Case]:
    """The permissions of a person that the viewer entered and under which a month can be claimed."""
    cases = visible(viewer, Case).filter(Q(process=PERMITTED, step__in=GRANTED) | Q(process=COLLECTIVE), person=person)
    return cases.exclude(~Q(step="claim_revision"), process=COLLECTIVE).order_by("-starts_on", "-id")


def due_months(person_id: int) -> int:
    """How many months of a person are to be claimed: over, in time, not claimed, and begun in a draft or just over.

    Not every month has trips: older ones in which nothing was entered are offered on the page, and nobody is reminded.
    """
    cases = list(Case.objects.filter(process=PERMITTED, step__in=GRANTED, person_id=person_id))
    if not cases:
        return 0
    drafts = Draft.objects.filter(person_id=person_id, form=MONTH_FORM, sent_case__isnull=True, expires_on__gte=today())
    claimed, begun = claimed_months(cases), list(drafts)
    rows = [row for case in cases for row in month_rows(case, claimed[case.pk], begun, today())]
    last = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    due = {row.first for row in rows if row.is_due and row.state == "open" and (row.draft or row.first == last)}
    return len(due)


def holders_in_force() -> list[tuple[int, int]]:
    """Employments with a permission in force, each with its person."""
    rows = Case.objects.filter(process=PERMITTED, step="in_force").order_by("employment_id")
    return list(rows.values_list("employment_id", "person_id").distinct())


def last_row(person_id: int) -> dict[str, Any]:
    """What was typed in the person's last month; nothing without one."""
    trips = Trip.objects.filter(case__person_id=person_id, permission__isnull=False, superseded_at__isnull=True)
    found = trips.order_by("-starts_on", "-id").values_list("claims__answers", flat=True).first()
    return dict(found or {})


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's permissions as plain data; the months claimed stand among the trips."""
    rows = StandingPermission.objects.filter(case__person_id=person_id).select_related("case").order_by("id")
    for found in rows:
        yield {
            "number": found.case.number,
            "step": found.case.step,
            "area": found.area,
            "occasion": found.occasion,
            "means": found.means,
            "request": found.number,
            "superseded": found.superseded_at is not None,
            "valid_from": found.valid_from.isoformat(),
            "valid_until": found.valid_until.isoformat(),
        }
