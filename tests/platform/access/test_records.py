"""Who looked at whom: one row per person, purpose, case and day, written before the page leaves; own data are not."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.platform.access.models import AccessRecord
from meindo.platform.access.viewer import Viewer, record_access, visible
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today
from meindo.platform.login.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


def manager() -> Client:
    client = Client()
    client.force_login(User.objects.get(username="teamleitung"))
    client.post("/rolle/", {"role": "line_manager"})
    return client


def test_a_look_is_recorded_once_a_day_and_again_on_the_next(office) -> None:
    case, client = factory.make(office), manager()
    for _ in range(3):
        assert client.get(f"/dienstreise/{case.uuid}/").status_code == 200
    record = AccessRecord.objects.get(purpose="dienstreise.settle")
    assert (record.subject_id, record.viewer_id) == (case.person_id, office.people["teamleitung"].pk)
    assert (record.role, record.case_id, record.day) == ("line_manager", case.pk, today())
    tomorrow = today() + timedelta(days=1)
    viewer = Viewer(office.actor("teamleitung"), "line_manager", "dienstreise.settle", tomorrow)
    assert record_access(viewer, [(case.person_id, case.pk)]) == 1
    assert record_access(viewer, [(case.person_id, case.pk)]) == 0


def test_a_list_records_everybody_on_it(office) -> None:
    cases = [factory.make(office, who) for who in ("mitarbeiterin", "beamter")]
    manager().get("/vorgaenge/")
    seen = AccessRecord.objects.filter(purpose="cases.inbox").values_list("subject_id", flat=True)
    assert set(seen) == {case.person_id for case in cases}


def test_own_data_are_not_recorded(office) -> None:
    case = factory.make(office)
    client = Client()
    client.force_login(User.objects.get(username="mitarbeiterin"))
    for path in ("/", "/vorgaenge/", f"/dienstreise/{case.uuid}/", "/akte/", "/dienstreise/"):
        assert client.get(path).status_code == 200
    assert not AccessRecord.objects.exists()


def test_the_letter_of_another_person_is_recorded_too(office) -> None:
    from meindo.platform.files.models import Document

    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "reject", reason="nein")
    factory.settle_down()
    document = Document.objects.get()
    for address in (f"/akte/{document.uuid}/", f"/akte/{document.uuid}/pdf/"):
        AccessRecord.objects.all().delete()
        assert manager().get(address).status_code == 200
        assert AccessRecord.objects.filter(case_id=case.pk, purpose="portal").exists()
    document.refresh_from_db()
    assert document.first_opened_at is None, "only the person concerned opens it for good"


def test_the_record_is_written_before_the_page_leaves(office, monkeypatch) -> None:
    from meindo.ui import gate

    case, client = factory.make(office), manager()

    def fail(*_args: object) -> int:
        raise RuntimeError("no record, no page")

    monkeypatch.setattr(gate, "record_access", fail)
    with pytest.raises(RuntimeError, match="no record"):
        client.get(f"/dienstreise/{case.uuid}/")


def test_a_refused_or_missing_page_records_nothing(office) -> None:
    case = factory.make(office, "ob")
    assert manager().get(f"/dienstreise/{case.uuid}/").status_code == 404
    assert not AccessRecord.objects.exists()


def test_two_viewers_and_two_purposes_are_different_rows(office) -> None:
    case = factory.make(office)
    for who, purpose in (("ob", "a"), ("ob", "b"), ("leitung51", "a")):
        viewer = Viewer(office.actor(who), "line_manager", purpose, today())
        assert record_access(viewer, [(case.person_id, case.pk), (case.person_id, case.pk)]) == 1
    assert AccessRecord.objects.count() == 3


def test_only_a_person_can_look(office) -> None:
    viewer = Viewer(Actor.system("worker"), "line_manager", "a", today())
    with pytest.raises(PermissionError):
        visible(viewer, Case)


def test_nobody_sees_another_s_case_in_the_own_matters_nor_as_a_former_holder(office) -> None:
    case = factory.make(office)
    for who, role in (("beamter", "applicant"), ("beamter", "line_manager"), ("anordnung", "travel_office")):
        viewer = Viewer(office.actor(who), role, "a", today())
        assert not visible(viewer, Case).filter(pk=case.pk).exists()
    with at(today()):
        assert visible(Viewer(office.actor("teamleitung"), "line_manager", "a", today()), Case).get() == case
