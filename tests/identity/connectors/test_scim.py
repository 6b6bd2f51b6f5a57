"""A real SCIM application: what it refuses, what people change there by hand, how it is spoken to."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.connected import READING, RIGHTS, WRITING, ScimTarget
from tests.support.relay import free_port, halt, relay
from tests.support.scim_app import ScimApp, scim_app

from meindo.identity.connectors.base import Image, Misconfigured, Outcome, Unreachable
from meindo.identity.connectors.openers import opener

CARD = {"given_name": "Ada", "family_name": "Berg", "mail": "ada@stadt.example", "function": "Kasse"}
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


def wish(name: str, *rights: str, enabled: bool = True, **card: str) -> Image:
    """An account as it should be."""
    return Image(name, enabled, frozenset(rights), {**CARD, **card})


def ensured(target: ScimTarget, *wishes: Image, **more: Any) -> dict[str, Outcome]:
    """The outcomes by name."""
    with target.open(**more) as connector:
        return {outcome.native_id: outcome for outcome in connector.ensure(wishes)}


def seen(target: ScimTarget, **more: Any) -> dict[str, Image]:
    """The accounts by name."""
    with target.open(**more) as connector:
        return {image.native_id: image for image in connector.read()}


def by_hand(target: ScimTarget, name: str, *operations: dict[str, Any]) -> None:
    """Somebody changes a user in the application."""
    number = target.user(name)["id"]
    target.app.ask(target.name, "PATCH", f"/Users/{number}", {"schemas": [PATCH], "Operations": operations})


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ScimTarget]:
    """An application for this test alone."""
    with scim_app(tmp_path) as app:
        yield ScimTarget(app, "own")


def test_what_the_application_shows_is_what_scim_says(scim: ScimTarget) -> None:
    ensured(scim, wish("ada", READING, personnel_no="700", unit="FB 51"))
    user = scim.user("ada")
    assert user["name"] == {"givenName": "Ada", "familyName": "Berg"}
    assert user["active"] is True
    assert user["externalId"] == "ada"
    assert user["displayName"] == "Ada Berg"
    assert [(email["value"], email["type"]) for email in user["emails"]] == [("ada@stadt.example", "work")]
    assert user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] == {
        "employeeNumber": "700",
        "department": "FB 51",
    }
    assert [member["value"] for member in scim.group(READING)["members"]] == [user["id"]]


def test_what_somebody_changed_by_hand_is_seen_and_put_right_and_the_rest_stays(scim: ScimTarget) -> None:
    ensured(scim, wish("ada", READING), wish("bob", WRITING))
    private = {"value": "ada@daheim.example", "type": "home"}
    by_hand(
        scim,
        "ada",
        {"op": "replace", "path": "active", "value": False},
        {"op": "replace", "path": "name.familyName", "value": "Tal"},
        {"op": "add", "path": "emails", "value": [private]},
        {"op": "replace", "path": "nickName", "value": "Adi"},
    )
    found = seen(scim)["ada"]
    assert not found.enabled
    assert found.card["family_name"] == "Tal"
    assert found.card["mail"] == "ada@stadt.example"
    assert not ensured(scim, wish("ada", READING, mail="neu@stadt.example"))["ada"].error
    user = scim.user("ada")
    assert user["active"] is True
    assert user["name"]["familyName"] == "Berg"
    assert user["nickName"] == "Adi"
    assert sorted(email["value"] for email in user["emails"]) == ["ada@daheim.example", "neu@stadt.example"]
    assert seen(scim)["bob"].rights == {WRITING}


def test_an_account_of_before_meindo_is_taken_over(scim: ScimTarget) -> None:
    scim.app.ask(scim.name, "POST", "/Users", {"schemas": [USER], "userName": "Ada", "title": "alt"})
    assert not ensured(scim, wish("ada", READING), match="externalId")["ada"].error
    assert scim.user("ada")["externalId"] == "ada"
    by_hand(scim, "ada", {"op": "replace", "path": "userName", "value": "ada.berg"})  # the application renames it
    assert not ensured(scim, wish("ada", WRITING), match="externalId")["ada"].error
    assert seen(scim, match="externalId") == {"ada": Image("ada", True, frozenset({WRITING}), seen_card(scim))}
    assert set(seen(scim)) == {"ada.berg"}


def seen_card(scim: ScimTarget) -> dict[str, str]:
    """The whole card of the wish."""
    return {"personnel_no": "", "unit": "", **CARD}


def test_a_refused_user_is_named_and_stops_no_other(scim: ScimTarget) -> None:
    ensured(scim, wish("eins"))
    by_hand(scim, "eins", {"op": "replace", "path": "externalId", "value": "anders"})
    scim.app.ask(scim.name, "POST", "/Users", {"schemas": [USER], "userName": "zwei", "externalId": "doppelt"})
    scim.app.ask(scim.name, "POST", "/Users", {"schemas": [USER], "userName": "drei", "externalId": "doppelt"})
    outcomes = ensured(scim, wish("a"), wish("doppelt", READING), wish("c", READING), match="externalId")
    assert outcomes["doppelt"].is_final
    assert not outcomes["a"].error
    assert not outcomes["c"].error


def test_a_missing_group_is_named_and_stops_no_other(scim: ScimTarget) -> None:
    scim.app.ask(scim.name, "DELETE", f"/Groups/{scim.group(WRITING)['id']}")
    outcomes = ensured(scim, wish("a", READING), wish("b", READING, WRITING))
    assert not outcomes["a"].error
    assert outcomes["b"].is_final
    assert WRITING in outcomes["b"].error
    assert seen(scim)["b"].rights == {READING}


def test_a_group_that_is_there_twice_is_written_by_nobody(scim: ScimTarget) -> None:
    scim.app.tenant(scim.name, WRITING)
    outcomes = ensured(scim, wish("a", WRITING), wish("b", READING))
    assert outcomes["a"].is_final
    assert not outcomes["b"].error


def test_a_user_that_somebody_makes_at_the_same_moment_is_taken_over(scim: ScimTarget) -> None:
    made: list[str] = []

    def be_faster(data: bytes) -> None:
        if data.startswith(b"POST ") and not made:
            made.append("a")
            scim.app.ask(scim.name, "POST", "/Users", {"schemas": [USER], "userName": "a", "nickName": "Adi"})

    with relay(scim.app.port, seeing=be_faster) as line:
        outcomes = ensured(scim, wish("a", READING), uri=f"http://127.0.0.1:{line.port}/{scim.name}/v2")
    assert made
    assert outcomes == {"a": Outcome("a")}
    assert scim.user("a")["nickName"] == "Adi"
    assert seen(scim)["a"] == Image("a", True, frozenset({READING}), seen_card(scim))


def test_pages_reach_everybody(scim: ScimTarget) -> None:
    for number in range(23):
        scim.app.ask(scim.name, "POST", "/Users", {"schemas": [USER], "userName": f"n{number}"})
    assert len(seen(scim, page=5)) == 23


def test_an_application_without_the_extension_is_not_asked_for_it(scim: ScimTarget) -> None:
    ensured(scim, wish("a", unit="FB 51"), enterprise=False)
    assert "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" not in scim.user("a")
    assert "unit" not in seen(scim, enterprise=False)["a"].card


def test_an_application_that_is_not_there(scim: ScimTarget) -> None:
    with scim.open(uri=f"http://127.0.0.1:{free_port()}/v2", timeout=2) as connector:
        with pytest.raises(Unreachable):
            list(connector.ensure([wish("a")]))
        with pytest.raises(Unreachable):
            list(connector.read())


def test_a_token_that_is_not_valid(scim: ScimTarget, tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text("wrong\n")
    outcomes: list[Outcome] = []
    with scim.open(token_file=str(tmp_path / "wrong")) as connector, pytest.raises(Unreachable) as error:
        outcomes.extend(connector.ensure([wish("a")]))
    assert outcomes == []  # nobody was refused
    assert "wrong" not in str(error.value)


def test_an_application_that_says_nothing_is_not_waited_for(own: ScimTarget) -> None:
    process = own.app.process
    assert process
    with own.open(timeout=1) as connector:
        halt(process)
        try:
            with pytest.raises(Unreachable):
                list(connector.ensure([wish("a")]))
        finally:
            process.send_signal(signal.SIGCONT)
    assert not ensured(own, wish("a"))["a"].error


def test_an_application_that_is_killed_in_the_middle(own: ScimTarget) -> None:
    wishes = [wish(f"n{number}", READING) for number in range(40)]
    certain: list[Outcome] = []
    killed = own.breaking(after=12_000, then=lambda: own.app.stop(signal.SIGKILL))
    with killed as connector, pytest.raises(Unreachable):
        certain.extend(connector.ensure(wishes))
    assert certain == []  # no right of anybody is certain yet
    own.app.start()  # it kept everything in memory: nothing is left
    own.app.tenant(own.name, *RIGHTS)
    assert not [outcome for outcome in ensured(own, *wishes).values() if outcome.error]
    assert len([image for image in seen(own).values() if image.rights == {READING}]) == 40


def answer(status: str, body: Any, kind: str = "application/scim+json") -> bytes:
    """What somebody else says in the application's place."""
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n"
    return head.encode() + text


