"""Two running installations: one is the log-in of the city, the other takes in whom that names and it knows."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from tests.faults.servers import Servers, free_port
from tests.faults.test_provider import Browser
from tests.support.office import Office, build_office
from tests.support.parallel import environment

from meindo.platform.audit.actor import Actor
from meindo.platform.login.commands_lock import lock_account
from meindo.platform.login.models import User
from meindo.platform.people.models import Person
from meindo.web.commands_clients import register_client

Pair = tuple[str, str]  # the city's log-in, and the installation that uses it


@pytest.fixture
def office(own_database: str) -> Office:
    return build_office()


@pytest.fixture
def pair(own_database: str, office: Office, tmp_path: Path) -> Iterator[Pair]:
    """Both work on one database, at two hosts: what one knows of a session the other does not."""
    ports = free_port(), free_port()
    city, house = f"http://localhost:{ports[0]}", f"http://127.0.0.1:{ports[1]}"
    client, secret = register_client(
        name="Portal",
        redirect_uris=[f"{house}/konto/stadt/stadt/zurueck/"],
        scopes=["profile"],
        by=Actor.system("test"),
    )
    (tmp_path / "upstream").write_text(secret)
    known = environment(tmp_path, own_database)
    upstream = {
        "MEINDO_UPSTREAM_URL": city,
        "MEINDO_UPSTREAM_CLIENT_ID": client,
        "MEINDO_UPSTREAM_SECRET_FILE": str(tmp_path / "upstream"),
        "MEINDO_UPSTREAM_NAME": "Anmelden mit der Stadtkennung",
    }
    found = [
        Servers({**known, "MEINDO_PUBLIC_URL": city}, tmp_path, ports[0]),
        Servers({**known, "MEINDO_PUBLIC_URL": house, **upstream}, tmp_path, ports[1]),
    ]
    try:
        for server in found:
            server.start("web")
        for server in found:
            server.wait_for_web()
        yield city, house
    finally:
        for server in found:
            for part in list(server.running):
                server.kill(part)


def through_the_city(pair: Pair, name: str, wanted: str = "") -> tuple[requests.Session, requests.Response]:
    """Log in at the house with what the city says; gives the session there and the answer to its way back."""
    city, house = pair
    at_the_city, here = Browser(city, name), requests.Session()
    page = here.get(f"{house}/konto/anmelden/?next={wanted}").text
    assert "Anmelden mit der Stadtkennung" in page
    away = here.get(f"{house}/konto/stadt/stadt/", params={"next": wanted} if wanted else {}, allow_redirects=False)
    assert away.headers["Location"].startswith(f"{city}/anwendungen/weiter/")
    assert "code_challenge_method=S256" in away.headers["Location"]
    asked = at_the_city.ask(away.headers["Location"])
    assert "Weiter zu Portal" in asked.text
    back = at_the_city.press(asked)
    return here, here.get(back, allow_redirects=False)


def counts() -> tuple[int, ...]:
    from allauth.socialaccount.models import SocialAccount, SocialToken

    return tuple(model.objects.count() for model in (User, Person, SocialAccount, SocialToken))


def test_who_is_known_gets_in_and_nothing_is_made_of_it(pair: Pair) -> None:
    before = counts()
    here, answer = through_the_city(pair, "mitarbeiterin", "/akte/")
    assert (answer.status_code, urlsplit(answer.headers["Location"]).path) == (302, "/akte/")
    assert "Emma Yılmaz" in here.get(f"{pair[1]}/").text
    assert counts() == before


def test_a_foreign_address_is_no_place_to_go_on_to(pair: Pair) -> None:
    _here, answer = through_the_city(pair, "mitarbeiterin", "https://boese.example/")
    assert answer.headers["Location"] == "/"


def test_a_locked_account_stays_closed(pair: Pair, office: Office) -> None:
    city, house = pair
    at_the_city, here = Browser(city, "mitarbeiterin"), requests.Session()
    away = here.get(f"{house}/konto/stadt/stadt/", allow_redirects=False)
    back = at_the_city.press(at_the_city.ask(away.headers["Location"]))
    lock_account(User.objects.get(username="mitarbeiterin"), reason="x", by=office.actor("reisestelle"))
    assert here.get(back, allow_redirects=False).headers["Location"] == "/konto/anmelden/"
    assert "hat es nicht geklappt" in here.get(f"{house}/konto/anmelden/").text
    assert here.get(f"{house}/", allow_redirects=False).status_code == 302


def test_an_answer_of_somebody_else_s_browser_or_a_second_time_opens_nothing(pair: Pair) -> None:
    city, house = pair
    at_the_city, here, other = Browser(city, "mitarbeiterin"), requests.Session(), requests.Session()
    away = here.get(f"{house}/konto/stadt/stadt/", allow_redirects=False)
    back = at_the_city.press(at_the_city.ask(away.headers["Location"]))
    assert other.get(back, allow_redirects=False).headers["Location"] == "/konto/anmelden/"
    assert here.get(back, allow_redirects=False).headers["Location"] == "/"
    assert here.get(back, allow_redirects=False).headers["Location"] == "/konto/anmelden/"
    for nonsense in ("", "?error=access_denied", "?code=x&state=y"):
        answer = other.get(f"{house}/konto/stadt/stadt/zurueck/{nonsense}", allow_redirects=False)
        assert answer.headers["Location"] == "/konto/anmelden/"
