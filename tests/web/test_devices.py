"""Own devices, devices of others and shared terminals: how long a log-in lasts, where one is logged in, ending it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.activation import with_newcomers
from tests.support.office import PASSWORD
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.clock import at, now
from meindo.platform.login.agent import browser_and_system
from meindo.platform.login.commands_devices import declare_terminal, forget_devices
from meindo.platform.login.models import Device, Terminal, User
from meindo.platform.notify.models import Notification

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
WORK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


def with_clerk():
    office = with_newcomers()
    User.objects.create_user("zugang", PASSWORD, person=office.people["zugang"])
    return office


office, db = built_once("office", with_clerk)


def log_in(browser: Client | None = None, agent: str = WORK, name: str = "mitarbeiterin", **more: str) -> Client:
    """A real log-in by name and password."""
    browser = browser or Client()
    sent = {"login": name, "password": PASSWORD, **more}
    assert browser.post("/konto/anmelden/", sent, headers={"user-agent": agent}).status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200


def told(office) -> list[dict[str, str]]:
    factory.settle_down()
    rows = Notification.objects.filter(person=office.people["mitarbeiterin"], msgid__startswith="Auf einem Gerät")
    return [row.params for row in rows.order_by("pk")]


@pytest.fixture
def terminal(db, office) -> Client:
    """A browser that was set up as a shared terminal."""
    _made, secret = declare_terminal(name="Betriebshof", by=office.actor("zugang"))
    browser = Client()
    assert browser.get(f"/konto/terminal/{secret}/").status_code == 200
    browser.post(f"/konto/terminal/{secret}/")
    assert Client().post(f"/konto/terminal/{secret}/").status_code == 404, "the address works once"
    return browser


def test_words_for_programs_and_systems() -> None:
    assert browser_and_system(PHONE) == ("Chrome", "Android")
    assert browser_and_system(WORK) == ("Firefox", "Windows")
    assert browser_and_system(WORK + " Edg/130") == ("Edge", "Windows")
    assert browser_and_system("curl/8") == ("", "")


def test_on_an_own_device_a_log_in_lasts_thirty_days_elsewhere_twelve_hours(db, office) -> None:
    own, other = log_in(own_device="on"), log_in()
    assert own.cookies["meindo_session"]["max-age"] > 29 * 24 * 3600
    assert other.cookies["meindo_session"]["max-age"] == "", "ends with the browser"
    for browser, lasts in ((own, timedelta(days=30)), (other, timedelta(hours=12))):
        with at(now() + lasts - timedelta(minutes=1)):
            assert is_in(browser)
        with at(now() + lasts + timedelta(minutes=1)):
            assert not is_in(browser)
        assert not is_in(browser), "it is over, not asleep"


def test_the_answer_outlives_the_second_factor(db, office) -> None:
    from allauth.mfa.totp.internal import auth as totp

    secret = totp.generate_totp_secret()
    totp.TOTP.activate(User.objects.get(username="mitarbeiterin"), secret)
    browser = log_in(own_device="on")
    assert not Device.objects.exists(), "not logged in yet"
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    browser.post("/konto/zweiter-faktor/code/", {"code": code})
    assert Device.objects.get().kind == "own"


def test_devices_are_listed_in_words_and_ended_one_by_one(db, office) -> None:
    phone, work = log_in(agent=PHONE, own_device="on"), log_in()
    page = work.get("/konto/geraete/").content.decode()
    assert "Chrome · Android" in page
    assert "Firefox · Windows <strong>(dieses Gerät)" in page
    work.post(f"/konto/geraete/{Device.objects.get(kind='own').uuid}/beenden/")
    assert not is_in(phone)
    assert is_in(work)
    assert "Android" not in work.get("/konto/geraete/").content.decode()
    work.post(f"/konto/geraete/{Device.objects.get(kind='other').uuid}/beenden/")
    assert not is_in(work)


def test_a_foreign_device_cannot_be_ended(db, office) -> None:
    own, stranger = log_in(), log_in(name="beamter")
    device = Device.objects.get(user__username="mitarbeiterin")
    assert stranger.post(f"/konto/geraete/{device.uuid}/beenden/").status_code == 404
    assert is_in(own)


def test_ending_all_others_ends_also_sessions_of_which_no_device_is_known(db, office) -> None:
    unknown, other, here = browser_of("mitarbeiterin"), log_in(agent=PHONE), log_in()
    colleague = log_in(name="beamter")
    here.post("/konto/geraete/andere/beenden/")
    assert [is_in(browser) for browser in (unknown, other, here, colleague)] == [False, False, True, True]
    assert here.get("/konto/geraete/").content.decode().count("Windows") >= 1
    assert Device.objects.filter(user__username="mitarbeiterin").exclude(session_key="").count() == 1


def test_a_device_that_is_not_known_is_told_the_first_and_known_ones_are_not(db, office) -> None:
    first = log_in()
    assert told(office) == []
    first.post("/konto/abmelden/")
    log_in(first)
    assert told(office) == []
    log_in(agent=PHONE)
    assert told(office) == [{"what": "Chrome / Android"}]
    assert Device.objects.count() == 2


def test_logging_in_again_in_the_same_browser_ends_its_session_before(db, office) -> None:
    browser = log_in()
    before = browser.cookies["meindo_session"].value
    del browser.cookies["meindo_session"]
    log_in(browser)
    assert not Session.objects.filter(session_key=before).exists()


def test_a_mark_that_somebody_made_up_is_not_believed(db, office) -> None:
    browser = log_in()
    mark = browser.cookies["meindo_device"].value
    stranger = Client()
    stranger.cookies["meindo_device"] = "x" + mark
    log_in(stranger)
    assert Device.objects.count() == 2
    assert len(told(office)) == 1


def test_a_terminal_offers_no_own_device_and_ends_ten_minutes_after_the_last_page(terminal) -> None:
    assert "eigenes Gerät" not in terminal.get("/konto/anmelden/").content.decode()
    assert "eigenes Gerät" in Client().get("/konto/anmelden/").content.decode()
    log_in(terminal, own_device="on")
    assert Device.objects.get().kind == "terminal", "what the form does not ask is not heard"
    assert terminal.cookies["meindo_session"]["max-age"] == 600
    start = now()
    for minutes in (9, 18, 27):
        with at(start + timedelta(minutes=minutes)):
            page = terminal.get("/")
            assert page.status_code == 200
            assert page["Refresh"] == "605; url=/"
            assert "Hier abmelden" in page.content.decode()
    with at(start + timedelta(minutes=27 + 10)):
        assert not is_in(terminal)


def test_nobody_keeps_a_terminal_however_busy(terminal) -> None:
    log_in(terminal)
    start = now()
    for minutes in range(5, 120, 5):
        with at(start + timedelta(minutes=minutes)):
            assert is_in(terminal)
    with at(start + timedelta(minutes=121)):
        assert not is_in(terminal)


def test_after_the_log_out_a_terminal_shows_the_log_in(terminal) -> None:
    log_in(terminal)
    answer = terminal.post("/konto/abmelden/", follow=True)
    assert answer.request["PATH_INFO"] == "/konto/anmelden/"
    assert "Refresh" not in answer


def test_an_office_declares_and_ends_terminals(db, office) -> None:
    clerk = browser_of("zugang", "activation_office")
    page = clerk.post("/zugaenge/terminals/", {"name": "Depot"}).content.decode()
    address = page.split("<code>")[1].split("</code>")[0]
    assert "terminal/mdo_" not in clerk.get("/zugaenge/terminals/").content.decode(), "shown once"
    browser = Client()
    browser.post("/konto/terminal/" + address.split("/konto/terminal/")[1])
    log_in(browser)
    assert "Depot" in browser.get("/konto/geraete/").content.decode()
    clerk.post(f"/zugaenge/terminals/{Terminal.objects.get().uuid}/beenden/")
    assert not is_in(browser)
    log_in(browser)
    assert Device.objects.order_by("pk").last().kind == "other", "an ordinary device again"


def test_devices_that_nobody_uses_are_forgotten(db, office) -> None:
    log_in()
    assert forget_devices(now().date() + timedelta(days=90)) == 0
    assert forget_devices(now().date() + timedelta(days=92)) == 1


def test_a_device_is_seen_once_a_day(db, office) -> None:
    browser = log_in()
    with at(now() + timedelta(hours=11)):
        is_in(browser)
    later = log_in(own_device="on")
    day = (now() + timedelta(days=3)).date()
    with at(now() + timedelta(days=3)):
        is_in(later)
    assert Device.objects.get(kind="own").last_seen_on == day


NEW = "ein neues langes Passwort"


def new_password(browser: Client, password: str = NEW, again: str = NEW) -> Any:
    return browser.post("/konto/passwort/", {"password": password, "again": again})


def test_the_own_password_is_changed_after_a_confirmation_and_ends_every_other_log_in(db, office) -> None:
    phone, here = log_in(agent=PHONE, own_device="on"), log_in()
    assert "/konto/bestaetigen/" in new_password(here)["Location"], "a log-in alone is not enough"
    here.post("/konto/bestaetigen/", {"password": PASSWORD})
    assert new_password(here, again="etwas anderes ganz").status_code == 422
    assert new_password(here, "kurz", "kurz").status_code == 422
    assert is_in(phone), "nothing has happened yet"
    assert new_password(here)["Location"] == "/konto/geraete/"
    assert [is_in(phone), is_in(here)] == [False, True]
    assert Client().post("/konto/anmelden/", {"login": "mitarbeiterin", "password": PASSWORD}).status_code == 422
    assert is_in(log_in(password=NEW))
    factory.settle_down()
    mine = Notification.objects.filter(person=office.people["mitarbeiterin"])
    assert mine.filter(msgid__startswith="Ihr Passwort wurde geändert").count() == 1