NONSENSE = {
    "no-http": b"\x00\x01\x02",
    "web-page": answer("200 OK", b"<html>Wartung</html>", "text/html"),
    "no-json": answer("200 OK", b"{oops"),
    "other-schema": answer("200 OK", {"schemas": ["urn:example:other"], "totalResults": 0}),
    "no-list": answer("200 OK", {"schemas": [USER], "userName": "a", "id": "1"}),
    "not-an-object": answer("200 OK", [1, 2]),
    "wrong-types": answer("200 OK", {"schemas": [LIST], "totalResults": "many", "Resources": 7}),
    "empty": answer("200 OK", b""),
    "promises-more": answer("200 OK", {"schemas": [LIST], "totalResults": 5, "Resources": []}),
    "moved": answer("302 Found", b"", "text/html"),
    "broken": answer("500 Internal Server Error", {"schemas": [ERROR], "status": "500"}),
    "busy": answer("503 Service Unavailable", b"<html>", "text/html"),
    "too-many": answer("429 Too Many Requests", {"schemas": [ERROR], "status": "429"}),
}


@pytest.mark.parametrize("case", NONSENSE)
def test_nonsense_is_no_answer(scim_server: ScimApp, scim: ScimTarget, case: str) -> None:
    with relay(scim_server.port, instead=NONSENSE[case]) as line:  # noqa: SIM117
        with scim.open(uri=f"http://127.0.0.1:{line.port}/v2", timeout=3) as connector:
            outcomes: list[Outcome] = []
            with pytest.raises(Unreachable):
                outcomes.extend(connector.ensure([wish("a", READING)]))
            assert outcomes == []
            with pytest.raises(Unreachable):
                list(connector.read())


