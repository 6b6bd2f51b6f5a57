"""Reads of what was brought forward, of promises and of meetings."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from meindo.platform.access.viewer import Viewer, rule_for, visible
from meindo.platform.cases.models import Attachment, Case
from meindo.platform.cases.retrieval import Happened
from meindo.platform.cases.timeline import events_of
from meindo.platform.files.models import READY
from meindo.platform.people.measure_models import Measure, MeasureState, Participation
from meindo.platform.people.models import OrgClosure, OrgUnit, Responsibility
from meindo.platform.people.queries import main_place

from .bodies import BODIES
from .models import AgendaPoint, Meeting, Part, Promise

KEY = "beteiligung"
ANSWERS = ("consent", "object", "no_objection")
EXTENSIONS = ("extend", "extend_discussed")


def visible_parts(viewer: Viewer) -> Q:
    """The parts whose case the viewer sees: a body its own, the office all that it may bring forward."""
    return Q(case__in=visible(viewer, Case).values("pk"))


def visible_meetings(viewer: Viewer) -> Q:
    """The meetings of the body in which the viewer acts; nobody else's."""
    return Q(body=viewer.role) if viewer.role in BODIES else Q(pk__in=())


rule_for(Part, visible_parts)
rule_for(Meeting, visible_meetings)


def person_about(case: Case) -> int | None:
    """Whom a case is about, if it is about a person."""
    if case.pk is None:
        return None
    return Part.objects.filter(case=case).values_list("item__about_id", flat=True).first()


def reaches(person: int, roles: Iterable[str], day: date) -> dict[str, Q]:
    """The cases of the units for which a person answers in each of some roles, asked for all roles at once."""
    held = Responsibility.objects.as_of(day).filter(person_id=person, role__in=list(roles))
    units: dict[str, list[tuple[int, str]]] = {}
    for role, unit, kind in held.values_list("role", "unit_id", "unit__kind"):
        units.setdefault(role, []).append((unit, kind))
    return {role: _below(found, day) for role, found in units.items()}


def _below(units: list[tuple[int, str]], day: date) -> Q:
    if any(kind == "stadt" for _unit, kind in units):
        return Q()  # the whole city: no need to look at units
    below = OrgClosure.objects.filter(
        axis="line", ancestor_id__in=[unit for unit, _kind in units], valid_from__lte=day, valid_until__gt=day
    )
    return Q(unit_id__in=below.values("descendant_id"))


def cases_about(people: Iterable[int] = ()) -> QuerySet[Part, int]:
    """The keys of the cases about a person: one of `people`, or anybody."""
    parts = Part.objects.filter(item__about__isnull=False)
    chosen = list(people)
    return (parts.filter(item__about_id__in=chosen) if chosen else parts).values_list("case_id", flat=True)


def part_of(case: Case) -> Part:
    """What stands behind a case."""
    return Part.objects.select_related("item__about").get(case=case)


def part_with_case(part: Part) -> Part:
    """The same part with its case."""
    return Part.objects.select_related("case", "item").get(pk=part.pk)


def parts_of(viewer: Viewer, *, open_only: bool = False) -> QuerySet[Part]:
    """All parts that the viewer sees, those that are due first."""
    rows = visible(viewer, Part).select_related("case", "item")
    rows = rows.filter(case__is_open=True) if open_only else rows
    return rows.order_by("-case__is_open", "case__due_on", "-id")


def siblings(viewer: Viewer, part: Part) -> list[Part]:
    """The other bodies that were asked about the same matter, as far as the viewer sees their cases."""
    rows = visible(viewer, Part).filter(item_id=part.item_id).exclude(pk=part.pk)
    return list(rows.select_related("case", "item").order_by("id"))


def cases_beside(case: Case) -> dict[str, Case]:
    """The cases of all bodies that were asked about the same matter."""
    rows = Part.objects.filter(item__parts__case=case).select_related("case").order_by("id")
    return {part.body: part.case for part in rows}


def papers_of(item_id: int) -> list[Attachment]:
    """The papers of a matter, whichever body reads them: they are attached to the case of the first one."""
    rows = Attachment.objects.filter(case__participation__item=item_id, document__state=READY)
    return list(rows.select_related("document").order_by("position"))


def asked_about(subjects: Iterable[str]) -> dict[str, list[Part]]:
    """What was brought forward about each subject and was not withdrawn, latest last."""
    found: dict[str, list[Part]] = {}
    rows = Part.objects.filter(item__subject__in=list(subjects)).select_related("item", "case").order_by("id")
    for part in rows.exclude(case__step__in=("body_dropped", "hearing_dropped")):
        found.setdefault(part.item.subject, []).append(part)
    return found


