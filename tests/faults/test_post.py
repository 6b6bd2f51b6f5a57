"""Batches on paper: two people who print at once, and a process killed while it prints."""

from pathlib import Path

from tests.faults.killed import killed_at
from tests.support.city import Newcomer
from tests.support.office import Office, build_office
from tests.support.parallel import all_at_once, environment
from tests.web.world import viewer_of

from meindo.platform.clock import now
from meindo.platform.notify.models import NoticeSettings, Notification
from meindo.platform.post.commands import print_batch, print_everything
from meindo.platform.post.files import file_of
from meindo.platform.post.models import Batch, Sheet, SheetNotice

UNITS, EACH, NEWS = 12, 4, 3


def build_post() -> Office:
    """Many units with people on paper, each with news."""
    office = build_office()
    for name in ("poststelle", "poststelle2"):
        office.people[name] = office.city.person(name.title(), office.units["11"])
        office.city.responsible(office.people[name], "post_office", office.units["root"])
    units = [office.city.unit(f"51/1-{number}", parent=office.units["51/1"]) for number in range(UNITS)]
    people = office.city.people([Newcomer(f"Papier{n}", unit) for unit in units for n in range(EACH)])
    office.units |= {unit.key: unit for unit in units}
    office.city.store()
    then = now()
    NoticeSettings.objects.bulk_create([NoticeSettings(person=person, paper_since=then) for person in people])
    Notification.objects.bulk_create(
        Notification(person=person, key=f"{person.pk}:{n}", msgid=f"Neues {n}", url="/", created_at=now())
        for person in people
        for n in range(NEWS)
    )
    return office


def assert_once_and_whole() -> None:
    """Every message on one sheet, every batch as long as it says, with numbers without a gap and a file of its own."""
    assert SheetNotice.objects.count() == Notification.objects.count() == UNITS * EACH * NEWS
    assert Sheet.objects.count() == UNITS * EACH
    batches = list(Batch.objects.order_by("number"))
    assert [batch.number for batch in batches] == list(range(1, len(batches) + 1))
    for batch in batches:
        sheets = Sheet.objects.filter(batch=batch)
        assert sheets.count() == batch.sheet_count
        assert SheetNotice.objects.filter(sheet__batch=batch).count() == batch.notice_count
    assert file_of(batches[-1]) == file_of(batches[-1])


def test_two_people_who_print_at_once_share_the_work(own_database: str, tmp_path: Path, settings) -> None:
    office = build_post()
    viewers = [viewer_of(office, name, "post_office") for name in ("poststelle", "poststelle2")]
    unit = office.units["51/1-0"]
    results = all_at_once([lambda viewer=viewer: print_batch(viewer, unit) for viewer in viewers * 2])
    assert [result for result in results if isinstance(result, Exception)] == []
    assert sum(result is not None for result in results) == 1
    results = all_at_once([lambda viewer=viewer: print_everything(viewer) for viewer in viewers])
    assert [result for result in results if isinstance(result, Exception)] == []
    assert_once_and_whole()


PRINT = """
from meindo.platform.access.viewer import Viewer
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.people.models import Person
from meindo.platform.post import commands

person = Person.objects.get(pk=int(sys.argv[3]))
viewer = Viewer(Actor(f"person:{person.uuid}", person.pk), "post_office", "notices.paper", today())
commands.print_everything(viewer)
"""
# where it dies, at which call, and how many whole batches there are afterwards
MOMENTS = (
    ("meindo.platform.post.commands:checksum", 1, 0),  # nothing written yet
    ("meindo.platform.post.commands:_store", 2, 1),  # one batch whole, the second numbered
    (
        "django.db.models.query:QuerySet.bulk_create",
        2,
        1,
    ),  # one sheet of four is written
    ("meindo.platform.outbox.work:Work.close", 3, 2),  # one more whole, nothing left there, the next not committed
)


def test_a_killed_printer_leaves_whole_batches_and_the_next_call_prints_the_rest(
    own_database: str, tmp_path: Path, settings
) -> None:
    office = build_post()
    known, person = environment(tmp_path, own_database), str(office.people["poststelle"].pk)
    for target, nth, whole in MOMENTS:
        killed_at(known, PRINT, target, nth, person)
        assert Batch.objects.count() == whole, target
        for batch in Batch.objects.all():
            assert Sheet.objects.filter(batch=batch).count() == batch.sheet_count
    print_everything(viewer_of(office, "poststelle2", "post_office"))
    assert_once_and_whole()