def test_a_refusal_in_other_words_than_scim_is_asked_again(scim_server: ScimApp, scim: ScimTarget) -> None:
    page = answer("403 Forbidden", b"<html>proxy</html>", "text/html")
    outcomes: list[Outcome] = []
    with relay(scim_server.port, instead=page) as line:  # noqa: SIM117
        with scim.open(uri=f"http://127.0.0.1:{line.port}/v2") as connector:
            with pytest.raises(Unreachable):
                list(connector.read())
            with pytest.raises(Unreachable):  # the groups cannot be read: nothing is certain but the refusal
                outcomes.extend(connector.ensure([wish("a")]))
    assert [(outcome.native_id, outcome.is_final) for outcome in outcomes] == [("a", False)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"uri": "http://scim.stadt.example/v2"},
        {"uri": "http://127.0.0.1.stadt.example/v2"},
        {"uri": "ftp://127.0.0.1/v2"},
        {"uri": "https://admin:geheim@scim.stadt.example/v2"},
        {"uri": "https://scim.stadt.example/v2?x=1"},
        {"uri": ""},
        {"token_file": "nirgends"},
        {"match": "id"},
        {"timeout": 0},
        {"enterprise": "ja"},
        {"ca_file": "nirgends"},
        {"uril": "https://scim.stadt.example"},
    ],
)
def test_wrong_settings_are_named_before_anything_is_sent(tmp_path: Path, wrong: dict[str, Any]) -> None:
    (tmp_path / "token").write_text("geheimnis\n")
    settings = {"uri": "https://scim.stadt.example/v2", "token_file": str(tmp_path / "token"), **wrong}
    with pytest.raises(Misconfigured) as error, opener("scim")(settings, RIGHTS):
        pass
    assert "geheimnis" not in str(error.value)


def test_the_keys_of_the_house_are_no_token(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path
    settings.KEK_FILE = tmp_path / "elsewhere" / "kek"
    own = [tmp_path / "secret", tmp_path / "connectors" / ".." / "secret", settings.KEK_FILE]
    token = tmp_path / "connectors" / "token"
    for path in [token, *own]:
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    for path in own:
        with (
            pytest.raises(Misconfigured),
            opener("scim")({"uri": "https://scim.stadt.example", "token_file": str(path)}, RIGHTS),
        ):
            pass
    with opener("scim")({"uri": "https://scim.stadt.example", "token_file": str(token)}, RIGHTS):
        pass


def test_a_way_that_does_not_exist_is_named() -> None:
    with pytest.raises(Misconfigured, match="brieftaube"):
        opener("brieftaube")
