"""Information under Art. 15: the time for it, and a package that names nobody else."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.services.datenschutz import factory
from tests.services.dienstreise import factory as trips
from tests.support.office import Office, build_office
from tests.support.pdf_checks import check
from tests.support.pdf_tools import run_tool
from tests.web.world import browser_of

from meindo.platform.cases.commands import MoveRefused
from meindo.platform.clock import at, now, start_of, today
from meindo.platform.files.models import Document
from meindo.platform.files.queries import content_of
from meindo.platform.login.commands_activation import make_batch
from meindo.platform.login.commands_devices import declare_terminal
from meindo.platform.login.commands_lock import lock_account
from meindo.platform.login.models import Activation, Device
from meindo.platform.login.tokens import create_token
from meindo.platform.outbox.models import Task
from meindo.platform.outbox.worker import drain
from meindo.platform.people.queries import main_place
from meindo.platform.registry.catalogue import services
from meindo.services.datenschutz import commands_package
from meindo.services.datenschutz.commands import PACKAGE
from meindo.services.datenschutz.package import information_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return factory.with_dsb(build_office())


def provided(office: Office) -> Document:
    case = factory.make(office)
    factory.decide(office, case, "provide")
    drain()
    return Document.objects.get(media_type="application/zip")


def files_of(document: Document) -> dict[str, bytes]:
    with ZipFile(BytesIO(content_of(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_answer_is_due_after_a_month_and_once_more_after_two(office) -> None:
    with at(start_of(date(2026, 3, 15))):
        case = factory.make(office)
        assert case.due_on == date(2026, 4, 15)
        factory.decide(office, case, "extend", reason="sehr viele Vorgänge")
        case.refresh_from_db()
        assert case.due_on == date(2026, 6, 15)
        with pytest.raises(MoveRefused):
            factory.decide(office, case, "extend", reason="noch mehr")


def test_the_package_holds_every_part(office) -> None:
    trip = trips.filed(office)
    factory.looked(office)
    files = files_of(provided(office))
    data = json.loads(files["auskunft.json"])
    assert data["format"] == "meindo-information-1"
    assert data["services"].keys() == {service.key for service in services()}
    assert trip.number in json.dumps(data["services"]["dienstreise"])
    assert "Emma" in data["person"]["name"]
    assert [row["office"] for row in data["accesses"]] == ["Reisestelle"]
    assert data["purposes"]
    for part in ("names", "terms", "posts"):
        assert data["person"][part], part


def test_the_package_knows_devices_letters_tokens_and_locks_without_a_secret(office) -> None:
    person, user = office.people["mitarbeiterin"], office.people["mitarbeiterin"].user
    terminal, _secret = declare_terminal(name="Halle 2", by=office.actor("ob"))
    day = today()
    seen = {"since": day, "last_seen_on": day, "open_until": now(), "mark": "m" * 64, "terminal": terminal}
    Device.objects.create(user=user, kind="terminal", browser="Firefox", system="Android", **seen)
    place = main_place(person.pk)
    assert place is not None
    make_batch([place], by=office.actor("ob"))
    secret = create_token(user=user, scope="calendar", label="Kalender")
    lock = lock_account(user, reason="Verdacht auf Missbrauch", by=office.actor("ob"))
    found = information_of(person.pk)["account"]
    assert found["user_name"] == "mitarbeiterin"
    assert [row["browser"] for row in found["devices"]] == ["Firefox"]
    assert [row["from"] for row in found["locks"]] == [day.isoformat()]
    assert len(found["letters"]) == 1
    assert [row["scope"] for row in found["tokens"]] == ["calendar"]
    text = json.dumps(found)
    for hidden in (lock.reason, secret, Device.objects.get().mark, Activation.objects.get().digest):
        assert hidden not in text


def test_the_package_names_nobody_else(office, tmp_path: Path) -> None:
    case = trips.filed(office)
    trips.decide(office, case, "reisestelle", "confirm")
    trips.decide(office, case, "anordnung", "order")
    trips.settle_down()
    factory.decide(office, factory.asked(office, factory.looked(office)), "tell_name", reason="nötig")
    files = files_of(provided(office))
    path = tmp_path / "auskunft.pdf"
    path.write_bytes(files["auskunft.pdf"])
    text = files["auskunft.json"].decode() + run_tool("pdftotext", path, "-")
    assert "Emma" in text
    for name, person in office.people.items():
        person.refresh_from_db()
        if name != "mitarbeiterin":
            assert person.display_name not in text, name
            assert person.sort_name not in text, name
            assert str(person.uuid) not in text, name


def test_the_summary_is_accessible(office) -> None:
    report = check(files_of(provided(office))["auskunft.pdf"])
    assert report.failed == ()


def test_only_the_person_opens_it_not_who_decided(office) -> None:
    document = provided(office)
    assert browser_of("mitarbeiterin").get(f"/akte/{document.uuid}/pdf/").status_code == 200
    for role in ("data_protection_office", "applicant"):
        assert browser_of("ob", role).get(f"/akte/{document.uuid}/pdf/").status_code == 404


def test_a_worker_killed_half_way_gives_one_package(office, monkeypatch) -> None:
    case = factory.make(office)
    factory.decide(office, case, "provide")
    task = Task.objects.get(kind=PACKAGE)
    made = commands_package.package_of

    def killed(_person: int) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands_package, "package_of", killed)
    with pytest.raises(KeyboardInterrupt):
        commands_package.write(task.key, task.payload)
    assert not Document.objects.filter(media_type="application/zip").exists()
    monkeypatch.setattr(commands_package, "package_of", made)
    for _ in range(2):
        commands_package.write(task.key, task.payload)
    drain()
    assert Document.objects.filter(media_type="application/zip").count() == 1


def test_asked_twice_are_two_answers_each_once_and_the_first_stays(office) -> None:
    first = provided(office)
    again = factory.make(office)
    factory.decide(office, again, "provide")
    for task in Task.objects.filter(kind=PACKAGE):
        commands_package.write(task.key, task.payload)  # and once more than needed
    drain()
    kept = Document.objects.filter(media_type="application/zip").order_by("id")
    assert [document.file_name for document in kept] == [first.file_name, f"{again.number}.zip"]
    assert {document.person_id for document in kept} == {again.person_id}
    assert content_of(kept[0]) == content_of(first), "what was given is not overwritten"
