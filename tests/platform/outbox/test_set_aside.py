"""What was set aside after errors is listed without personal data, and goes on under its key when it is asked to."""

from typing import Any

import pytest
from tests.platform.retention.story import FIRST, SECOND, SETTLE, answered, at, later, paid_trip
from tests.support.office import Office, build_office

from meindo.cli import main
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent
from meindo.platform.cases.models import Case
from meindo.platform.clock import now
from meindo.platform.files.commands import file_document
from meindo.platform.files.models import Document
from meindo.platform.outbox import wiring, worker
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.wiring import Job
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Person
from meindo.platform.retention import commands_runs
from meindo.platform.retention.models import Run

pytestmark = pytest.mark.django_db
TEST = Actor.system("test")


@pytest.fixture
def office(settings, tmp_path) -> Office:
    settings.DATA, settings.ERASURES_FILE = tmp_path, tmp_path / "erasures.jsonl"
    return build_office()


def until_set_aside() -> None:
    """The worker tries until it gives up, without the waiting between."""
    for _attempt in range(worker.MAX_ATTEMPTS):
        Task.objects.filter(done_at__isnull=True, dead_at__isnull=True).update(due_at=now())
        worker.drain()


def listed(capsys: Any, *arguments: str) -> list[str]:
    main(["tasks", "list", *arguments])
    return list(capsys.readouterr().out.splitlines())


def test_a_released_run_that_was_set_aside_goes_on_and_ends(office, monkeypatch, capsys) -> None:
    paid_trip(office)
    with at(later(10)):
        answered(office)
        run = commands_runs.propose_run(purpose=SETTLE, by=office.actor(FIRST))
        commands_runs.release_run(run, by=office.actor(SECOND))

        def fails(_work: Any, _cases: Any) -> dict[str, int]:
            raise OSError("Emma Yılmaz: disk full")

        with monkeypatch.context() as broken:
            broken.setattr(commands_runs, "erase_cases", fails)
            until_set_aside()
        worker.drain()
        assert Run.objects.get().finished_at is None, "nothing tries it again by itself"
        (line,) = listed(capsys)
        task = Task.objects.get(dead_at__isnull=False)
        assert line.split() == [str(task.pk), "retention.run", "0", "Minuten", "alt,", "8", "Versuche", "OSError"]
        assert main(["tasks", "retry", "--name", "retention.run"]) == 0
        worker.drain()
    assert Run.objects.get().finished_at
    assert not Case.objects.exists()
    assert listed(capsys)[-1].startswith("Keine solche Aufgabe")
    assert AuditEvent.objects.get(kind="task.retried").subject == f"task:{task.pk}"


def test_an_effect_that_was_done_before_the_failure_is_not_doubled(office, monkeypatch) -> None:
    keys: list[str] = []

    def files_then_fails(key: str, _payload: dict[str, Any]) -> None:
        keys.append(key)
        with unit_of_work(TEST, purpose="test") as work:
            facts = {"title": "x", "file_name": "x.txt", "media_type": "text/plain"}
            file_document(work, key=key, content=b"x", person_id=office.people["ob"].pk, **facts)
        if len(keys) <= worker.MAX_ATTEMPTS:
            raise ConnectionError("filed, but nobody heard it")

    monkeypatch.setitem(wiring.jobs, "probe", Job("probe", files_then_fails, outside=True))
    with unit_of_work(TEST, purpose="test") as work:
        work.task("probe", "7", {})
    until_set_aside()
    task = Task.objects.get(kind="probe")
    assert task.dead_at
    assert main(["tasks", "retry", str(task.pk)]) == 0
    worker.drain()
    task.refresh_from_db()
    assert (task.done_at is not None, task.dead_at, task.attempts) == (True, None, 1)
    assert set(keys) == {"probe:7"}
    assert Document.objects.filter(key="probe:7").count() == 1


def test_only_what_is_meant_is_tried_again(db, capsys) -> None:
    dead = {"dead_at": now(), "attempts": 8, "error": "ValueError: Kim"}
    receiver = "meindo.services.dienstreise.handlers.hears"
    event = Task.objects.create(kind="event", key="a", payload={"receiver": receiver}, **dead)
    mail = Task.objects.create(kind="notify.mail", key="b", **dead)
    done = Task.objects.create(kind="notify.mail", key="c", done_at=now())
    assert [line.split()[1] for line in listed(capsys)] == [receiver, "notify.mail"]
    assert "Kim" not in "".join(listed(capsys, "--name", "notify.mail"))
    assert main(["tasks", "retry", "--name", receiver]) == 0
    waiting = Task.objects.filter(dead_at__isnull=True, done_at__isnull=True)
    assert list(waiting.all()) == [event]
    for unknown in (["--name", "nobody"], [str(done.pk)], ["0"]):
        assert main(["tasks", "retry", *unknown]) == 1
    assert main(["tasks", "retry"]) == 0
    assert set(waiting.all()) == {event, mail}
    assert Person.objects.count() == 0
