"""Passkeys in a real browser with a virtual authenticator: set up, log in, rename, remove; a foreign one fails."""

import re

import pytest
from allauth.mfa.models import Authenticator
from tests.browser.look import Look
from tests.support.office import PASSWORD

pytestmark = pytest.mark.browser
HOME = re.compile(r"^http://[^/]+/$")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def device_of(page):
    """A device with a fingerprint reader, for this page."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def set_up(page) -> None:
    """A passkey for who is logged in; the password is asked for once more only after a while."""
    page.goto("/konto/passkeys/neu/")
    confirm(page)
    page.fill("[name=name]", "Mein Handy")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/ersatzcodes/")


def confirm(page) -> None:
    """The password once more, where it is asked for."""
    page.wait_for_load_state()
    if "bestaetigen" in page.url:
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation():
            page.click("main .kern-btn--primary")


def to_removal(page) -> None:
    """The page that asks whether to remove the passkey."""
    page.goto("/konto/passkeys/")
    with page.expect_navigation():
        page.click("main a[href$='entfernen/']")
    confirm(page)
    page.wait_for_url("**/entfernen/")


def leave(page) -> None:
    page.goto("/konto/abmelden/")
    with page.expect_navigation():  # else the next address overtakes the log-out
        page.click("main .kern-btn--primary")


def test_a_passkey_logs_in_without_name_and_password(office, visit) -> None:
    page = visit("mitarbeiterin", phone=False)
    device_of(page)
    set_up(page)
    leave(page)
    page.goto("/konto/anmelden/")
    page.click("#passkey_login")
    page.wait_for_url(HOME)
    assert "Emma" in page.content()


def test_every_page_of_passkeys(office, visit) -> None:
    look = Look(visit("mitarbeiterin", phone=False))
    page = look.page
    session, device = device_of(page)
    look.at("none yet", "/konto/passkeys/")
    page.goto("/konto/passkeys/neu/")
    look.at("new")
    set_up(page)
    look.at("spare codes after it")
    look.at("list", "/konto/passkeys/")
    with page.expect_navigation():
        page.click("text=Umbenennen")
    look.at("rename")
    page.fill("[name=name]", "Altes Handy")
    look.press()
    assert "Altes Handy" in page.content()
    look.at("confirm by passkey", "/konto/passkeys/bestaetigen/")
    look.at("second factor", "/konto/zweiter-faktor/")
    to_removal(page)
    look.at("remove")
    leave(page)
    look.at("log in", "/konto/anmelden/")
    page.fill("[name=login]", "mitarbeiterin")
    page.fill("[name=password]", PASSWORD)
    look.press()
    page.wait_for_url("**/zweiter-faktor/code/**")
    look.at("second step")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(HOME)
    to_removal(page)
    look.press()
    assert not Authenticator.objects.filter(type="webauthn").exists()
    leave(page)
    page.goto("/konto/anmelden/")
    page.click("#passkey_login")
    page.wait_for_selector("text=Dieser Passkey gilt hier nicht")
    look.at("a passkey that was removed")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.click("#passkey_login")
    page.wait_for_selector("#passkey_error:not(:empty)")
    look.at("the device did not know its owner")
    look.done()


def test_a_passkey_of_another_site_opens_nothing(office, visit, settings) -> None:
    page = visit("mitarbeiterin", phone=False)
    device_of(page)
    set_up(page)
    leave(page)
    settings.PUBLIC_URL = "https://personal.example"  # the same passkey is now one of another site
    page.goto("/konto/anmelden/")
    page.click("#passkey_login")
    page.wait_for_selector("#passkey_error:not(:empty)")
    page.goto("/")
    assert "/anmelden/" in page.url


def test_without_script_no_button_promises_a_passkey(office, visit) -> None:
    page = visit(script=False)
    page.goto("/konto/anmelden/")
    assert not page.locator("#passkey_login").is_visible()
    assert page.locator("[name=password]").is_visible()
