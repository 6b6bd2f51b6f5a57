"""Reads of the Poststelle: what waits for paper, who gets it, and what was printed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from meindo.platform.access.viewer import Viewer
from meindo.platform.files.models import Document
from meindo.platform.notify.models import NoticeSettings, Notification
from meindo.platform.people.models import OrgUnit
from meindo.platform.people.queries import about_people_in_reach, about_units_in_reach, main_places

from .models import Batch, Sheet


@dataclass(frozen=True)
class Waiting:
    """What is to be printed for one unit (none: people without a place today)."""

    unit: OrgUnit | None
    people: int
    notices: int


def waiting_notices(viewer: Viewer) -> QuerySet[Notification]:
    """Messages that nobody read in the portal and no sheet holds, since their person chose paper; in the viewer's
    units, oldest first.
    """
    rows = Notification.objects.filter(read_at__isnull=True, on_sheet__isnull=True)
    rows = rows.filter(person__notice_settings__paper_since__lte=F("created_at"))
    return rows.filter(about_people_in_reach(viewer.person_id, viewer.role, viewer.day)).order_by("created_at", "id")


def waiting_units(viewer: Viewer) -> list[Waiting]:
    """For which units something waits, by code; people without a place last."""
    owners = list(waiting_notices(viewer).values_list("person_id", flat=True))
    places = main_places(owners)
    found: dict[int, list[int]] = {}
    units: dict[int, OrgUnit] = {place.unit_id: place.unit for place in places.values()}
    for owner in owners:
        found.setdefault(places[owner].unit_id if owner in places else 0, []).append(owner)
    rows = [Waiting(units.get(unit), len(set(people)), len(people)) for unit, people in found.items()]
    return sorted(rows, key=lambda row: (row.unit is None, row.unit.code if row.unit else ""))


def on_paper(viewer: Viewer) -> QuerySet[NoticeSettings]:
    """Who gets messages on paper in the viewer's units, by name."""
    rows = NoticeSettings.objects.filter(paper_since__isnull=False)
    rows = rows.filter(about_people_in_reach(viewer.person_id, viewer.role, viewer.day))
    return rows.select_related("person").order_by("person__sort_name", "id")


def is_on_paper(person_id: int) -> bool:
    """Whether a person gets messages on paper."""
    return NoticeSettings.objects.filter(person_id=person_id, paper_since__isnull=False).exists()


def batches(viewer: Viewer) -> QuerySet[Batch]:
    """What was printed for the viewer's units, latest first."""
    return Batch.objects.filter(about_units_in_reach(viewer.person_id, viewer.role, viewer.day)).order_by("-number")


def sheets_of(batch: Batch) -> list[Sheet]:
    """The sheets of a batch, in their order."""
    return list(Sheet.objects.filter(batch=batch).select_related("person").order_by("number"))


def letters_of(sheets: Iterable[Sheet]) -> dict[int, Document]:
    """The letters that go with sheets, by their id."""
    wanted = {news["document"] for sheet in sheets for news in sheet.content["news"] if news["document"]}
    return {row.pk: row for row in Document.objects.filter(pk__in=wanted)}