def promises_of(part: Part) -> QuerySet[Promise]:
    """What was promised in a part, open ones first."""
    return Promise.objects.filter(part=part).order_by(F("done_at").asc(nulls_first=True), "due_on", "id")


def open_promises(viewer: Viewer) -> QuerySet[Promise]:
    """What was promised and is not done, in what the viewer sees; what is due first."""
    rows = Promise.objects.filter(part__in=visible(viewer, Part).values("pk"), done_at__isnull=True)
    return rows.select_related("part__case", "part__item").order_by("due_on", "id")


def overdue_promises(day: date) -> list[Promise]:
    """What was promised until before a day and is not done, whoever asks: for the worker."""
    rows = Promise.objects.filter(done_at__isnull=True, due_on__lt=day)
    return list(rows.select_related("part__case").order_by("id"))


def promise_of(viewer: Viewer, uuid: UUID) -> Promise:
    """One promise; Promise.DoesNotExist where the viewer does not see its part."""
    rows = Promise.objects.filter(part__in=visible(viewer, Part).values("pk"))
    return rows.select_related("part__case").get(uuid=uuid)


def meetings_of(viewer: Viewer) -> QuerySet[Meeting]:
    """The meetings of the viewer's body, the latest first."""
    return visible(viewer, Meeting).order_by("-held_on", "-id")


def meetings_without(viewer: Viewer, part: Part, day: date) -> list[Meeting]:
    """The meetings to come of the viewer's body on whose agenda a part does not stand yet."""
    return list(meetings_of(viewer).filter(held_on__gte=day).exclude(points__part=part))


def points_of(meeting: Meeting) -> list[AgendaPoint]:
    """The agenda of a meeting in its order."""
    return list(meeting.points.select_related("part__item", "part__case").order_by("position"))


def meeting_about(part: Part, until: date) -> Meeting | None:
    """The last meeting that had a part on its agenda, up to a day."""
    return Meeting.objects.filter(points__part=part, held_on__lte=until).order_by("-held_on", "-id").first()


def answer_of(case: Case) -> Happened | None:
    """What the body said last, if it has answered."""
    return next((event for event in reversed(events_of(case)) if event.move in ANSWERS), None)


def was_extended(case: Case) -> bool:
    """Whether the time was extended at the step where the case is."""
    return any(event.move in EXTENSIONS and event.target == case.step for event in events_of(case))


def unit_about(person_id: int | None) -> int:
    """Where a matter belongs: to the unit of the person whom it is about, else to the whole city."""
    place = main_place(person_id) if person_id is not None else None
    if place is not None:
        return place.unit_id
    return OrgUnit.objects.filter(kind="stadt").order_by("id").values_list("pk", flat=True)[0]


def open_measures(reach: Q) -> list[Measure]:
    """The measures in somebody's reach that are not ordered yet, with the bodies that were asked."""
    ended = (MeasureState.ORDERED, MeasureState.EFFECTIVE, MeasureState.REVOKED)
    rows = Measure.objects.filter(reach).exclude(state__in=ended).prefetch_related("participations")
    return list(rows.order_by("effective_on", "id"))


def participation_in(measure: str, body: str) -> Participation | None:
    """A body's part in a measure."""
    return Participation.objects.select_related("measure").filter(measure__uuid=measure, body=body).first()


class Decided(NamedTuple):
    """A part that ended, as far as the public reads it."""

    body: str
    kind: str
    title: str
    uuid: UUID
    process: str
    version: int
    step: str
    closed_at: datetime


def decided_parts(without: str) -> list[Decided]:
    """Every part that ended, but those about one kind of matter, for the public register: results only, and nothing
    about a person.
    """
    rows = Part.objects.filter(case__is_open=False, case__closed_at__isnull=False, item__about__isnull=True)
    rows = rows.exclude(item__kind=without).exclude(case__step__in=("body_dropped", "hearing_dropped"))
    of_case = (f"case__{name}" for name in ("uuid", "process", "version", "step", "closed_at"))
    found = rows.order_by("case__closed_at", "id").values_list("body", "item__kind", "item__title", *of_case)
    return [Decided(*row) for row in found]


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """What a person brought forward, and the measures about them, as plain data; what a body said of them stands in
    the answer of the measure.
    """
    mine = Q(case__person_id=person_id) | Q(item__about_id=person_id)
    for part in Part.objects.filter(mine).select_related("case", "item").order_by("id"):
        yield {
            "number": part.case.number,
            "title": part.item.title,
            "body": part.body,
            "step": part.case.step,
            "received_on": part.item.received_on.isoformat(),
        }
