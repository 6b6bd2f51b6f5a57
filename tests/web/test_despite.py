"""Unusual but allowed: the sentence says who decides, the button says "Trotzdem", and it can be sent."""

from datetime import date, timedelta

from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.world import answers, browser_of, claim_typed, dates

from meindo.platform.cases.drafts import start_draft
from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import at, today

office, db = built_once("office", build_office)


def request_for(browser: Client, person_id: int, day: date) -> tuple[Draft, str]:
    """A request for a day, with its check page."""
    typed = answers(**dates(start_day=day, end_day=day))
    draft = start_draft(person_id=person_id, service="dienstreise", form="dienstreise_antrag", title="x", data=typed)
    answer = browser.get(f"/dienstreise/antrag/{draft.uuid}/pruefen/")
    assert answer.status_code == 200
    return draft, answer.content.decode()


def test_a_trip_on_taken_days_or_one_that_has_begun_can_be_asked_for_all_the_same(db, office) -> None:
    me, browser = office.people["mitarbeiterin"].pk, browser_of("mitarbeiterin")
    ahead = today() + timedelta(days=20)
    _draft, page = request_for(browser, me, ahead)
    assert "Antrag senden" in page
    assert "Trotzdem" not in page
    taken = factory.make(office, starts_on=ahead)
    factory.make(office, who="beamter", starts_on=ahead + timedelta(days=1))
    draft, page = request_for(browser, me, ahead)
    for text in (f"schon eine Reise: {taken.number}.", "entscheidet Ihre Führungskraft", "Trotzdem beantragen"):
        assert text in page
    assert browser.post(f"/dienstreise/antrag/{draft.uuid}/pruefen/").status_code == 302
    assert "Trotzdem" not in request_for(browser, me, ahead + timedelta(days=1))[1], "taken by somebody else only"
    factory.decide(office, taken, "teamleitung", "reject", reason="nein")
    Case.objects.filter(person_id=me).exclude(pk=taken.pk).update(step="withdrawn")
    assert "Trotzdem" not in request_for(browser, me, ahead)[1], "trips that do not take place"
    assert "Trotzdem" not in request_for(browser, me, today())[1]
    page = request_for(browser, me, today() - timedelta(days=1))[1]
    for text in ("Die Reise hat schon begonnen", "entscheidet Ihre Führungskraft", "Trotzdem beantragen"):
        assert text in page


def test_the_decider_reads_that_a_trip_was_asked_for_afterwards(db, office) -> None:
    manager = browser_of("teamleitung", "line_manager")
    ahead = factory.make(office, starts_on=today())
    row = manager.get("/vorgaenge/").content.decode()
    assert 'value="approve"' in row
    assert "nachträglich beantragt" not in row
    late = factory.make(office, starts_on=today() - timedelta(days=1))
    assert (ahead.attention, late.attention) == ([], ["afterwards"])
    assert manager.get("/vorgaenge/").content.decode().count("nachträglich beantragt") == 1
    for case, said in ((late, True), (ahead, False)):
        page = manager.get(f"/dienstreise/{case.uuid}/").content.decode()
        assert ("Die Reise hatte beim Antrag schon begonnen." in page) is said
    factory.decide(office, late, "teamleitung", "approve")
    assert late.step == "journey", "marked, never refused"


def test_a_claim_after_the_deadline_can_be_filed_and_says_who_decides(db, office) -> None:
    case = factory.make(office, starts_on=date(2026, 1, 15))
    factory.decide(office, case, "teamleitung", "approve")
    browser = browser_of("mitarbeiterin")
    address = claim_typed(browser, case, date(2026, 1, 15))
    with at(date(2026, 7, 15)):
        assert "Trotzdem" not in browser.get(f"{address}pruefen/").content.decode(), "the last day"
    with at(date(2026, 7, 16)):
        page = browser.get(f"{address}pruefen/").content.decode()
        for text in ("am 15. Juli 2026 abgelaufen", "entscheidet die Reisestelle", "Trotzdem einreichen"):
            assert text in page.replace("\N{NO-BREAK SPACE}", " "), text
        assert browser.post(f"{address}pruefen/").status_code == 302
    case.refresh_from_db()
    assert case.step == "checking"
    assert "late" in case.attention


def test_the_deadline_of_somebody_else_is_told_as_theirs(db, office) -> None:
    office.city.responsible(office.people["beamter"], "travel_assistant", office.units["51"])
    office.city.store()
    case = factory.make(office, by="beamter", starts_on=date(2026, 1, 15))
    factory.decide(office, case, "teamleitung", "approve")
    browser = browser_of("beamter", "travel_assistant")
    address = claim_typed(browser, case, date(2026, 1, 15))
    with at(date(2026, 7, 16)):
        page = browser.get(f"{address}pruefen/").content.decode()
    assert "Ob die Person noch Geld bekommt" in page
    assert "Ob Sie noch Geld" not in page
