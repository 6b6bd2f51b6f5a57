"""The page on which a business application asks who it is: axe finds nothing, and the browser lets the answer out."""

import pytest
from tests.browser.look import Look
from tests.support.office import Office

from meindo.platform.audit.actor import Actor
from meindo.web.commands_clients import register_client

pytestmark = pytest.mark.browser
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_page_that_asks(visit, live_server, office: Office) -> None:
    back = "http://localhost:9/zurueck"
    client, _secret = register_client(
        name="Fachverfahren Bauantrag", redirect_uris=[back], scopes=["profile"], by=Actor.system("test")
    )
    page = visit("mitarbeiterin", phone=False)
    look = Look(page)
    asked = (
        f"/anwendungen/weiter/?response_type=code&client_id={client}&redirect_uri={back}&scope=openid+profile"
        f"&state=s&code_challenge={CHALLENGE}&code_challenge_method=S256"
    )
    look.at("asks", asked)
    look.at("asked wrongly", asked.replace("S256", "plain"))
    look.done()
    page.goto(asked)
    left: list[str] = []
    page.route("http://localhost:9/**", lambda route: (left.append(route.request.url), route.fulfill(body="ok")))
    page.get_by_role("button", name="Weiter zu Fachverfahren Bauantrag").click()
    page.wait_for_url("http://localhost:9/**")
    assert "code=" in page.url


def test_the_log_in_with_the_one_of_the_city(visit, live_server, settings) -> None:
    settings.UPSTREAM = {"name": "Anmelden mit der Stadtkennung"}
    page = visit(phone=False)
    look = Look(page)
    look.at("log-in with the city's own", "/konto/anmelden/?next=/akte/")
    assert (
        page.get_by_role("link", name="Anmelden mit der Stadtkennung")
        .get_attribute("href")
        .endswith("?next=%2Fakte%2F")
    )
    look.done()
