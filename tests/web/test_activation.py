"""From the letter to the first page in four screens, without script; and the office behind it."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.activation import letter_for, with_newcomers
from tests.support.once import built_once
from tests.support.pdf_checks import check
from tests.support.pdf_tools import run_tool
from tests.web.world import browser_of

from meindo.platform.access.models import AccessRecord
from meindo.platform.login.codes import draw_code, grouped
from meindo.platform.login.commands_activation import activate
from meindo.platform.login.models import Activation, ActivationBatch, User
from meindo.platform.notify.models import Notification

NEW = {"password": "drei Wörter hier", "again": "drei Wörter hier"}
REFUSED = "Dieser Code gilt nicht."


def with_accounts():
    office = with_newcomers()
    User.objects.create_user("zugang", "x", person=office.people["zugang"])
    return office


office, db = built_once("office", with_accounts)


@pytest.fixture
def clerk(db) -> Client:
    return browser_of("zugang", "activation_office")


def main_of(answer) -> str:
    """What the page says, without what differs each time."""
    body = answer.content.decode()
    body = body[body.index("<main") : body.index("</main>")]
    return re.sub(r'(csrfmiddlewaretoken"|name="code"[^>]*) value="[^"]*"', r"\1", body)


def test_from_the_letter_to_the_first_page_there_are_four_screens(db, office) -> None:
    _letter, code = letter_for(office)
    browser, screens = Client(), []

    def shown(answer) -> None:
        assert answer.status_code == 200
        screens.append(re.search("<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.S)[1].strip())  # type: ignore[index]

    first = browser.get(f"/aktivieren/{code}/")
    assert f'value="{code}"' in first.content.decode(), "nobody types what was scanned"
    shown(first)
    shown(browser.post(f"/aktivieren/{code}/", {"code": code}, follow=True))
    shown(browser.post("/aktivieren/passwort/", NEW, follow=True))
    shown(browser.get("/"))
    assert screens[:3] == ["Zugang einrichten", "Ihr Passwort", "Ihr Zugang ist offen"]
    assert len(screens) <= 4
    name = office.employment("neu").personnel_no
    assert Client().login(username=name, password=NEW["password"])


def test_every_code_that_opens_nothing_gets_the_same_page(db, office, clerk) -> None:
    _first, superseded = letter_for(office)
    letter, used = letter_for(office)
    activate(letter, password="drei Wörter hier")
    _other, revoked = letter_for(office, "auch")
    batch = ActivationBatch.objects.order_by("-number")[0]
    clerk.post(f"/zugaenge/{batch.uuid}/zurueckziehen/", {"letter": "all"})
    pages = set()
    for typed in (superseded, used, revoked, draw_code(), "K7M4", "xxxx-xxxx-xxxx-xxxx", used[:5] + draw_code()[5:]):
        answer = Client().post("/aktivieren/", {"code": typed})
        assert answer.status_code == 422
        assert REFUSED in answer.content.decode()
        pages.add(main_of(answer))
    assert len(pages) == 1


def test_an_address_that_guesses_waits_and_right_codes_count_nothing(db, office) -> None:
    _letter, code = letter_for(office)
    for _ in range(12):
        assert Client().post("/aktivieren/", {"code": code}).status_code == 302
    for _ in range(10):
        assert REFUSED in Client().post("/aktivieren/", {"code": draw_code()}).content.decode()
    waits = Client().post("/aktivieren/", {"code": code})
    assert "zu viele Versuche" in waits.content.decode()


def test_a_weak_or_mistyped_password_uses_nothing_up(db, office) -> None:
    letter, code = letter_for(office)
    browser = Client()
    browser.post("/aktivieren/", {"code": code})
    for wrong in ({"password": "kurz", "again": "kurz"}, {**NEW, "again": "drei Worte hier"}, {}):
        assert browser.post("/aktivieren/passwort/", wrong).status_code == 422
    letter.refresh_from_db()
    assert letter.is_open()
    assert browser.get("/").status_code == 302, "not logged in"


def test_the_page_of_the_password_belongs_to_the_browser_that_knew_the_code(db, office) -> None:
    letter, code = letter_for(office)
    knows, stranger = Client(), Client()
    knows.post("/aktivieren/", {"code": code})
    assert stranger.post("/aktivieren/passwort/", NEW)["Location"] == "/aktivieren/"
    letter.refresh_from_db()
    assert letter.is_open()


def test_a_letter_that_is_revoked_in_between_opens_nothing(db, office, clerk) -> None:
    letter, code = letter_for(office)
    browser = Client()
    browser.post("/aktivieren/", {"code": code})
    clerk.post(f"/zugaenge/{letter.batch.uuid}/zurueckziehen/", {"letter": str(letter.uuid)})
    assert browser.post("/aktivieren/passwort/", NEW)["Location"] == "/aktivieren/"
    assert not User.objects.get(person=office.people["neu"]).has_usable_password()


def test_a_session_planted_before_is_another_one_after_the_code_and_after_the_log_in(db, office) -> None:
    _letter, code = letter_for(office)
    browser = Client()
    session = browser.session
    session["x"] = 1
    session.save()
    keys = [session.session_key]
    browser.cookies["meindo_session"] = keys[0]
    browser.post("/aktivieren/", {"code": code})
    keys.append(browser.cookies["meindo_session"].value)
    browser.post("/aktivieren/passwort/", NEW)
    keys.append(browser.cookies["meindo_session"].value)
    assert len(set(keys)) == 3
    planted = Client()
    planted.cookies["meindo_session"] = keys[0]
    assert planted.get("/").status_code == 302


def test_a_new_letter_replaces_the_password_but_no_second_factor(db, office) -> None:
    from allauth.mfa.totp.internal import auth as totp

    totp.TOTP.activate(User.objects.get(username="mitarbeiterin"), totp.generate_totp_secret())
    before = browser_of("mitarbeiterin")
    _letter, code = letter_for(office, "mitarbeiterin")
    browser = Client()
    browser.post("/aktivieren/", {"code": code})
    assert browser.post("/aktivieren/passwort/", NEW)["Location"].startswith("/konto/zweiter-faktor/code/")
    assert browser.get("/").status_code == 302
    assert before.get("/").status_code == 302, "sessions under the old password end"


def test_a_locked_account_is_not_opened_by_a_letter(db, office) -> None:
    _letter, code = letter_for(office)
    User.objects.filter(person=office.people["neu"]).update(is_active=False)
    browser = Client()
    browser.post("/aktivieren/", {"code": code})
    assert browser.post("/aktivieren/passwort/", NEW)["Location"] == "/aktivieren/"


def test_the_office_makes_prints_and_revokes_letters_and_its_look_is_recorded(db, office, clerk, tmp_path) -> None:
    made = clerk.post("/zugaenge/", {"unit": "51"})
    address = made["Location"]
    page = clerk.get(address).content.decode()
    assert "2 von 2 noch offen" in page
    assert "Neu" in page
    first, second = (clerk.get(f"{address}briefe.pdf").content for _ in range(2))
    assert first == second, "printed again without new codes"
    report = check(first)
    assert report.passed, report.failed
    file = tmp_path / "briefe.pdf"
    file.write_bytes(first)
    text = run_tool("pdftotext", "-layout", str(file), "-")
    assert text.count("Ihr Zugang zu meindo") == 2
    assert text.count("\x0c") == 2, "one page for each person"
    assert f"{django_settings.PUBLIC_URL}/aktivieren/" in text
    for letter in Activation.objects.filter(ended_at__isnull=True):
        from meindo.platform.login.commands_activation import code_to_print

        assert grouped(code_to_print(letter)) in text
    seen = AccessRecord.objects.filter(purpose="login.activation", viewer=office.people["zugang"])
    assert {record.subject for record in seen} == {office.people["neu"], office.people["auch"]}
    clerk.post(f"{address}zurueckziehen/", {"letter": "all"})
    assert "0 von 2 noch offen" in clerk.get(address).content.decode()
    assert clerk.get(f"{address}briefe.pdf")["Location"] == address


def test_who_has_no_access_yet_is_listed_until_the_letter_was_used(db, office, clerk) -> None:
    letter, _code = letter_for(office)
    listed = clerk.get("/zugaenge/offen/").content.decode()
    assert f"Brief Nr. {letter.batch.number}" in listed
    assert "kein offener Brief" in listed
    activate(letter, password="drei Wörter hier")
    assert "Nora" not in clerk.get("/zugaenge/offen/").content.decode()


def test_one_person_gets_a_letter_with_a_reason_and_unknown_and_foreign_numbers_look_alike(db, office, clerk) -> None:
    own, none = office.employment("zugang").personnel_no, "99999999"
    answers = [clerk.post("/zugaenge/person/", {"number": n, "reason": "x"}) for n in (own, none)]
    assert {answer.status_code for answer in answers} == {422}
    assert all("finden Sie niemanden" in answer.content.decode() for answer in answers)
    number = office.employment("mitarbeiterin").personnel_no
    assert clerk.post("/zugaenge/person/", {"number": number, "reason": ""}).status_code == 422
    address = clerk.post("/zugaenge/person/", {"number": number, "reason": "Passwort vergessen"})["Location"]
    assert "Passwort vergessen" in clerk.get(address).content.decode()


def told(person) -> list[str]:
    """What the person finds in the portal about their own account."""
    factory.settle_down()
    return [row.msgid[:40] for row in Notification.objects.filter(person=person).order_by("pk")]


def test_who_could_log_in_already_hears_of_a_letter_and_of_its_use(db, office) -> None:
    letter, _code = letter_for(office, "neu")
    person = letter.person
    assert told(person) == [], "the first letter is how one comes in"
    activate(letter, password=NEW["password"])
    letter, _code = letter_for(office, "neu")
    activate(letter, password=NEW["again"])
    used, made = "Für Ihren Zugang wurde mit einem Brief ein", "Für Ihren Zugang wurde ein Brief mit ein"
    assert told(person) == [used[:40], made[:40], used[:40]]
