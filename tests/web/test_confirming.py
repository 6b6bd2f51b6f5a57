"""Before money and decisions people show again who they are; what they sent is sent again as it was."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import PASSWORD, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import now
from meindo.platform.login.models import User
from meindo.platform.payroll.models import PayRun

AGO = 16 * 60


def with_payroll():
    office = build_office()
    office.people["entgelt"] = office.city.person("Entgelt", office.units["11"])
    office.city.responsible(office.people["entgelt"], "payroll_office", office.units["root"])
    office.city.store()
    User.objects.create_user("entgelt", PASSWORD, person=office.people["entgelt"])
    return office


office, db = built_once("office", with_payroll)


def long_ago(browser: Client, kind: str = "own") -> Client:
    """The last log-in of this browser was a quarter of an hour ago, on a device of this kind."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - AGO}]
    until = now().replace(year=now().year + 1).isoformat()
    known = {"pk": 0, "key": session.session_key, "seen": now().date().isoformat(), "at": now().isoformat()}
    session["device"] = {**known, "kind": kind, "until": until}
    session.save()
    return browser


def asks(answer) -> str:
    """The address to go back to, if the answer asks who it is."""
    parts = urlsplit(answer.get("Location", ""))
    return parse_qs(parts.query)["next"][0] if parts.path.startswith("/konto/") else ""


@pytest.fixture
def case(db, office) -> Case:
    return factory.make(office)


def approval(case: Case) -> dict[str, str]:
    case.refresh_from_db()
    return {"move": "reject", "revision": str(case.revision), "reason": "Bitte per Video: Köln & Essen, 20 €."}


def test_a_decision_in_a_long_session_asks_and_nothing_typed_is_lost(case, office) -> None:
    boss = long_ago(browser_of("teamleitung", "line_manager"))
    address = f"/vorgang/{case.uuid}/entscheiden/"
    answer = boss.post(address, approval(case))
    assert asks(answer) == address
    assert not CaseEvent.objects.filter(case=case, move="reject").exists()
    wrong = boss.post(answer["Location"], {"password": "falsch"})
    assert wrong.status_code == 422
    done = boss.post(answer["Location"], {"password": PASSWORD, "next": address})
    assert done.status_code == 302
    event = CaseEvent.objects.get(case=case, move="reject")
    assert "Köln & Essen, 20 €." in event.reason
    other = factory.make(office)
    assert not asks(boss.post(f"/vorgang/{other.uuid}/entscheiden/", approval(other))), "for 15 minutes"


def test_an_ordinary_session_of_twelve_hours_decides_without_being_asked(case) -> None:
    boss = long_ago(browser_of("teamleitung", "line_manager"), kind="other")
    assert not asks(boss.post(f"/vorgang/{case.uuid}/entscheiden/", approval(case)))


def test_own_matters_are_not_decisions(case) -> None:
    own = long_ago(browser_of("mitarbeiterin"))
    sent = {"move": "withdraw", "revision": str(case.revision)}
    assert not asks(own.post(f"/vorgang/{case.uuid}/entscheiden/", sent))


@pytest.mark.parametrize("kind", ["own", "other"])
def test_handing_over_to_payroll_always_asks_and_then_hands_over_once(db, office, kind) -> None:
    factory.ordered(office)
    clerk = long_ago(browser_of("entgelt", "payroll_office"), kind=kind)
    before = PayRun.objects.count()
    answer = clerk.post("/entgelt/uebergeben/")
    assert asks(answer) == "/entgelt/uebergeben/"
    assert PayRun.objects.count() == before
    clerk.post(answer["Location"], {"password": PASSWORD, "next": "/entgelt/uebergeben/"})
    assert PayRun.objects.count() == before + 1
    assert asks(long_ago(clerk, kind).get(f"/entgelt/{PayRun.objects.last().number}/datei/")), "its files as well"


def test_a_code_confirms_as_well_and_the_same_code_only_once(db, office) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(User.objects.get(username="entgelt"), secret)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    clerk = long_ago(browser_of("entgelt", "payroll_office"))
    address = "/konto/zweiter-faktor/bestaetigen/?next=/entgelt/"
    assert clerk.post(address, {"code": code}).status_code == 302
    assert long_ago(clerk).post(address, {"code": code}).status_code == 422, "a code opens once"


def test_what_lies_in_the_session_meanwhile_holds_no_cookie(case) -> None:
    boss = long_ago(browser_of("teamleitung", "line_manager"))
    boss.post(f"/vorgang/{case.uuid}/entscheiden/", approval(case), headers={"x-secret": "geheim"})
    kept = boss.session["account_reauthentication_state"]["request"]
    assert "geheim" not in kept
    assert boss.cookies["meindo_session"].value not in kept


def test_a_kept_request_is_not_sent_when_something_else_was_confirmed(case) -> None:
    boss = long_ago(browser_of("teamleitung", "line_manager"))
    boss.post(f"/vorgang/{case.uuid}/entscheiden/", approval(case))
    boss.post("/konto/bestaetigen/", {"password": PASSWORD, "next": "/konto/zweiter-faktor/app/"})
    assert not CaseEvent.objects.filter(case=case, move="reject").exists()
