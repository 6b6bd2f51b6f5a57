"""The help desk takes lost second factors away and hands out tokens of the city; it never sees a secret."""

import base64

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.activation import with_newcomers
from tests.support.office import PASSWORD
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.login.commands_tokens import TokenRefused, import_tokens
from meindo.platform.login.models import FactorRemoval, HardwareToken, User
from meindo.platform.notify.models import Notification
from meindo.web.commands_factors import factors_of, hand_out, take_away

SECRET, OTHER = (base64.b32encode(bytes([n]) * 20).decode() for n in (7, 9))
LIST = f"serial;secret\nA-1;{SECRET}\nA-2;{OTHER}\n"


def with_clerk():
    office = with_newcomers()
    User.objects.create_user("zugang", PASSWORD, person=office.people["zugang"])
    return office


office, db = built_once("office", with_clerk)


@pytest.fixture
def clerk(db) -> Client:
    return browser_of("zugang", "activation_office")


@pytest.fixture
def user(db) -> User:
    return User.objects.get(username="mitarbeiterin")


def code_of(secret: str) -> str:
    """What the device shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def upload(clerk: Client, text: str, name: str = "tokens"):
    file = SimpleUploadedFile("liste.csv", text.encode())
    return clerk.post("/zugaenge/faktoren/liste/", {name: file}, follow=True).content.decode()


def lost(office, clerk: Client, kind: str, who: str = "mitarbeiterin"):
    sent = {"number": office.employment(who).personnel_no, "kind": kind, "reason": "Telefon weg, Ausweis gesehen"}
    return clerk.post("/zugaenge/faktoren/", sent)


def told(office) -> list[str]:
    factory.settle_down()
    rows = Notification.objects.filter(person=office.people["mitarbeiterin"], msgid__contains="Zugang")
    return [row.msgid[:22] for row in rows.order_by("pk")]


def test_a_list_is_taken_in_once_and_bad_rows_are_named_by_line_without_their_secret(db, clerk) -> None:
    page = upload(clerk, LIST + f"A-3;kurz\n;{SECRET}\nA-4\n\nA-1;{OTHER}\n")
    assert "2 Code-Geräte übernommen, 0 waren schon bekannt." in page
    for line in ("Zeile 4", "Zeile 5", "Zeile 6", "Zeile 8"):
        assert line in page
    assert "Zeile 7" not in page
    assert SECRET not in page
    assert OTHER not in page
    assert "0 Code-Geräte übernommen, 2 waren schon bekannt." in upload(clerk, LIST.lower().replace("a-", "A-"))
    assert HardwareToken.objects.count() == 2
    assert not any(SECRET in token.sealed for token in HardwareToken.objects.all())


@pytest.mark.parametrize("text", ["", "nummer;geheimnis\nA-1;x", LIST.replace(";", ",")])
def test_what_is_no_such_list_takes_nothing_in(db, clerk, text) -> None:
    page = upload(clerk, text)
    assert "serial;secret" in page
    assert not HardwareToken.objects.exists()


def test_a_token_that_was_handed_out_is_the_second_factor_and_a_code_opens_once(db, office, clerk, user) -> None:
    import_tokens(LIST, by=office.actor("zugang"))
    number = office.employment("mitarbeiterin").personnel_no
    assert clerk.post("/zugaenge/faktoren/geraet/", {"number": number, "serial": "A-1"}).status_code == 302
    assert [row for row in told(office) if row.startswith("Für Ihren Zugang wurde")]
    code, answers = "", []
    for _ in range(2):
        browser = Client()
        browser.post("/konto/anmelden/", {"login": "mitarbeiterin", "password": PASSWORD})
        assert browser.get("/").status_code == 302, "the password alone opens nothing"
        code = code or code_of(SECRET)  # read off only now: a slow log-in before it must not outlast its half minute
        browser.post("/konto/zweiter-faktor/code/", {"code": code})
        answers.append(browser.get("/").status_code)
    assert answers == [200, 302], "the same code a second time does not"
    assert SECRET not in str(Authenticator.objects.get(user=user).data)


def test_a_token_goes_to_one_person_and_a_person_has_one(db, office, clerk, user) -> None:
    by = office.actor("zugang")
    import_tokens(LIST, by=by)
    hand_out(user, serial="A-1", by=by)
    with pytest.raises(TokenRefused):
        hand_out(user, serial="A-2", by=by)
    other = User.objects.get(username="beamter")
    with pytest.raises(TokenRefused):
        hand_out(other, serial="A-1", by=by)
    assert factors_of(other) == {}, "nothing half done"
    number = office.employment("beamter").personnel_no
    taken = clerk.post("/zugaenge/faktoren/geraet/", {"number": number, "serial": "A-1"})
    assert "ist nicht frei" in taken.content.decode()


def test_a_lost_token_is_never_handed_out_again_and_a_new_one_is(db, office, clerk, user) -> None:
    by = office.actor("zugang")
    import_tokens(LIST, by=by)
    hand_out(user, serial="A-1", by=by)
    assert lost(office, clerk, "totp").status_code == 302
    with pytest.raises(TokenRefused):
        hand_out(user, serial="A-1", by=by)
    hand_out(user, serial="A-2", by=by)
    assert factors_of(user) == {"totp": 1}


def test_who_removed_the_codes_themselves_can_get_another_token(db, office, user) -> None:
    by = office.actor("zugang")
    import_tokens(LIST, by=by)
    hand_out(user, serial="A-1", by=by)
    Authenticator.objects.filter(user=user).delete()
    hand_out(user, serial="A-2", by=by)
    assert factors_of(user) == {"totp": 1}


def test_taking_away_ends_all_log_ins_tells_the_person_and_is_kept_with_its_reason(db, office, clerk, user) -> None:
    totp.TOTP.activate(user, SECRET)
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    session = browser_of("mitarbeiterin")
    assert lost(office, clerk, "totp").status_code == 302
    assert factors_of(user) == {}, "spare codes alone would be a factor"
    assert session.get("/").status_code == 302
    assert [row for row in told(office) if row.startswith("Die Hilfe hat für")]
    removal = FactorRemoval.objects.get()
    assert (removal.by, removal.reason) == (office.people["zugang"], "Telefon weg, Ausweis gesehen")
    browser = Client()
    assert browser.post("/konto/anmelden/", {"login": "mitarbeiterin", "password": PASSWORD})["Location"] == "/"


def test_what_is_not_lost_stays(db, office, clerk, user) -> None:
    totp.TOTP.activate(user, SECRET)
    Authenticator.objects.create(user=user, type="webauthn", data={})
    assert lost(office, clerk, "webauthn").status_code == 302
    assert factors_of(user) == {"totp": 1}
    nothing = lost(office, clerk, "webauthn")
    assert nothing.status_code == 422
    assert "nichts" in nothing.content.decode()


def test_nobody_does_this_for_themselves(db, office, clerk) -> None:
    own = User.objects.get(username="zugang")
    totp.TOTP.activate(own, SECRET)
    assert lost(office, clerk, "totp", who="zugang").status_code == 422
    with pytest.raises(PermissionError):
        take_away(own, kind="totp", reason="x", by=office.actor("zugang"))
    with pytest.raises(PermissionError):
        hand_out(own, serial="A-1", by=office.actor("zugang"))
