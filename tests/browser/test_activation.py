"""A letter opens an account on a phone, with and without script; axe finds nothing on any page of it."""

import pytest
from tests.browser.look import Look, act_as
from tests.support.activation import letter_for, with_newcomers
from tests.support.office import PASSWORD

from meindo.platform.login.models import User

pytestmark = pytest.mark.browser


@pytest.fixture
def office(transactional_db: None):
    office = with_newcomers()
    User.objects.create_user("zugang", PASSWORD, person=office.people["zugang"])
    return office


@pytest.mark.parametrize("script", [True, False])
def test_from_the_letter_to_the_first_page_on_a_phone(office, visit, script) -> None:
    _letter, code = letter_for(office)
    page = visit(script=script)
    page.goto(f"/aktivieren/{code}/")
    page.click("main button.kern-btn--primary")
    page.fill("[name=password]", "drei Wörter hier")
    page.fill("[name=again]", "drei Wörter hier")
    page.click("main button.kern-btn--primary")
    page.wait_for_url("**/aktivieren/fertig/")
    page.click("text=Zur Startseite")
    page.wait_for_url("**/")
    assert "Nora" in page.content()


def test_every_page_of_the_person(office, visit) -> None:
    _letter, code = letter_for(office)
    look = Look(visit(phone=False))
    look.at("code", "/aktivieren/")
    look.page.fill("[name=code]", "K7M4")
    look.press()
    look.at("code with error")
    look.at("code scanned", f"/aktivieren/{code}/")
    look.press()
    look.at("password")
    look.press()
    look.at("password with error")
    look.page.fill("[name=password]", "drei Wörter hier")
    look.page.fill("[name=again]", "drei Wörter hier")
    look.press()
    look.at("done")
    look.done()


def test_every_page_of_the_office(office, visit) -> None:
    look = Look(visit("zugang", phone=False))
    act_as(look.page, "activation_office")
    look.at("nothing yet", "/zugaenge/")
    look.press()
    look.at("unit with error")
    look.page.fill("[name=unit]", "51")
    look.press()
    look.at("batch")
    look.at("batches", "/zugaenge/")
    look.at("waiting", "/zugaenge/offen/")
    look.at("one person", "/zugaenge/person/")
    look.press()
    look.at("one person with error")
    look.done()
