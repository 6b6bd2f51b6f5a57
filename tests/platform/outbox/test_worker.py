"""The queue: effects inside the database happen once, outside at least once under the same key; failures wait."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import at, now
from meindo.platform.notify.models import Notification
from meindo.platform.outbox import wiring, worker
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.wiring import Every, Happened, Job, On
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import OrgUnit, Person

TEST = Actor.system("test")
pytestmark = pytest.mark.django_db


@pytest.fixture
def job(monkeypatch) -> Callable[..., None]:
    """Announce a job for this test."""

    def announce(func: Callable[[str, dict[str, Any]], None], *, outside: bool = False) -> None:
        monkeypatch.setitem(wiring.jobs, "probe", Job("probe", func, outside))

    return announce


def ask(key: str = "1", **payload: Any) -> None:
    """Ask for the effect in a unit of work."""
    with unit_of_work(TEST, purpose="test") as work:
        work.task("probe", key, payload)


def write_unit(key: str, _payload: dict[str, Any]) -> None:
    """An effect inside the database."""
    OrgUnit.objects.create(key=key)


def test_an_effect_commits_together_with_the_end_of_its_task(job) -> None:
    job(write_unit)
    ask()
    assert worker.drain() == 1
    assert OrgUnit.objects.count() == 1
    assert worker.drain() == 0
    assert Task.objects.get().done_at


def test_a_handler_that_fails_half_way_leaves_nothing_behind(job) -> None:
    fails = [True]

    def half(key: str, payload: dict[str, Any]) -> None:
        write_unit(key, payload)
        if fails:
            raise RuntimeError("half-way")

    job(half)
    ask()
    assert worker.drain() == 0
    assert OrgUnit.objects.count() == 0
    fails.clear()
    with at(now() + timedelta(minutes=1)):
        assert worker.drain() == 1
    assert OrgUnit.objects.count() == 1


def test_an_effect_whose_lease_was_lost_is_rolled_back(job) -> None:
    def slow(key: str, payload: dict[str, Any]) -> None:
        write_unit(key, payload)
        Task.objects.update(lease="somebody else")

    job(slow)
    ask()
    (task,) = worker.claim()
    assert worker.run(task) is False
    assert OrgUnit.objects.count() == 0
    assert not Task.objects.get().done_at


def test_the_task_of_a_killed_worker_comes_back_after_its_lease_and_not_before(job) -> None:
    job(write_unit)
    ask()
    (killed,) = worker.claim()
    assert worker.claim() == []
    with at(now() + worker.LEASE - timedelta(seconds=5)):
        assert worker.drain() == 0
    with at(now() + worker.LEASE + timedelta(seconds=5)):
        assert worker.drain() == 1
        assert worker.run(killed) is False, "the killed one wakes up and finds its task done"
    assert OrgUnit.objects.count() == 1


def test_failures_wait_longer_each_time_and_end_as_a_dead_letter_with_its_error(job) -> None:
    def never(_key: str, _payload: dict[str, Any]) -> None:
        raise ValueError("no such thing")

    job(never)
    ask()
    moment, waits = now(), []
    for _ in range(worker.MAX_ATTEMPTS):
        with at(moment):
            worker.drain()
        task = Task.objects.get()
        waits.append(round((task.due_at - moment).total_seconds()))
        moment = task.due_at + timedelta(seconds=1)
    assert waits == sorted(waits)
    assert waits[-1] > 60
    assert task.dead_at
    assert task.error == "ValueError: no such thing"
    with at(moment + timedelta(days=1)):
        assert worker.drain() == 0


def test_one_failing_task_does_not_stop_the_others(job) -> None:
    def picky(key: str, payload: dict[str, Any]) -> None:
        if payload.get("bad"):
            raise ValueError("bad")
        write_unit(key, payload)

    job(picky)
    ask("1", bad=True)
    ask("2")
    assert worker.drain() == 1
    assert OrgUnit.objects.get().key == "probe:2"


def test_the_same_effect_asked_for_twice_is_one_task(job) -> None:
    job(write_unit)
    ask("same")
    ask("same")
    assert Task.objects.count() == 1


def test_a_unit_of_work_that_fails_asks_for_nothing_and_records_nothing(job) -> None:
    job(write_unit)

    def fail() -> None:
        with unit_of_work(TEST, purpose="test") as work:
            work.task("probe", "1", {})
            work.record("test.happened")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Task.objects.exists()
    assert not AuditEvent.objects.exists()


def test_an_unknown_kind_of_task_is_refused_at_once() -> None:
    with pytest.raises(KeyError, match="no job"), unit_of_work(TEST, purpose="test") as work:
        work.task("unheard_of", "1", {})


def test_an_effect_outside_happens_at_least_once_and_always_under_the_same_key(job) -> None:
    sent: list[str] = []

    def send(key: str, _payload: dict[str, Any]) -> None:
        sent.append(key)
        if len(sent) == 1:
            raise ConnectionError("the other side answered, but nobody heard it")

    job(send, outside=True)
    ask("7")
    worker.drain()
    with at(now() + timedelta(minutes=1)):
        worker.drain()
    assert sent == ["probe:7", "probe:7"]


def test_a_repeated_mail_carries_the_same_message_id_and_nothing_personal(mailoutbox) -> None:
    from meindo.platform.notify.commands import notify
    from meindo.platform.notify.mail import send_mail
    from meindo.platform.notify.models import NoticeSettings

    person = Person.objects.create(email="a@example.org")
    NoticeSettings.objects.create(person=person, rhythms={"own": "at_once"}, quiet_from="03:00", quiet_until="03:00")
    NoticeSettings.objects.update(quiet_weekends=False)
    with unit_of_work(TEST, purpose="test") as work:
        for _ in range(2):
            notify(work, person_id=person.pk, key="k", msgid="Geheim {number}", url="/", number="DR-1")
    assert Notification.objects.count() == 1
    worker.drain()
    task = Task.objects.get(kind="notify.mail")
    send_mail(task.key, task.payload)
    assert len(mailoutbox) == 2
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 1
    assert "Geheim" not in mailoutbox[0].body
    assert "DR-1" not in mailoutbox[0].subject + mailoutbox[0].body


heard: list[str] = []


def hears(happened: Happened) -> None:
    heard.append(happened.fields["case"])


def fails(happened: Happened) -> None:
    raise RuntimeError("broken")


def test_each_receiver_of_an_event_gets_it_once_and_fails_alone(monkeypatch) -> None:
    heard.clear()
    monkeypatch.setitem(wiring.receivers, "probe.done", [On("probe.done", hears), On("probe.done", fails)])
    with unit_of_work(TEST, purpose="test") as work:
        work.emit("probe.done", case="c")
    assert worker.drain() == 1
    assert heard == ["c"]
    assert Task.objects.filter(done_at__isnull=True).get().error.startswith("RuntimeError")


def test_a_slot_of_a_recurring_job_is_one_task_whoever_plans_it(job, monkeypatch) -> None:
    job(write_unit)
    monkeypatch.setattr(wiring, "recurring", [Every("probe", 60)])
    worker.plan_recurring()
    worker.plan_recurring()
    assert Task.objects.count() == 1
    with at(now() + timedelta(hours=1)):
        worker.plan_recurring()
    assert Task.objects.count() == 2


def test_a_job_that_no_longer_exists_is_set_aside_with_a_sentence(job) -> None:
    Task.objects.create(kind="gone", key="gone:1")
    assert worker.drain() == 0
    assert "no job is called gone" in Task.objects.get().error
