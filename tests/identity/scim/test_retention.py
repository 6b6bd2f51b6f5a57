"""What a client deleted goes after 180 days; what it did not delete stays, and names are gone for ever."""

from datetime import timedelta

import pytest
from tests.identity.scim.client import ENTERPRISE, Directory
from tests.support.office import build_office

from meindo.identity.models import ScimAccount, ScimGroup, ScimMember, ScimName
from meindo.identity.scim.commands_retention import KEPT_DAYS
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import at, today
from meindo.platform.retention.commands import set_hold
from meindo.platform.retention.commands_stocks import KIND, sweep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_list(settings, tmp_path) -> None:
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"


def swept(days: int) -> None:
    with at(today() + timedelta(days=days)):
        sweep(f"{KIND}:slot:1", {})


def test_deleted_rows_go_after_their_days_and_not_before(directory: Directory) -> None:
    ada, ben = directory.push("ada", externalId="a"), directory.push("ben")
    group, other = directory.group("g", ada["id"], ben["id"]), directory.group("other", ada["id"])
    directory.ask("DELETE", f"/Groups/{group['id']}")
    directory.ask("DELETE", f"/Users/{ada['id']}")
    swept(KEPT_DAYS)
    assert (ScimAccount.objects.count(), ScimGroup.objects.count()) == (2, 2)
    swept(KEPT_DAYS + 2)
    assert [row.body["userName"] for row in ScimAccount.objects.all()] == ["ben"]
    assert [str(row.uuid) for row in ScimGroup.objects.all()] == [other["id"]]
    assert not ScimMember.objects.exists()
    ended = ScimName.objects.get(ended_at__isnull=False)
    assert (ended.holder, ended.external_key) == (None, None)
    assert directory.ask("POST", "/Users", {"userName": "ada", "externalId": "a"}).status_code == 409
    assert AuditEvent.objects.filter(kind="retention.swept", subject__startswith="stock:scim").count() == 2


def test_a_name_that_somebody_still_has_does_not_end(directory: Directory) -> None:
    ada = directory.push("ada")
    directory.ask("DELETE", f"/Users/{ada['id']}")
    directory.push("ada")
    swept(KEPT_DAYS + 2)
    assert ScimAccount.objects.count() == 1
    assert not ScimName.objects.filter(ended_at__isnull=False).exists()


def test_nothing_of_a_person_whose_records_are_held_goes(directory: Directory) -> None:
    office = build_office()
    number = {ENTERPRISE: {"employeeNumber": office.employment("mitarbeiterin").personnel_no}}
    emma, waiting = directory.push("emma", **number), directory.push("waiting")
    group = directory.group("g", emma["id"])
    directory.ask("DELETE", f"/Groups/{group['id']}")
    for account in (emma, waiting):
        directory.ask("DELETE", f"/Users/{account['id']}")
    held = {"reason": "Klage", "until": today() + timedelta(days=999)}
    set_hold(person=office.people["mitarbeiterin"], by=office.actor("ob"), **held)
    swept(KEPT_DAYS + 2)
    assert [row.body["userName"] for row in ScimAccount.objects.all()] == ["emma"]
    assert ScimGroup.objects.count() == 1
