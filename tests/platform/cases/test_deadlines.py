"""Reminders and escalations: everybody once, in short transactions, and not lost when the worker dies between two."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.bare import bare_case
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.kernel.workdays import WorkingDays
from meindo.platform.cases import catalogue, deadlines
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Process, ProcessInvalid, Step
from meindo.platform.cases.roles import applicant, system
from meindo.platform.cases.timeline import stations
from meindo.platform.clock import at, now, today
from meindo.platform.notify.models import Notification
from meindo.platform.outbox import worker
from meindo.platform.outbox.models import Task
from meindo.services.dienstreise.process import TRIP

office, db = built_once("office", build_office)


def waiting(office: Office, soon: int, late: int) -> None:
    """So many cases due tomorrow, and so many past their day."""
    job = office.employment("mitarbeiterin")
    for number in range(soon + late):
        due = today() + timedelta(days=1 if number < soon else -1)
        bare_case(TRIP, "approval", job, due_on=due)
    Task.objects.create(kind=deadlines.KIND, key=f"{deadlines.KIND}:slot:1")


def told() -> dict[str, int]:
    """How many messages of each kind were written; none twice to the same person about the same case."""
    keys = list(Notification.objects.values_list("key", flat=True))
    assert len(set(keys)) == len(keys)
    return dict(Counter(key.split(":")[0] for key in keys))


def test_every_case_is_told_about_once_and_only_a_batch_in_a_transaction(db, office) -> None:
    soon, late = deadlines.BATCH + 5, 2 * deadlines.BATCH
    waiting(office, soon, late)
    before = 0
    for _ in range(10):
        tasks = worker.claim()
        if not tasks:
            break
        assert [worker.run(task) for task in tasks] == [True]
        after = sum(told().values())
        assert after - before <= deadlines.BATCH
        before = after
    assert told() == {"remind": soon, "escalate": late}
    assert Task.objects.filter(kind=deadlines.KIND).count() == 4


def test_the_next_hour_tells_nobody_again(db, office) -> None:
    waiting(office, 3, 3)
    worker.drain()
    Task.objects.create(kind=deadlines.KIND, key=f"{deadlines.KIND}:slot:61")
    worker.drain()
    assert told() == {"remind": 3, "escalate": 3}


class Killed(BaseException):
    """The process is gone: nothing of the worker's own runs any more."""


def test_a_worker_killed_in_the_middle_of_a_batch_goes_on_where_the_last_one_ended(db, office, monkeypatch) -> None:
    count = 2 * deadlines.BATCH + 3
    waiting(office, count, 0)
    assert worker.run(worker.claim()[0])
    remind, done = deadlines.remind, []

    def dies(case: Case, day: object) -> None:
        remind(case, day)
        done.append(case)
        if len(done) == 7:
            raise Killed

    monkeypatch.setattr(deadlines, "remind", dies)
    with pytest.raises(Killed):
        worker.run(worker.claim()[0])
    assert told() == {"remind": deadlines.BATCH}, "half a batch leaves nothing"
    monkeypatch.setattr(deadlines, "remind", remind)
    with at(now() + worker.LEASE + timedelta(seconds=1)):
        worker.drain()
    assert told() == {"remind": count}


WAY = {"checking": 10, "ordering": 13}  # working days after the trip


@pytest.mark.parametrize("step", ["revision", "approval", "journey"])
def test_what_comes_after_the_trip_is_not_expected_before_its_end(db, office, step: str) -> None:
    with at(date(2026, 11, 20)):
        ends = date(2027, 1, 7)
        job = office.employment("mitarbeiterin")
        case = bare_case(TRIP, step, job, starts_on=ends, ends_on=ends, due_on=None)
        process = {found.label: found.key for found in TRIP.steps}
        days = {process[found.label]: found.until for found in stations(case) if found.state == "future"}
        assert {key: days[key] for key in WAY} == {key: WorkingDays().add(ends, after) for key, after in WAY.items()}
        if step == "revision":
            assert days["approval"] == WorkingDays().add(today(), 5), "asked for long before the trip"


CLOCK = system("clock", "Uhr")
OFFER = Step("offered", "Angebot", applicant(), lapses="expire")
EXPIRE = Move("expire", "läuft ab", ("offered",), "gone", CLOCK, decides=False)
ACCEPT = Move("accept", "annehmen", ("offered",), "gone", applicant(), decides=False)


def offer(expire: Move = EXPIRE) -> Process:
    """Something that ends by itself when nobody takes it."""
    return Process("offer", 1, "Angebot", "offered", (OFFER, Step("gone", "vorbei")), (ACCEPT, expire))


def test_what_ends_by_itself_ends_the_day_after_its_last_one_and_is_no_delay(db, office, monkeypatch) -> None:
    monkeypatch.setitem(catalogue._processes, ("offer", 1), offer())
    job = office.employment("mitarbeiterin")
    last, over = (bare_case(offer(), "offered", job, due_on=today() - timedelta(days=ago)) for ago in (0, 1))
    Task.objects.create(kind=deadlines.KIND, key=f"{deadlines.KIND}:slot:1")
    worker.drain()
    last.refresh_from_db()
    over.refresh_from_db()
    assert (last.step, over.step, over.is_open) == ("offered", "gone", False)
    assert over.events.get(move="expire").by_id is None
    assert "escalate" not in told()


def test_only_the_clock_ends_a_thing_by_itself_and_never_with_a_check() -> None:
    for expire in (
        replace(EXPIRE, by=applicant()),
        replace(EXPIRE, checks=(lambda _case: None,)),
        replace(EXPIRE, key="other"),
    ):
        with pytest.raises(ProcessInvalid, match="no automatic move"):
            offer(expire)
