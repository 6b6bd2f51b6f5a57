"""Kill -9 of web or worker at any moment loses no acknowledged entry and doubles no effect."""

import hashlib
import re
import threading
import time
from datetime import time as time_of_day
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from django.db.models import Count
from django.test import override_settings
from tests.faults.servers import Servers, servers
from tests.faults.story import Story
from tests.faults.test_export import assert_files_are_whole
from tests.support.office import build_office
from tests.support.parallel import environment

from meindo.platform.audit.actor import Actor
from meindo.platform.audit.chain import chain_all, verify
from meindo.platform.audit.models import AuditEvent
from meindo.platform.cases.commands import HOLD
from meindo.platform.cases.models import Case, CaseEvent, Draft
from meindo.platform.clock import at, now
from meindo.platform.files.models import Document
from meindo.platform.notify.commands import choose_rhythms, notify
from meindo.platform.notify.models import Notification
from meindo.platform.notify.rhythm import AT_ONCE, KINDS
from meindo.platform.outbox import worker
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.payroll import files
from meindo.platform.payroll.commands import export_lines
from meindo.platform.payroll.models import PayLine, PayRun
from meindo.platform.people.models import Person

MESSAGES = 4
MAIL_FILES = "django.core.mail.backends.filebased.EmailBackend"
MESSAGE_ID = re.compile(r"^Message-ID: (<\S+>)$", re.MULTILINE)


def storm(found: Servers, story: Story, kills: int) -> None:
    """People work while parts are killed at random moments, each after it had time to begin, and started again."""
    stop = threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            while not stop.is_set():
                story.one_trip()
        except Exception as problem:
            failed.append(problem)

    people = threading.Thread(target=work)
    people.start()
    for _ in range(kills):
        tell(MESSAGES)
        time.sleep(story.random.uniform(1.5, 3.5))
        part = story.random.choice(["web", "worker", "worker"])
        found.kill(part)
        found.start(part)
    stop.set()
    people.join(90)
    assert not failed, failed


def tell(count: int) -> None:
    """Messages that leave as mail at once, beside those that people cause."""
    reader = Person.objects.exclude(email="").get()
    for _ in range(count):
        with unit_of_work(Actor.system("test"), purpose="test") as work:
            notify(work, person_id=reader.pk, key=f"news:{uuid4()}", msgid="Neues", url="/")


def kill_at_random(url: str, folder: Path, kills: int, seed: int) -> Story:
    """Run the story under fire, then let one worker finish once the leases of the killed have run out."""
    office = build_office()
    hears_at_once(office.people["mitarbeiterin"])
    with servers({**environment(folder, url), "MEINDO_TEST_MAIL_FILES": "1"}, folder) as found:
        story = Story(found.port, Random(seed))
        storm(found, story, kills)
    assert Task.objects.filter(done_at__isnull=False).count() > 5, "the workers died before they did anything"
    before = set(Task.objects.filter(done_at__isnull=True).values_list("pk", flat=True))
    mail = override_settings(EMAIL_BACKEND=MAIL_FILES, EMAIL_FILE_PATH=folder / "mail")
    with mail, at(now() + HOLD + worker.LEASE):  # what waits to be told is told, too
        worker.drain()
    assert not Task.objects.filter(pk__in=before, done_at__isnull=True).exists(), "stuck longer than a lease"
    export_lines(Actor.system("payroll"))
    worker.drain()
    chain_all()
    return story


def hears_at_once(person: Person) -> None:
    """Every message of hers leaves as a mail of its own, at any hour."""
    Person.objects.filter(pk=person.pk).update(email="emma@example.org")
    always = {"quiet_from": time_of_day(0), "quiet_until": time_of_day(0), "quiet_weekends": False}
    choose_rhythms(person.pk, dict.fromkeys(KINDS, AT_ONCE), **always)


def assert_outside_has_its_keys(folder: Path) -> None:
    """What left the database bears the key of its task: mail that was sent twice is one mail to its reader, and every
    pay line lies in exactly one file, which is whole.
    """
    expected = {
        f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@localhost>": key
        for key in Task.objects.filter(kind="notify.mail").values_list("key", flat=True)
    }
    sent = "".join(path.read_text(encoding="utf-8") for path in sorted((folder / "mail").glob("*.log")))
    found = MESSAGE_ID.findall(sent)
    assert set(found) <= set(expected), "a mail without its stable key"
    mailed = Notification.objects.filter(mailed_at__isnull=False, key__startswith="news:")
    told = {expected[identifier].removeprefix("notify.mail:") for identifier in found}
    assert mailed.exists()
    assert set(mailed.values_list("key", flat=True)) <= told
    assert_files_are_whole(complete=True)
    files_written = {path.name for path in files.folder().glob("zahlungen-*.csv")}
    assert files_written == {f"zahlungen-{run.number:06}.csv" for run in PayRun.objects.all()}


def assert_nothing_lost(story: Story) -> None:
    """Every acknowledged case is there, and it made exactly the moves that were acknowledged, in their order."""
    cases = {str(case.uuid): case for case in Case.objects.all()}
    assert set(story.moves) <= set(cases), "an acknowledged case is gone"
    for uuid, moves in story.moves.items():
        assert list(cases[uuid].events.order_by("revision").values_list("move", flat=True)) == moves, uuid
    sent = list(Draft.objects.filter(case=None).exclude(sent_case=None).values_list("sent_case_id", flat=True))
    assert sorted(sent) == sorted(case.pk for case in cases.values()), "each case came from one draft, each draft once"


def assert_nothing_doubled() -> None:
    """Each decision has its one letter, its one message, its pay lines once, and its rows in the audit log."""
    deciding = CaseEvent.objects.filter(move__in=("reject", "order")).count()
    assert Document.objects.count() == deciding
    assert Notification.objects.filter(key__startswith="letter:").count() == deciding
    steps = CaseEvent.objects.filter(decides=True).count()
    assert Notification.objects.filter(key__startswith="step:").count() == steps
    for case in Case.objects.filter(step="payout"):
        assert sum(line.amount_eur for line in PayLine.objects.filter(case=case)) == case.amount_eur
    twice = PayLine.objects.values("case", "wage_type").annotate(n=Count("id")).filter(n__gt=1)
    assert not twice.exists()
    assert not PayLine.objects.filter(run=None).exists()
    assert_audit_is_whole()


def assert_audit_is_whole() -> None:
    """One row per move, letter and line; the chain holds and nothing waits."""
    report = verify()
    assert (report.broken_at, report.waiting) == (None, 0)
    for kind, rows in (("case.moved", CaseEvent), ("document.filed", Document), ("payroll.ordered", PayLine)):
        assert AuditEvent.objects.filter(kind=kind).count() == rows.objects.count(), kind
    assert not Task.objects.filter(dead_at__isnull=False).exists()


def test_killing_web_and_worker_loses_nothing_and_doubles_nothing(own_database: str, tmp_path: Path) -> None:
    story = kill_at_random(own_database, tmp_path, kills=5, seed=1)
    assert any("order" in moves for moves in story.moves.values())
    assert_nothing_lost(story)
    assert_nothing_doubled()
    assert_outside_has_its_keys(tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8))
def test_two_hundred_kills(own_database: str, tmp_path: Path, seed: int) -> None:
    story = kill_at_random(own_database, tmp_path, kills=25, seed=seed)
    assert_nothing_lost(story)
    assert_nothing_doubled()
    assert_outside_has_its_keys(tmp_path)
