"""The pages of devices and terminals, and being asked again: axe finds nothing, with and without script."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.browser.look import Look, act_as
from tests.services.dienstreise import factory
from tests.support.office import PASSWORD

from meindo.platform.cases.models import CaseEvent
from meindo.platform.clock import FOREVER, today
from meindo.platform.login.commands_devices import declare_terminal
from meindo.platform.login.commands_lock import lock_account
from meindo.platform.login.models import User
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Terms

pytestmark = pytest.mark.browser


def fill_in(page, name: str = "mitarbeiterin") -> None:
    page.goto("/konto/anmelden/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)


def test_devices_and_an_own_device(office, visit) -> None:
    Client().post("/konto/anmelden/", {"login": "mitarbeiterin", "password": PASSWORD})
    look = Look(visit(phone=False))
    look.at("log-in with the question whose device it is", "/konto/anmelden/")
    fill_in(look.page)
    look.page.click("[for=id_own_device]")
    look.press()
    look.page.wait_for_url("**/")
    look.at("devices", "/konto/geraete/")
    assert "eigenes Gerät" in look.page.inner_text("main")
    look.page.click("main >> text=Passwort ändern")
    look.at("asked once more before the own password")
    look.page.fill("[name=password]", PASSWORD)
    look.press()
    look.at("a new password")
    look.page.fill("[name=password]", "kurz")
    look.press()
    look.at("a new password that is too short")
    look.at("devices again", "/konto/geraete/")
    look.page.click("text=Auf allen anderen Geräten abmelden")
    look.at("others are logged out")
    assert look.page.locator("main li").count() == 1
    look.done()


def test_a_terminal_from_setting_it_up_to_the_log_out(office, visit) -> None:
    _made, secret = declare_terminal(name="Betriebshof", by=office.actor("ob"))
    look = Look(visit(phone=False))
    look.at("address of a terminal", f"/konto/terminal/{secret}/")
    look.press()
    look.page.wait_for_url("**/anmelden/")
    assert not look.page.locator("#id_own_device").count()
    fill_in(look.page)
    look.press()
    look.page.wait_for_url("**/")
    look.at("home at a terminal")
    look.page.click("text=Hier abmelden")
    look.page.wait_for_url("**/anmelden/**")
    look.at("used address", f"/konto/terminal/{secret}/")
    look.done()


def test_the_office_of_terminals(office, visit) -> None:
    office.city.responsible(office.people["ob"], "activation_office", office.units["root"])
    office.city.store()
    look = Look(visit("ob", phone=False))
    act_as(look.page, "activation_office")
    look.at("no terminal", "/zugaenge/terminals/")
    look.press()
    look.at("terminal with error")
    look.page.fill("[name=name]", "Depot")
    look.press()
    look.at("address of a new terminal")
    look.done()


@pytest.mark.parametrize("script", [True, False])
def test_being_asked_again_loses_nothing(office, visit, script) -> None:
    case = factory.make(office)
    page = visit(script=script)
    fill_in(page, "teamleitung")
    page.click("[for=id_own_device]")
    page.click("main form.form button.kern-btn--primary")
    page.wait_for_url("**/")
    act_as(page, "line_manager")
    for row in Session.objects.all():  # the log-in was a while ago
        store = row.get_session_store_class()(row.session_key)
        if "account_authentication_methods" in store:
            store["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
            store.save()
    page.goto(f"/dienstreise/{case.uuid}/")
    page.fill("[name=reason] >> nth=0", "Bitte per Video.")
    page.click("button[value=reject]")
    page.wait_for_url("**/bestaetigen/**")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.kern-btn--primary")
    page.wait_for_url("**/vorgaenge/**")
    assert CaseEvent.objects.get(case=case, move="reject").reason == "Bitte per Video."
    assert User.objects.get(username="teamleitung").devices.get().kind == "own"


def test_the_office_of_locks_and_lost_factors(office, visit) -> None:
    for name in ("ob", "leitung51"):
        office.city.responsible(office.people[name], "activation_office", office.units["root"])
    office.city.store()
    number = office.employment("mitarbeiterin").personnel_no
    lock_account(User.objects.get(username="beamter"), reason="Verdacht", by=office.actor("leitung51"))
    look = Look(visit("ob", phone=False))
    act_as(look.page, "activation_office")
    look.at("letters", "/zugaenge/")
    look.at("locks", "/zugaenge/sperren/")
    look.page.click("text=Jetzt sperren")
    look.at("lock with error")
    look.page.fill("[name=number]", number)
    look.page.fill("#id_reason", "Gerät gestohlen")
    look.page.click("text=Jetzt sperren")
    look.at("own lock and one of another person")
    look.at("lost factors", "/zugaenge/faktoren/")
    look.press()
    look.at("lost factors with error")
    look.at("token", "/zugaenge/faktoren/geraet/")
    look.press()
    look.at("token with error")
    look.done()


def test_what_somebody_sees_who_has_left(office, visit) -> None:
    key = {"employment_id": office.employment("mitarbeiterin").pk}
    state(Terms, [Statement(key, None, today(), FOREVER)], source="test")
    look = Look(visit(phone=False))
    fill_in(look.page)
    look.press()
    look.page.wait_for_url("**/")
    look.at("home of somebody who left")
    look.at("for staff only", "/dienstreise/neu/")
    look.done()
