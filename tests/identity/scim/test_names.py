"""A name is taken once: without regard to case, after a deletion, after a renaming, and for ever after retention."""

from typing import Any

import pytest
from tests.identity.scim.client import ENTERPRISE, Directory, token_of
from tests.support.office import Office, build_office
from tests.support.parallel import all_at_once

from meindo.identity.models import ScimAccount, ScimName
from meindo.identity.scim.commands_matching import MatchRefused, match_account
from meindo.platform.login.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


def refused(answer: Any) -> bool:
    return answer.status_code == 409 and answer.json()["scimType"] == "uniqueness"


def number_of(office: Office, name: str) -> dict[str, Any]:
    return {ENTERPRISE: {"employeeNumber": office.employment(name).personnel_no}}


@pytest.mark.parametrize("same", ["ada.yılmaz", "ADA.YILMAZ", "Ada.Yilmaz"])
def test_case_does_not_make_another_name(directory: Directory, same: str) -> None:
    directory.push("ada.yilmaz")
    answer = directory.ask("POST", "/Users", {"userName": same})
    assert refused(answer) is (same != "ada.yılmaz"), "a letter without a dot is another letter"


def test_composed_and_decomposed_letters_are_one_name(directory: Directory) -> None:
    directory.push("m\u00fcller")
    assert refused(directory.ask("POST", "/Users", {"userName": "mu\u0308ller"}))
    assert directory.found("Users", 'userName eq "MU\u0308LLER"')["totalResults"] == 1


def test_another_account_cannot_take_a_name_by_put_or_patch(directory: Directory) -> None:
    directory.push("ada")
    ben = directory.push("ben")
    path = f"/Users/{ben['id']}"
    assert refused(directory.ask("PUT", path, {"userName": "ADA"}))
    assert refused(directory.patch(path, {"op": "replace", "path": "userName", "value": "Ada"}))
    assert directory.ask("GET", path).json()["userName"] == "ben"


def test_after_deletion_the_row_stays_and_only_the_same_one_gets_the_name_again(directory: Directory) -> None:
    ada = directory.push("ada", externalId="a-1")
    assert directory.ask("DELETE", f"/Users/{ada['id']}").status_code == 204
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        assert directory.ask(method, f"/Users/{ada['id']}", {"userName": "ada"}).status_code in (400, 404)
    assert directory.ask("GET", f"/Users/{ada['id']}").status_code == 404
    assert directory.found("Users", 'userName eq "ada"')["totalResults"] == 0
    assert ScimAccount.objects.get(uuid=ada["id"]).body["userName"] == "ada"
    assert refused(Directory(token_of(label="other")).ask("POST", "/Users", {"userName": "ada"}))
    assert refused(directory.ask("POST", "/Users", {"userName": "Ada", "externalId": "a-2"}))
    again = directory.push("Ada", externalId="a-1")
    assert again["id"] != ada["id"]
    assert ScimName.objects.count() == 1


def test_a_name_of_a_known_person_is_never_another_person_s(directory: Directory, office: Office) -> None:
    emma = directory.push("emma", **number_of(office, "mitarbeiterin"))
    account = ScimAccount.objects.get(uuid=emma["id"])
    assert account.person == office.people["mitarbeiterin"]
    directory.ask("DELETE", f"/Users/{emma['id']}")
    assert refused(directory.ask("POST", "/Users", {"userName": "emma", **number_of(office, "beamter")}))
    waiting = ScimAccount.objects.get(uuid=directory.push("emma")["id"])
    assert waiting.person is None
    with pytest.raises(MatchRefused):
        match_account(waiting, person=office.people["beamter"], by=office.actor("ob"))
    path = f"/Users/{waiting.uuid}"
    changed = directory.patch(path, {"op": "add", "value": number_of(office, "beamter")})
    assert refused(changed)
    changed = directory.patch(path, {"op": "add", "value": number_of(office, "mitarbeiterin")})
    assert changed.status_code == 204
    waiting.refresh_from_db()
    assert waiting.person == office.people["mitarbeiterin"]


def test_a_name_given_up_stays_with_whoever_had_it(directory: Directory, office: Office) -> None:
    old = directory.push("old.name")
    path = f"/Users/{old['id']}"
    assert directory.patch(path, {"op": "replace", "path": "userName", "value": "new.name"}).status_code == 204
    second = ScimAccount.objects.get(uuid=directory.push("old.name")["id"])
    first = ScimAccount.objects.get(uuid=old["id"])
    match_account(first, person=office.people["mitarbeiterin"], by=office.actor("ob"))
    with pytest.raises(MatchRefused):
        match_account(second, person=office.people["beamter"], by=office.actor("ob"))
    assert refused(directory.ask("PUT", f"/Users/{second.uuid}", {"userName": "new.name"}))


def test_what_stays_of_a_name_is_a_digest(directory: Directory) -> None:
    directory.push("ada.lovelace")
    name = ScimName.objects.get()
    assert "ada" not in name.key
    assert len(name.key) == 64
    with pytest.raises(Exception, match="frozen"):
        name.delete()


def test_of_two_who_want_a_name_at_once_one_gets_it(own_database: str) -> None:
    User.objects.create_user("directory-admin", "x")
    directory = Directory(token_of())
    asked = [lambda n=n: directory.ask("POST", "/Users", {"userName": "Ada" if n % 2 else "ada"}) for n in range(6)]
    answers = sorted(answer.status_code for answer in all_at_once(asked))
    assert answers == [201, 409, 409, 409, 409, 409]
    assert ScimAccount.objects.count() == 1
