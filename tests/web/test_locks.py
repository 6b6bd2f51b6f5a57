"""An office closes an account at once; the log-in answers like a wrong password; a second person opens it again."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.activation import letter_for, with_newcomers
from tests.support.office import PASSWORD
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.clock import now
from meindo.platform.login.commands_lock import LockRefused, lock_account, unlock_account
from meindo.platform.login.models import AccountLock, User
from meindo.platform.login.tokens import create_token
from meindo.platform.notify.models import Notification


def with_two():
    office = with_newcomers()
    office.people["zweite"] = office.city.person("Zweite", office.units["11"])
    office.city.responsible(office.people["zweite"], "activation_office", office.units["root"])
    office.city.store()
    for name in ("zugang", "zweite"):
        User.objects.create_user(name, PASSWORD, person=office.people[name])
    return office


office, db = built_once("office", with_two)


@pytest.fixture
def clerk(db) -> Client:
    return browser_of("zugang", "activation_office")


def lock(office, clerk: Client, who: str = "mitarbeiterin") -> AccountLock:
    sent = {"number": office.employment(who).personnel_no, "reason": "Dienstgerät gestohlen"}
    assert clerk.post("/zugaenge/sperren/", sent).status_code == 302
    return AccountLock.objects.get(user__username=who)


def log_in(name: str, password: str, browser: Client | None = None) -> str:
    """What the log-in says, without what differs each time."""
    answer = (browser or Client()).post("/konto/anmelden/", {"login": name, "password": password})
    if answer.status_code == 302:
        return "in"
    body = answer.content.decode()
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", body)
    return f"{answer.status_code} {body}"


def test_sessions_and_tokens_end_at_once_and_the_log_in_answers_like_a_wrong_password(db, office, clerk) -> None:
    session = Client()
    assert log_in("mitarbeiterin", PASSWORD, session) == "in"
    other = browser_of("mitarbeiterin")
    token = create_token(user=User.objects.get(username="mitarbeiterin"), scope="api", label="x")
    wrong = log_in("mitarbeiterin", "falsch")
    lock(office, clerk)
    assert [browser.get("/").status_code for browser in (session, other)] == [302, 302]
    head = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/dienstreise/trips", headers=head).status_code == 401
    assert log_in("mitarbeiterin", PASSWORD) == wrong
    assert "stimmen nicht" in wrong


def test_the_person_is_not_told_and_no_letter_opens_it(db, office, clerk) -> None:
    lock(office, clerk)
    factory.settle_down()
    assert not Notification.objects.filter(person=office.people["mitarbeiterin"]).exists()
    _letter, code = letter_for(office, "mitarbeiterin")
    browser = Client()
    browser.post("/aktivieren/", {"code": code})
    sent = {"password": "drei Wörter hier", "again": "drei Wörter hier"}
    assert browser.post("/aktivieren/passwort/", sent)["Location"] == "/aktivieren/"


def test_a_second_person_opens_it_and_the_password_is_as_before(db, office, clerk) -> None:
    found = lock(office, clerk)
    page = clerk.get("/zugaenge/sperren/").content.decode()
    assert "Dienstgerät gestohlen" in page
    assert "Sperre aufheben" not in page
    clerk.post(f"/zugaenge/sperren/{found.uuid}/aufheben/", {"reason": "gefunden"})
    assert log_in("mitarbeiterin", PASSWORD) != "in"
    second = browser_of("zweite", "activation_office")
    assert "Sperre aufheben" in second.get("/zugaenge/sperren/").content.decode()
    second.post(f"/zugaenge/sperren/{found.uuid}/aufheben/", {"reason": ""})
    assert log_in("mitarbeiterin", PASSWORD) != "in", "not without a reason"
    second.post(f"/zugaenge/sperren/{found.uuid}/aufheben/", {"reason": "gefunden"})
    assert log_in("mitarbeiterin", PASSWORD) == "in"
    found.refresh_from_db()
    assert (found.ended_by, found.end_reason) == (office.people["zweite"], "gefunden")


def test_the_database_wants_another_person_as_well(db, office, clerk) -> None:
    found = lock(office, clerk)
    with pytest.raises(LockRefused):
        unlock_account(found, reason="x", by=office.actor("zugang"))
    with pytest.raises(LockRefused):
        unlock_account(found, reason="x", by=office.actor("mitarbeiterin"))
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountLock.objects.filter(pk=found.pk).update(ended_at=now(), ended_by=found.locked_by)


def test_twice_is_once_and_own_foreign_and_unknown_numbers_look_alike(db, office, clerk) -> None:
    found = lock(office, clerk)
    with pytest.raises(LockRefused):
        lock_account(found.user, reason="x", by=office.actor("zweite"))
    with pytest.raises(PermissionError):
        lock_account(User.objects.get(username="zugang"), reason="x", by=office.actor("zugang"))
    own, without = office.employment("zugang").personnel_no, office.employment("neu").personnel_no
    for number in (own, without, "99999999"):
        answer = clerk.post("/zugaenge/sperren/", {"number": number, "reason": "x"})
        assert answer.status_code == 422
        assert "finden Sie keinen Zugang" in answer.content.decode()


def test_a_log_in_that_was_half_done_does_not_get_in(db, office, clerk) -> None:
    from allauth.mfa.totp.internal import auth as totp

    secret = totp.generate_totp_secret()
    totp.TOTP.activate(User.objects.get(username="mitarbeiterin"), secret)
    browser = Client()
    browser.post("/konto/anmelden/", {"login": "mitarbeiterin", "password": PASSWORD})
    lock(office, clerk)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    browser.post("/konto/zweiter-faktor/code/", {"code": code})
    assert browser.get("/").status_code == 302
