"""The pages of the second factor, from setting it up to logging in with it: axe finds nothing."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from tests.browser.look import Look
from tests.support.office import PASSWORD

pytestmark = pytest.mark.browser


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_setting_up_using_and_removing_a_second_factor(office, visit) -> None:
    look = Look(visit("mitarbeiterin", phone=False))
    page = look.page
    look.at("no second factor", "/konto/zweiter-faktor/")
    look.at("confirm by password", "/konto/zweiter-faktor/app/")
    page.fill("[name=password]", "falsch")
    look.press()
    look.at("confirm by password with error")
    page.fill("[name=password]", PASSWORD)
    look.press()
    look.at("set up")
    look.press()
    look.at("set up with error")
    page.fill("[name=code]", code_of(page.locator("main code").inner_text()))
    secret = page.locator("main code").inner_text()
    look.press()
    look.at("codes after setting up")
    look.at("second factor is there", "/konto/zweiter-faktor/")
    look.at("codes", "/konto/zweiter-faktor/ersatzcodes/")
    look.at("new codes", "/konto/zweiter-faktor/ersatzcodes/neu/")
    look.at("remove", "/konto/zweiter-faktor/app/entfernen/")
    look.at("confirm by code", "/konto/zweiter-faktor/bestaetigen/")
    look.press()
    look.at("confirm by code with error")
    look.done()
    log_in_with_code(visit, secret)


def log_in_with_code(visit, secret: str) -> None:
    """Name and password, then the code."""
    look = Look(visit(phone=False))
    look.page.goto("/konto/anmelden/")
    look.page.fill("[name=login]", "mitarbeiterin")
    look.page.fill("[name=password]", PASSWORD)
    look.press()
    look.page.wait_for_url("**/zweiter-faktor/code/**")
    look.at("code")
    look.page.fill("[name=code]", "000000")
    look.press()
    look.at("code with error")
    look.done()
