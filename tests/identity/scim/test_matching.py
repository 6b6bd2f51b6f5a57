"""Whose account it is: by number at once and without doubt, otherwise somebody decides; a later hire is found."""

import pytest
from tests.identity.scim.client import ENTERPRISE, Directory, token_of
from tests.support.office import Office, build_office

from meindo.identity.models import ScimAccount
from meindo.identity.scim.commands_matching import MatchRefused, match_account, match_waiting
from meindo.identity.scim.queries_matching import candidates, waiting_accounts
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent
from meindo.platform.people.models import Employment, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


def account_of(answer: dict[str, str]) -> ScimAccount:
    return ScimAccount.objects.get(uuid=answer["id"])


def number(office: Office, name: str, **more: str) -> dict[str, dict[str, str]]:
    return {ENTERPRISE: {"employeeNumber": office.employment(name).personnel_no, **more}}


def test_the_personnel_number_says_whose_it_is(directory: Directory, office: Office) -> None:
    account = account_of(directory.push("emma", **number(office, "mitarbeiterin")))
    assert account.person == office.people["mitarbeiterin"]
    assert account.matched_at == account.created_at
    assert not waiting_accounts().exists()


@pytest.mark.parametrize("wrong", ["", "99999999", " {}", "{} ", "0{}"])
def test_a_number_that_is_not_exactly_it_says_nothing(directory: Directory, office: Office, wrong: str) -> None:
    said = wrong.format(office.employment("mitarbeiterin").personnel_no)
    account = account_of(directory.push("emma", **{ENTERPRISE: {"employeeNumber": said}}))
    assert account.person is None
    assert list(waiting_accounts()) == [account]


def test_a_second_account_of_a_person_waits_but_not_with_another_client(directory: Directory, office: Office) -> None:
    said = number(office, "mitarbeiterin")
    directory.push("emma", **said)
    second = account_of(directory.push("emma.2", **said))
    assert second.person is None
    with pytest.raises(MatchRefused, match="schon ein Konto"):
        match_account(second, person=office.people["mitarbeiterin"], by=office.actor("ob"))
    other = account_of(Directory(token_of(label="other")).push("emma.3", **said))
    assert other.person == office.people["mitarbeiterin"]


def test_the_number_can_come_later_and_never_change_hands(directory: Directory, office: Office) -> None:
    emma = directory.push("emma")
    path = f"/Users/{emma['id']}"
    directory.patch(path, {"op": "add", "value": number(office, "mitarbeiterin")})
    account = account_of(emma)
    assert account.person == office.people["mitarbeiterin"]
    answer = directory.patch(path, {"op": "add", "value": number(office, "beamter")})
    assert (answer.status_code, answer.json()["scimType"]) == (400, "mutability")
    account.refresh_from_db()
    assert account.person == office.people["mitarbeiterin"]
    unknown = {ENTERPRISE: {"employeeNumber": "not-ours"}}
    assert directory.patch(path, {"op": "add", "value": unknown}).status_code == 204


def test_between_two_candidates_a_person_decides(directory: Directory, office: Office) -> None:
    twins = [office.city.person("Zwilling", office.units["51"], given="Kim") for _ in range(2)]
    office.city.store()
    said = {"name": {"givenName": "kim", "familyName": "ZWILLING"}, "displayName": "Kim Zwilling"}
    account = account_of(directory.push("kim", **said))
    assert account.person is None
    assert set(candidates(account)) == set(twins)
    with pytest.raises(PermissionError):
        match_account(account, person=twins[0], by=Actor.system("worker"))
    found = match_account(account, person=twins[1], by=office.actor("ob"))
    assert found.person_id == twins[1].pk
    event = AuditEvent.objects.get(kind="scim.account.matched")
    assert (event.actor, event.data) == (office.actor("ob").key, {"person": twins[1].pk, "how": "decided"})
    with pytest.raises(MatchRefused, match="wartet nicht mehr"):
        match_account(account, person=twins[0], by=office.actor("ob"))
    second = account_of(directory.push("kim.2", **said))
    assert set(candidates(second)) == {twins[0]}


def test_candidates_by_mail_or_number(directory: Directory, office: Office) -> None:
    Person.objects.filter(pk=office.people["beamter"].pk).update(email="TOM@stadt.example")
    account = account_of(directory.push("tom", emails=[{"value": "Tom@stadt.example"}]))
    assert set(candidates(account)) == {office.people["beamter"]}
    assert not candidates(account_of(directory.push("nobody"))).exists()


def test_who_is_hired_later_is_found_by_the_daily_look(directory: Directory, office: Office) -> None:
    account = account_of(directory.push("nova", **{ENTERPRISE: {"employeeNumber": "N-1"}}))
    match_waiting()
    account.refresh_from_db()
    assert account.person is None
    nova = office.city.person("Nova", office.units["51"])
    office.city.store()
    Employment.objects.filter(person=nova).update(personnel_no="N-1")
    match_waiting()
    account.refresh_from_db()
    assert account.person == nova
    assert AuditEvent.objects.get(kind="scim.account.matched").actor == "system:worker"


def test_a_deleted_account_waits_for_nobody(directory: Directory, office: Office) -> None:
    emma = directory.push("emma")
    account = account_of(emma)
    directory.ask("DELETE", f"/Users/{emma['id']}")
    assert not waiting_accounts().exists()
    with pytest.raises(MatchRefused):
        match_account(account, person=office.people["mitarbeiterin"], by=office.actor("ob"))
