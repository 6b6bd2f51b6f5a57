"""A business application with a client library of its own logs people in at a running meindo."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.idp.oidc.models import Token
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from joserfc import jwt
from joserfc.jwk import KeySet
from tests.faults.servers import Servers, free_port
from tests.support.office import PASSWORD, Office, build_office
from tests.support.parallel import environment
from tests.web.test_leaving import leave

from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent
from meindo.platform.login.commands_lock import lock_account
from meindo.platform.login.models import ApplicationUse, User
from meindo.web.commands_clients import register_client, remove_client

BACK = "http://localhost:9/zurueck"
FIELD = re.compile(r'name="(csrfmiddlewaretoken|request|scopes)" value="([^"]*)"')


class Browser:
    """Somebody at a browser that follows no way out of meindo by itself."""

    def __init__(self, place: str, name: str) -> None:
        self.place, self.session = place, requests.Session()
        page = self.session.get(f"{place}/konto/anmelden/").text
        typed = {**dict(FIELD.findall(page)), "login": name, "password": PASSWORD}
        answer = self.session.post(f"{place}/konto/anmelden/", typed, allow_redirects=False)
        assert answer.status_code == 302

    def ask(self, address: str) -> requests.Response:
        """The page that asks whether to go on."""
        return self.session.get(address, allow_redirects=False)

    def press(self, page: requests.Response, action: str = "grant") -> str:
        """Press a button of that page; gives the address to which it leads."""
        fields = [*FIELD.findall(page.text), ("action", action)]
        answer = self.session.post(f"{self.place}/anwendungen/weiter/", fields, allow_redirects=False)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


class Application:
    """A business application: authlib, configured from what meindo says of itself."""

    def __init__(self, place: str, scope: str = "openid profile email", back: str = BACK) -> None:
        self.said: dict[str, Any] = requests.get(f"{place}/.well-known/openid-configuration", timeout=20).json()
        self.id, secret = register_client(
            name="Fachverfahren", redirect_uris=[BACK], scopes=["profile", "email"], by=Actor.system("test")
        )
        self.session = OAuth2Session(
            self.id, secret, scope=scope, redirect_uri=back, code_challenge_method="S256", timeout=20
        )
        self.verifier = "v" * 64

    def address(self, **more: str) -> str:
        """Where a browser is sent."""
        wanted = {"code_verifier": self.verifier, "nonce": "n-0S6", **more}
        found, self.state = self.session.create_authorization_url(self.said["authorization_endpoint"], **wanted)
        return str(found)

    def take(self, back: str) -> dict[str, Any]:
        """The tokens for an answer."""
        taken: dict[str, Any] = self.session.fetch_token(
            self.said["token_endpoint"], authorization_response=back, state=self.state, code_verifier=self.verifier
        )
        return taken

    def person(self) -> requests.Response:
        """What meindo says of who logged in."""
        return self.session.get(self.said["userinfo_endpoint"])

    def renew(self, tokens: dict[str, Any]) -> dict[str, Any]:
        """New tokens for a refresh token."""
        renewed: dict[str, Any] = self.session.refresh_token(
            self.said["token_endpoint"], refresh_token=tokens["refresh_token"]
        )
        return renewed


@pytest.fixture
def office(own_database: str) -> Office:
    return build_office()


@pytest.fixture
def place(own_database: str, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a running meindo."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    port = free_port()
    known = {**environment(tmp_path, own_database), "MEINDO_PUBLIC_URL": f"http://localhost:{port}"}
    found = Servers(known, tmp_path, port)
    found.start("web")
    try:
        found.wait_for_web()
        yield f"http://localhost:{port}"
    finally:
        found.kill("web")


def test_somebody_logs_in_at_an_application_and_it_learns_little(place: str, office: Office) -> None:
    application, browser = Application(place), Browser(place, "mitarbeiterin")
    page = browser.ask(application.address())
    assert "Weiter zu Fachverfahren" in page.text
    assert "form-action 'self' http://localhost:9" in page.headers["Content-Security-Policy"]
    assert "http://localhost:9" not in browser.ask(place).headers["Content-Security-Policy"]
    tokens = application.take(browser.press(page))
    keys = KeySet.import_key_set(requests.get(application.said["jwks_uri"], timeout=20).json())
    claims = jwt.decode(tokens["id_token"], keys, algorithms=["RS256"]).claims
    person = office.people["mitarbeiterin"]
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (place, application.id, "n-0S6")
    assert claims["sub"] == str(person.uuid)
    said = application.person().json()
    assert said == {"sub": str(person.uuid), "name": "Emma Yılmaz", "preferred_username": "mitarbeiterin"}
    assert AuditEvent.objects.filter(kind="login.client_used", actor=f"person:{person.uuid}").count() == 1
    renewed = application.renew(tokens)
    assert application.person().status_code == 200
    with pytest.raises(OAuthError):
        application.renew(tokens)  # a refresh token opens once
    assert renewed["access_token"] != tokens["access_token"]


def test_who_says_no_is_sent_back_with_that_and_a_code_opens_once(place: str) -> None:
    application, browser = Application(place), Browser(place, "mitarbeiterin")
    back = browser.press(browser.ask(application.address()), "cancel")
    assert parse_qs(urlsplit(back).query)["error"] == ["access_denied"]
    back = browser.press(browser.ask(application.address()))
    application.take(back)
    with pytest.raises(OAuthError):
        application.take(back)


def test_a_lock_and_the_last_day_end_every_token_at_once(place: str, office: Office) -> None:
    locked, left = Application(place), Application(place)
    for application, name in ((locked, "mitarbeiterin"), (left, "beamter")):
        browser = Browser(place, name)
        application.tokens = application.take(browser.press(browser.ask(application.address())))
        assert application.person().status_code == 200
    code = browser.press(browser.ask(left.address()))
    lock_account(User.objects.get(username="mitarbeiterin"), reason="x", by=office.actor("reisestelle"))
    leave(office, "beamter")
    for application in (locked, left):
        assert application.person().status_code == 401
        with pytest.raises(OAuthError):
            application.renew(application.tokens)
    assert not Token.objects.filter(user__username__in=("mitarbeiterin", "beamter")).exclude(type="ac").exists()
    with pytest.raises(OAuthError):
        left.take(code)  # also what was given just before
    gone = Browser(place, "beamter").ask(left.address())
    assert gone.status_code == 403
    assert "Sie ist für Beschäftigte da." in gone.text


@pytest.mark.parametrize(
    "more",
    [
        {"redirect_uri": "http://localhost:9/woanders"},
        {"redirect_uri": "https://boese.example/zurueck"},
        {"prompt": "none"},
        {"code_challenge_method": "plain"},
        {"client_id": "nichts"},
        {"response_type": "token"},
    ],
    ids=lambda more: "-".join(more.values()),
)
def test_a_wrong_question_leads_nowhere(place: str, more: dict[str, str]) -> None:
    application, browser = Application(place), Browser(place, "mitarbeiterin")
    asked = parse_qs(urlsplit(application.address()).query)
    query = {**{name: values[0] for name, values in asked.items()}, **more}
    answer = browser.session.get(f"{place}/anwendungen/weiter/", params=query, allow_redirects=False)
    assert answer.status_code == 400
    assert "Anmeldung nicht möglich" in answer.text
    assert "Location" not in answer.headers


def test_an_answer_that_nobody_asked_for_leads_nowhere(place: str) -> None:
    application, browser = Application(place), Browser(place, "mitarbeiterin")
    page = browser.ask(application.address())
    address = f"{place}/anwendungen/weiter/"
    fields = dict(FIELD.findall(page.text))
    answers = {
        "no question": browser.session.post(address, {"action": "grant", "code": "x"}, allow_redirects=False),
        "made up": browser.session.post(address, {**fields, "request": "x", "action": "grant"}, allow_redirects=False),
        "no token": browser.session.post(
            address, {**fields, "csrfmiddlewaretoken": "", "action": "grant"}, allow_redirects=False
        ),
        "logged out": requests.post(address, {**fields, "action": "grant"}, allow_redirects=False, timeout=20),
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "no question": 302,
        "made up": 403,
        "no token": 403,
        "logged out": 302,
    }
    assert not any("localhost:9" in answer.headers.get("Location", "") for answer in answers.values())
    assert not AuditEvent.objects.filter(kind="login.client_used").exists()


def test_the_person_reads_where_they_went_on_and_ends_it(place: str, office: Office) -> None:
    ended, kept, browser = Application(place), Application(place), Browser(place, "mitarbeiterin")
    other = Browser(place, "beamter")
    for application, who in ((ended, browser), (kept, browser)):
        application.tokens = application.take(who.press(who.ask(application.address())))
    theirs = kept.take(other.press(other.ask(kept.address())))
    code = browser.press(browser.ask(ended.address()))
    page = browser.ask(f"{place}/konto/anwendungen/").text
    assert page.count("Ihre dienstliche Mailadresse") == 2
    use = ApplicationUse.objects.get(client_id=ended.id)
    address = f"{place}/konto/anwendungen/{use.uuid}/beenden/"
    mark = dict(FIELD.findall(page))["csrfmiddlewaretoken"]
    assert other.session.post(address, {"csrfmiddlewaretoken": mark}, allow_redirects=False).status_code in (403, 404)
    assert browser.session.post(address, {"csrfmiddlewaretoken": mark}, allow_redirects=False).status_code == 302
    assert ended.person().status_code == 401
    with pytest.raises(OAuthError):
        ended.renew(ended.tokens)
    with pytest.raises(OAuthError):
        ended.take(code)  # also what was given just before
    assert kept.session.get(kept.said["userinfo_endpoint"]).status_code == 200
    assert kept.renew(theirs)["access_token"], "somebody else's stays"
    assert "beendet am" in browser.ask(f"{place}/konto/anwendungen/").text
    assert AuditEvent.objects.filter(kind="login.client_ended", subject=f"client:{ended.id}").count() == 1
    ended.take(browser.press(browser.ask(ended.address())))
    assert ended.person().status_code == 200, "who goes on there again begins anew"
    use.refresh_from_db()
    assert use.ended_at is None


def test_a_removed_application_is_out_at_once(place: str) -> None:
    application, browser = Application(place), Browser(place, "mitarbeiterin")
    application.take(browser.press(browser.ask(application.address())))
    assert remove_client(application.id, by=Actor.system("test"))
    assert application.person().status_code == 401
    assert browser.ask(application.address()).status_code == 400


def test_the_issuer_does_not_follow_the_host_of_a_request(place: str) -> None:
    port = urlsplit(place).port
    said = requests.get(f"http://127.0.0.1:{port}/.well-known/openid-configuration", timeout=20).json()
    assert said["issuer"] == place
    assert said["token_endpoint"].startswith(place)
