"""Messages in the portal say which matter, what was done and what comes next, in the reader's language."""

from datetime import date, time

import pytest
from django.test import Client
from django.utils.translation import override
from tests.services.dienstreise import factory
from tests.support.bare import bare_case
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.cases.deadlines import escalate, remind
from meindo.platform.clock import at
from meindo.platform.notify.commands import choose_rhythms
from meindo.platform.notify.models import Notification
from meindo.platform.notify.rhythm import AT_ONCE, KINDS
from meindo.services.dienstreise.process import TRIP

office, db = built_once("office", build_office)
DAY = date(2026, 12, 3)


@pytest.fixture
def employee(db, office, settings, tmp_path) -> Client:
    settings.DATA = tmp_path
    return browser_of("mitarbeiterin")


def read(browser: Client, language: str = "de") -> str:
    browser.cookies["meindo_language"] = language
    with override("de"):  # the page leaves its language behind
        page = browser.get("/")
    return page.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_traveller_reads_place_day_act_and_next_step(employee, office) -> None:
    with at(date(2026, 11, 20)):
        case = factory.make(office, starts_on=DAY)
        factory.decide(office, case, "teamleitung", "approve")
        refused = factory.make(office, starts_on=DAY, destination="Bonn")
        factory.decide(office, refused, "teamleitung", "reject", reason="Bitte per Video.")
        factory.settle_down()
        page = read(employee)
        assert ">Köln, 3. Dezember 2026: genehmigt. Nächster Schritt: Reise und Abrechnung.<" in page
        assert ">Bonn, 3. Dezember 2026: abgelehnt.<" in page
        assert f">Bonn, 3. Dezember 2026: Ein Schreiben liegt in Ihrer Akte ({refused.number}).<" in page
        page = read(employee, "en")
        assert ">Köln, 3 December 2026: approved. Next step: " in page


def test_who_decides_reads_what_waits(db, office) -> None:
    lead, above = office.people["teamleitung"], office.people["leitung51"]
    with at(date(2026, 11, 20)):
        hours = {"quiet_from": time(19), "quiet_until": time(6), "quiet_weekends": True}
        choose_rhythms(lead.pk, dict.fromkeys(KINDS, AT_ONCE), **hours)
        case = factory.make(office, starts_on=DAY)
        factory.settle_down()
        other = bare_case(
            TRIP, "approval", case.employment, headline="Essen", starts_on=None, due_on=date(2026, 11, 23)
        )
        remind(other, date(2026, 11, 20))
        escalate(other, date(2026, 11, 24))
        page = read(browser_of("teamleitung", "line_manager"))
        assert f">Köln, 3. Dezember 2026 wartet auf Sie: Genehmigung der Reise ({case.number}).<" in page
        assert f">Essen wartet auf Sie: Genehmigung der Reise ({other.number}), bitte bis zum 23.11.2026.<" in page
        told = Notification.objects.get(person=above)
        assert "fällig war es am 23.11.2026." in read(browser_of("leitung51", "line_manager")), told.params


def test_the_words_of_a_service_are_in_the_readers_language(employee) -> None:
    assert "Stichwörter: Reisekosten, Kilometergeld" in employee.get("/dienste/").content.decode()
    employee.cookies["meindo_language"] = "en"
    with override("de"):  # the page leaves its language behind
        page = employee.get("/dienste/").content.decode()
    assert "travel expenses, mileage allowance" in page
    assert "Reisekosten" not in page
    for words in ("expenses", "Reisekosten"):
        with override("de"):
            assert "/dienstreise/neu/" in employee.get("/suche/", {"q": words}).content.decode()
