"""Print a batch: each message once, whoever prints at the same time and wherever it stops."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import IntegrityError
from django.db.models import Max

from meindo.platform.access.viewer import Viewer
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import OrgUnit
from meindo.platform.people.queries import main_places, people_of

from .models import Batch, Sheet, SheetNotice
from .queries import sheets_of, waiting_notices, waiting_units
from .sheets import SheetContent, checksum, sheet_content

PURPOSE = "notices.paper"
ATTEMPTS = 5
MOST_SHEETS = 50  # a batch is one short transaction and one file that can be printed in one go


def print_batch(viewer: Viewer, unit: OrgUnit | None) -> Batch | None:
    """Put what waits for the people of a unit into one batch; None when nothing waits (any more).

    The batch is there as a whole or not at all. Who prints at the same moment gets the rest, which may be nothing.
    """
    for _attempt in range(ATTEMPTS):
        try:
            return _print(viewer, unit)
        except IntegrityError:
            continue  # another batch got the number, or a message of this one
    raise RuntimeError("the batch could not be numbered")


def print_everything(viewer: Viewer) -> list[Batch]:
    """A batch for each unit for which something waits. Stopped half-way, the next call prints the rest."""
    found = []
    for waiting in waiting_units(viewer):
        while (batch := print_batch(viewer, waiting.unit)) is not None:
            found.append(batch)
    return found


def _print(viewer: Viewer, unit: OrgUnit | None) -> Batch | None:
    with unit_of_work(viewer.actor, purpose=PURPOSE) as work:
        by_person = _of_unit(viewer, unit)
        if not by_person:
            return None
        place = str(unit) if unit else ""
        people = people_of(list(by_person))
        contents = {person.pk: sheet_content(person, place, by_person[person.pk]) for person in people}
        batch = Batch.objects.create(
            number=(Batch.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
            unit=unit,
            unit_label=place or "Personen ohne Dienststelle",
            printed_by_id=viewer.person_id,
            printed_at=work.at.replace(microsecond=0),
            sheet_count=len(contents),
            notice_count=sum(len(rows) for rows in by_person.values()),
            sha256=checksum(list(contents.values())),
        )
        _store(batch, contents, by_person)
        work.record(
            "notice.batch_printed", f"batch:{batch.number}", sheets=batch.sheet_count, notices=batch.notice_count
        )
    return batch


def _of_unit(viewer: Viewer, unit: OrgUnit | None) -> dict[int, list[Notification]]:
    """What waits for the first people of a unit, by person."""
    rows = list(waiting_notices(viewer).select_related("document"))
    places = main_places({row.person_id for row in rows})
    found: dict[int, list[Notification]] = defaultdict(list)
    for row in rows:
        place = places.get(row.person_id)
        if (place.unit_id if place else None) == (unit.pk if unit else None):
            found[row.person_id].append(row)
    return dict(list(found.items())[:MOST_SHEETS])


def _store(batch: Batch, contents: dict[int, SheetContent], by_person: dict[int, list[Notification]]) -> None:
    for number, (person, content) in enumerate(contents.items(), 1):
        sheet = Sheet.objects.create(batch=batch, number=number, person_id=person, content=content)
        SheetNotice.objects.bulk_create([SheetNotice(sheet=sheet, notification=row) for row in by_person[person]])


def seal_anew(batches: Iterable[int]) -> None:
    """The checksum of batches whose sheets an erasure has changed; part of its transaction."""
    for batch in Batch.objects.filter(pk__in=set(batches)):
        contents = [sheet.content for sheet in sheets_of(batch)]
        Batch.objects.filter(pk=batch.pk).update(sha256=checksum(contents))
