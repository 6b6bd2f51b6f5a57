"""What opens, what is kept and what is said at the edges: other roles, late tasks, caches, errors, proxies."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.utils.formats import date_format
from django.utils.translation import override
from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.test_bad_input import assert_refused, started, text_of
from tests.web.world import browser_of

from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.law.commands import end_release
from meindo.platform.law.queries import current_releases
from meindo.platform.login.models import User
from meindo.platform.login.tokens import create_token
from meindo.platform.payroll.calendar import pay_month
from meindo.web.views import errors, law

office, db = built_once("office", build_office)


def test_an_overdue_task_stands_on_the_home_page_as_overdue(db, office) -> None:
    late = today() - timedelta(days=2)
    Case.objects.filter(pk=factory.make(office).pk).update(due_on=late)
    answer = browser_of("teamleitung", "line_manager").get("/")
    assert answer.status_code == 200
    assert f"überfällig seit {late:%d.%m.}" in text_of(answer)


def test_a_due_day_of_another_year_says_the_year(db, office) -> None:
    later = today().replace(year=today().year + 1, day=1)
    Case.objects.filter(pk=factory.make(office).pk).update(due_on=later)
    assert f"bis {later:%d.%m.%Y}" in text_of(browser_of("teamleitung", "line_manager").get("/"))


def test_a_page_of_another_own_role_is_one_button_away(db, office) -> None:
    manager = browser_of("teamleitung", "line_manager")
    closed = manager.get("/dienstreise/neu/?wie=x")
    assert closed.status_code == 403
    assert 'name="next" value="/dienstreise/neu/?wie=x"' in text_of(closed)
    opened = manager.post("/rolle/", {"role": "applicant", "next": "/dienstreise/neu/?wie=x"})
    assert opened["Location"] == "/dienstreise/neu/?wie=x"
    assert manager.get(opened["Location"]).status_code == 200


def test_a_message_about_the_own_case_leads_there_whatever_one_acts_as(db, office) -> None:
    own, foreign = factory.make(office, "teamleitung"), factory.make(office, "beamter")
    factory.decide(office, foreign, "teamleitung", "approve")
    factory.file_claim(office, foreign, "beamter")
    manager = browser_of("teamleitung", "line_manager")
    for address in (f"/vorgang/{own.uuid}/", f"/dienstreise/{own.uuid}/"):
        closed = manager.get(address)
        assert closed.status_code == 403
        assert 'name="role" value="applicant"' in text_of(closed)
        assert own.number not in text_of(closed)
    assert browser_of("reisestelle").get(f"/dienstreise/{foreign.uuid}/").status_code == 403, "visible to the office"
    assert browser_of("mitarbeiterin").get(f"/dienstreise/{foreign.uuid}/").status_code == 404
    assert manager.post(f"/vorgang/{own.uuid}/entscheiden/", {"move": "approve", "revision": 0}).status_code == 404


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\\\evil.example", "javascript:x", "x", ""]
)
def test_after_a_switch_nobody_is_sent_to_another_house(employee, wanted: str) -> None:
    assert employee.post("/rolle/", {"role": "applicant", "next": wanted})["Location"] == "/"
    assert employee.post("/sprache/", {"language": "de", "next": wanted})["Location"] == "/"


def test_an_account_without_a_person_is_told_so_also_when_it_switches(db) -> None:
    User.objects.create_user("technik", "x")
    browser = Client()
    browser.force_login(User.objects.get(username="technik"))
    assert browser.post("/rolle/", {"role": "applicant"}).status_code == 403


def test_only_known_methods_open_a_page(employee) -> None:
    for method in ("put", "patch", "delete", "trace"):
        assert getattr(employee, method)("/").status_code == 405


def test_no_browser_and_no_proxy_keeps_what_was_shown(employee, office) -> None:
    for address in ("/", "/hilfe/", "/gibt-es-nicht/", "/werte/", "/konto/zweiter-faktor/"):
        assert "no-store" in employee.get(address)["Cache-Control"], address
    secret = create_token(user=User.objects.get(username="mitarbeiterin"), scope="api", label="x")
    asked = Client().get("/api/dienstreise/trips", headers={"Authorization": f"Bearer {secret}"})
    assert asked.status_code == 200
    assert "private" in asked["Cache-Control"]


def test_a_question_to_the_api_that_cannot_be_read_is_answered_as_documented(employee, office) -> None:
    secret = create_token(user=User.objects.get(username="mitarbeiterin"), scope="api", label="x")
    for address in ("/api/dienstreise/trips?offset=x", "/api/dienstreise/trips/x"):
        answer = Client().get(address, headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 422
        assert isinstance(answer.json()["detail"], str)
    paths = Client().get("/api/openapi.json").json()["paths"]
    assert all("422" in entry["get"]["responses"] for entry in paths.values())


def test_too_much_at_once_is_told_in_words(employee, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = employee.post("/rolle/", {"role": "a" * 2000})
    assert answer.status_code == 400
    assert "Das war zu viel auf einmal" in text_of(answer)
    foreign = employee.get("/", headers={"Host": "evil.example"})
    assert foreign.status_code == 400
    assert "Diese Anfrage ist nicht zu verstehen" in text_of(foreign)


def test_a_fault_of_ours_shows_a_page_without_asking_the_database() -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Auf unserer Seite ist ein Fehler passiert" in text_of(answer)


@pytest.mark.parametrize("amount", ["10000000", "99999999999", "9" * 24])
def test_an_amount_that_no_column_holds_is_refused_with_a_sentence(db, office, amount: str) -> None:
    case = factory.filed(office)
    sent = {"move": "confirm_special", "revision": case.revision, "reason": "x", "amount_eur": amount}
    answer = browser_of("reisestelle", "travel_office").post(f"/vorgang/{case.uuid}/entscheiden/", sent)
    assert answer.status_code == 422
    assert "höchstens 9.999.999,99 €" in text_of(answer)


def test_two_empty_dates_are_told_apart(employee) -> None:
    answer = employee.post(f"{started(employee)}wann/", {"start_time": "7:30", "end_time": "18:00"})
    assert_refused(answer, "Bitte geben Sie das Datum ein.")
    assert "Beginn: Bitte geben Sie das Datum ein." in text_of(answer)
    assert "Ende: Bitte geben Sie das Datum ein." in text_of(answer)


def test_all_questions_on_one_page_have_one_heading_each(employee) -> None:
    page = text_of(employee.get(f"{started(employee)}alles/"))
    assert page.count("<h1") == 1
    assert page.count("Wohin reisen Sie?") == 1
    assert page.count("Wann reisen Sie?") == 1


def failed(browser: Client, **extra: Any) -> str:
    return text_of(browser.post("/konto/anmelden/", {"login": "beamter", "password": "falsch"}, **extra))


def test_too_many_failed_log_ins_are_told_politely(db, office) -> None:
    caches["default"].clear()
    for _ in range(5):
        assert "Anmeldename oder Passwort stimmen nicht." in failed(Client())
    assert "Bitte warten Sie fünf Minuten" in failed(Client())


@pytest.mark.parametrize("reason", ["a" * 301, "a\x00b"])
def test_a_reason_that_no_column_holds_is_refused_with_a_sentence(db, office, reason: str) -> None:
    office.city.responsible(office.people["reisestelle"], "law_release", office.units["root"])
    office.city.store()
    browser = browser_of("reisestelle", "law_release")
    first = law.rows()[0]
    assert first.release is not None
    end_release(release=first.release, by=office.actor("anordnung"))
    sent = {"hash": first.value.value_hash, "reason": reason}
    answer = browser.post("/werte/freigeben/", sent, follow=True)
    assert "in höchstens 300 gewöhnlichen Zeichen" in text_of(answer)
    assert first.value.value_hash not in current_releases()


def test_who_orders_a_special_case_sees_the_amount_that_will_be_paid_as_the_sum(db, office) -> None:
    case = factory.filed(office)
    factory.decide(office, case, "reisestelle", "confirm_special", reason="Sonderfall", amount_eur=Decimal("48.00"))
    page = text_of(browser_of("anordnung", "payment_office").get(f"/dienstreise/{case.uuid}/"))
    assert re.search(r'sum__big"><span class="num">48,00.€', page)
    assert "Festsetzung als besonderer Fall" in page


def test_on_a_phone_the_decision_comes_before_the_way_of_the_case(db, office) -> None:
    case = factory.make(office)
    page = text_of(browser_of("teamleitung", "line_manager").get(f"/dienstreise/{case.uuid}/"))
    assert page.index("Angaben</h2>") < page.index("Ihre Entscheidung</h2>") < page.index("nächste Schritte</h2>")


def test_no_payment_is_announced_for_a_month_before_the_trip(db, office) -> None:
    later = today() + timedelta(days=100)
    case = factory.make(office, starts_on=later, ends_on=later)
    page = text_of(browser_of("mitarbeiterin").get(f"/dienstreise/{case.uuid}/"))
    assert f"mit dem Entgelt {date_format(pay_month(later), 'F Y')}" in page
    assert f"mit dem Entgelt {date_format(pay_month(today()), 'F Y')}" not in page


def test_a_message_about_a_letter_speaks_english_too(db, office) -> None:
    factory.decide(office, factory.make(office), "teamleitung", "reject", reason="x")
    factory.settle_down()
    with override("de"):  # the page leaves its language behind
        page = text_of(browser_of("mitarbeiterin").get("/akte/", headers={"Accept-Language": "en"}))
    assert "A letter is in your file (" in page


def test_the_traveller_is_asked_for_an_answer_and_not_for_a_decision(db, office) -> None:
    case = factory.make(office)
    page = text_of(browser_of("mitarbeiterin").get(f"/dienstreise/{case.uuid}/"))
    assert "Was Sie jetzt tun können</h2>" in page
    assert "Ihre Entscheidung" not in page
    assert "Die betroffene Person liest sie" not in page


def test_who_switches_the_role_stays_on_the_page_if_it_opens_there(db, office) -> None:
    own, foreign = factory.make(office, who="teamleitung"), factory.make(office)
    manager = browser_of("teamleitung")

    def switch(role: str, address: str) -> str:
        return str(manager.post("/rolle/", {"role": role, "next": address})["Location"])

    for address in ("/vorgaenge/?sort=name&q=k", f"/dienstreise/{foreign.uuid}/", "/vertretung/"):
        assert switch("line_manager", address) == address
    for address in (f"/dienstreise/{foreign.uuid}/", "/vertretung/", "/nirgends/", "/rolle/", "/vorgaenge/?q=%00"):
        assert switch("applicant", address) == "/", address
    assert switch("applicant", f"/dienstreise/{own.uuid}/") == f"/dienstreise/{own.uuid}/"
    assert 'name="next" value="/vorgaenge/?sort=name"' in text_of(manager.get("/vorgaenge/?sort=name"))


def test_a_row_says_that_it_is_late_and_why_it_needs_a_look(db, office) -> None:
    case = factory.paid(office)
    factory.decide(office, case, "reisestelle", "request_reversal", reason="Die Fahrkarte war schon bezahlt.")
    payment = browser_of("anordnung", "payment_office")
    row = text_of(payment.get("/vorgaenge/"))
    assert "Rückbuchung beantragt: Die Fahrkarte war schon bezahlt." in row
    assert "bitte ansehen: Anordnung der Rückbuchung" in row
    assert "überfällig" not in row
    late = today() - timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(due_on=late)
    row = text_of(payment.get("/vorgaenge/"))
    assert re.search(rf'class="status status--wrong">.*überfällig seit {late:%d.%m.%Y}<', row)
