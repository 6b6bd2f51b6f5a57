"""Two workers at once, in real threads on both databases: no task is done twice, none is left."""

import time
from typing import Any

from tests.support.parallel import all_at_once

from meindo.platform.outbox import wiring, worker
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.wiring import Job
from meindo.platform.people.models import OrgUnit


def write_unit(key: str, _payload: dict[str, Any]) -> None:
    time.sleep(0.001)
    OrgUnit.objects.create(key=key)


def test_many_workers_share_the_tasks_and_each_happens_once(own_database, monkeypatch) -> None:
    monkeypatch.setitem(wiring.jobs, "probe", Job("probe", write_unit))
    Task.objects.bulk_create([Task(kind="probe", key=f"probe:{number}") for number in range(60)])
    done = all_at_once([worker.drain] * 4)
    assert sum(done) == 60
    assert OrgUnit.objects.count() == 60
    assert not Task.objects.filter(done_at__isnull=True).exists()


def test_of_two_workers_that_hold_one_task_one_wins_and_the_other_leaves_nothing(own_database, monkeypatch) -> None:
    monkeypatch.setitem(wiring.jobs, "probe", Job("probe", write_unit))
    Task.objects.create(kind="probe", key="probe:1")
    (task,) = worker.claim()
    results = all_at_once([lambda: worker.run(task), lambda: worker.run(task)])
    assert sorted(results) == [False, True]
    assert OrgUnit.objects.count() == 1
    assert Task.objects.get().done_at
