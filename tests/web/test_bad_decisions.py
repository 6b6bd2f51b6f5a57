"""Decisions that cannot be: somebody was faster, a reason is missing, a move does not exist; the page says which."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.test_bad_input import assert_refused, text_of
from tests.web.world import browser_of, dates

from meindo.platform.cases.models import Case
from meindo.platform.clock import today

office, db = built_once("office", build_office)


@pytest.fixture
def manager(db, office) -> Client:
    return browser_of("teamleitung", "line_manager")


def decide(browser: Client, case: Case, **fields: Any) -> Any:
    """Send a decision from the case page."""
    return browser.post(f"/vorgang/{case.uuid}/entscheiden/", {"revision": case.revision, **fields})


def assert_told(answer: Any, status: int, sentence: str, *typed: str) -> None:
    """The case page again: status, sentence, title, and what was typed."""
    page = text_of(answer)
    assert answer.status_code == status
    assert sentence in page
    assert "<title>Fehler: " in page
    for value in typed:
        assert value in page


def test_a_stale_form_says_that_somebody_was_faster_and_keeps_the_reason(manager, office) -> None:
    case = factory.make(office)
    factory.decide(office, case, "mitarbeiterin", "withdraw")
    answer = manager.post(
        f"/vorgang/{case.uuid}/entscheiden/", {"move": "reject", "revision": 0, "reason": "Bitte per Video."}
    )
    assert_told(answer, 409, "Inzwischen hat sich der Vorgang geändert")
    second = factory.make(office)
    factory.decide(office, second, "teamleitung", "give_back", reason="Wozu?")
    factory.decide(office, second, "mitarbeiterin", "resubmit", reason="Darum.")
    stale = manager.post(
        f"/vorgang/{second.uuid}/entscheiden/", {"move": "reject", "revision": 0, "reason": "Bitte per Video."}
    )
    assert_told(stale, 409, "Inzwischen hat sich der Vorgang geändert", "Bitte per Video.</textarea>")
    assert f'name="revision" value="{second.revision}"' in text_of(stale), "the next click counts"


def test_a_double_click_on_a_decision_decides_once(manager, office) -> None:
    case = factory.make(office)
    assert decide(manager, case, move="approve").status_code == 302
    assert_told(decide(manager, case, move="approve"), 409, "Inzwischen hat sich der Vorgang geändert")
    assert case.events.filter(move="approve").count() == 1


def test_a_missing_reason_an_unknown_move_and_broken_fields(manager, office) -> None:
    case = factory.make(office)
    assert_told(decide(manager, case, move="reject"), 422, "Bitte begründen Sie die Entscheidung")
    assert_told(decide(manager, case, move="explode"), 422, "Diesen Schritt gibt es nicht")
    assert_told(decide(manager, case, move="../x", reason="ich"), 422, "", "ich</textarea>")
    assert_told(decide(manager, case, move="reject", revision="eins", reason="weil"), 422, "", "weil</textarea>")
    assert_told(decide(manager, case, move="reject", reason="a" * 5000), 422, "2000", "a" * 5000)
    case.refresh_from_db()
    assert (case.step, case.revision) == ("approval", 0)


def test_an_amount_that_is_none_keeps_amount_and_reason(db, office) -> None:
    case = factory.filed(office)
    travel = browser_of("reisestelle", "travel_office")
    for amount, reason in (("viel", "Sonderfall"), ("", "Sonderfall"), ("-3", "Sonderfall")):
        answer = decide(travel, case, move="confirm_special", amount_eur=amount, reason=reason)
        assert_told(answer, 422, "Betrag", f'value="{amount}"', "Sonderfall</textarea>")
    assert case.step == "checking"


def test_a_claim_is_filed_with_its_journey_and_never_as_a_bare_move(db, office) -> None:
    employee = browser_of("mitarbeiterin")
    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "approve")
    said = "Bitte reichen Sie die Abrechnung auf der Seite der Reise"
    assert_told(decide(employee, case, move="file_claim"), 422, said)
    factory.file_claim(office, case)
    factory.decide(office, case, "reisestelle", "ask", reason="Beleg?")
    assert_told(decide(employee, case, move="refile"), 422, said)
    case.refresh_from_db()
    assert case.step == "claim_revision"


def test_a_deputy_needs_days_in_order_and_somebody_who_can(manager, office) -> None:
    deputy = office.people["mitarbeiterin"].pk
    week = {"start": today() + timedelta(days=7), "end": today()}
    answer = manager.post("/vertretung/", {"deputy": deputy, "kind": "absence", "matter": "", **dates(**week)})
    assert_refused(answer, "Das Ende liegt vor dem Anfang")
    for wrong in ("", "0", "99999", office.people["ob"].pk, "x"):
        day = dates(start=today(), end=today())
        answer = manager.post("/vertretung/", {"deputy": wrong, "kind": "absence", **day})
        assert answer.status_code == 422, wrong
    assert manager.post("/vertretung/99999/beenden/").status_code == 404


def test_lists_take_any_filter_sort_and_page(manager, office) -> None:
    factory.make(office)
    for query in ("?page=99", "?page=x", "?page=-1", "?sort=;drop", "?q=" + "ä" * 3000, "?service=none"):
        assert manager.get("/vorgaenge/" + query).status_code == 200, query


def test_a_character_that_no_database_holds_is_never_an_error(manager, office) -> None:
    case = factory.make(office)
    for address in ("/vorgaenge/?q=%00", "/?x=%00", f"/dienstreise/{case.uuid}/?list=1&q=%00"):
        assert manager.get(address).status_code == 404
    assert decide(manager, case, move="approve", reason="\x00").status_code == 422
    assert decide(manager, case, move="approve", list="1", q="\x00", service="\x00").status_code == 302
