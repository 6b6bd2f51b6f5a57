"""Who gets in: a token of scope `scim` in force, and nothing else; each client sees what is its own."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.identity.scim.client import TYPE, Directory, token_of
from tests.support.office import build_office
from tests.web.test_leaving import leave

from meindo.cli import main
from meindo.identity.models import ScimAccount
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import now
from meindo.platform.login.commands_lock import lock_account
from meindo.platform.login.models import Token, User

pytestmark = pytest.mark.django_db
EVERYWHERE = ("/Users", "/Groups", "/", "/Users/00000000-0000-0000-0000-000000000000", "/Schemas", "/ResourceTypes")


def status(authorization: str | None, path: str = "/Users", client: Client | None = None) -> int:
    headers = {} if authorization is None else {"Authorization": authorization}
    return (client or Client()).get(f"/scim/v2{path}", headers=headers).status_code


@pytest.mark.parametrize("path", EVERYWHERE)
def test_without_a_token_nothing_opens_and_the_answer_says_how(path: str) -> None:
    answer = Client().get(f"/scim/v2{path}")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == TYPE
    assert answer.json()["status"] == "401"


def test_what_the_server_can_do_is_public() -> None:
    answer = Client().get("/scim/v2/ServiceProviderConfig")
    assert answer.status_code == 200
    assert answer.json()["authenticationSchemes"][0]["type"] == "oauthbearertoken"


def test_only_the_scope_scim_opens_it(directory: Directory) -> None:
    assert status(f"Bearer {directory.token}") == 200
    assert status(f"bearer {directory.token}") == 200
    for scope in ("api", "calendar", "busy", "metrics"):
        assert status(f"Bearer {token_of(scope=scope)}") == 401
    for nonsense in (
        "",
        "Bearer",
        "Bearer ",
        f"Basic {directory.token}",
        directory.token,
        "Bearer \x00ü",
        "Bearer x" * 999,
    ):
        assert status(nonsense) == 401


def test_a_token_that_ended_or_belongs_to_nobody_opens_nothing(directory: Directory) -> None:
    rows = Token.objects.filter(digest=Token.digest_of(directory.token))
    rows.update(expires_at=now() - timedelta(seconds=1))
    assert status(f"Bearer {directory.token}") == 401
    rows.update(expires_at=now() + timedelta(days=1), revoked_at=now())
    assert status(f"Bearer {directory.token}") == 401
    rows.update(revoked_at=None, user=None)
    assert status(f"Bearer {directory.token}") == 401


def test_the_token_of_somebody_who_left_or_is_locked_opens_nothing() -> None:
    office = build_office()
    user = User.objects.get(username="mitarbeiterin")
    token = token_of("mitarbeiterin")
    assert status(f"Bearer {token}") == 200
    event = AuditEvent.objects.get(kind="scim.searched")
    assert event.actor == f"person:{user.person.uuid}"
    lock_account(user, reason="x", by=office.actor("ob"))
    assert status(f"Bearer {token}") == 401
    other = token_of("beamter", label="other")
    assert status(f"Bearer {other}") == 200
    leave(office, "beamter")
    assert status(f"Bearer {other}") == 401


def test_a_cookie_opens_nothing_and_changes_nothing(directory: Directory) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(User.objects.create_user("somebody", "x"))
    assert status(None, client=browser) == 401
    said = {"Authorization": f"Bearer {directory.token}"}
    answer = browser.post("/scim/v2/Users", b'{"userName": "ada"}', content_type=TYPE, headers=said)
    assert answer.status_code == 201, "no token of a form is asked for"
    assert not answer.cookies
    assert AuditEvent.objects.get(kind="scim.account.created").actor == "system:scim"


def test_a_client_sees_only_what_it_pushed_also_under_a_new_token(directory: Directory) -> None:
    ada = directory.push("ada")
    other, again = Directory(token_of(label="other")), Directory(token_of())
    assert again.ask("GET", f"/Users/{ada['id']}").status_code == 200
    for method in ("GET", "DELETE"):
        assert other.ask(method, f"/Users/{ada['id']}").status_code == 404
    assert other.found("Users", 'userName eq "ada"')["totalResults"] == 0
    assert other.ask("POST", "/Users", {"userName": "ADA"}).status_code == 409
    group = {"displayName": "x", "members": [{"value": ada["id"]}]}
    assert other.ask("POST", "/Groups", group).status_code == 400
    assert ScimAccount.objects.get().client == "directory"


def test_headers_are_as_everywhere(directory: Directory) -> None:
    answer = directory.ask("GET", "/Users")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-" in answer["Cache-Control"]


def test_the_public_address_decides_the_location(directory: Directory, settings: Any) -> None:
    settings.PUBLIC_URL = "https://meindo.example"
    ada = directory.push("ada")
    assert ada["meta"]["location"] == f"https://meindo.example/scim/v2/Users/{ada['id']}"


def test_a_token_is_made_on_the_command_line_for_an_account_and_under_a_name(capsys: Any) -> None:
    User.objects.create_user("boss", "x")
    for options in ([], ["--user", "boss"], ["--user", "nobody", "--label", "x"]):
        assert main(["token", "create", "--scope", "scim", *options]) == 1
    assert main(["token", "create", "--scope", "scim", "--user", "boss", "--label", "directory"]) == 0
    token = capsys.readouterr().out.split()[-1]
    assert status(f"Bearer {token}") == 200


def test_who_knocked_with_nothing_leaves_no_record() -> None:
    status("Bearer x")
    assert not AuditEvent.objects.filter(kind__startswith="scim").exists()
