"""Prepared words: chosen, put into the field and changed there, with or without a script; nothing is decided by it."""

from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.world import browser_of

from meindo.platform.registry.catalogue import service
from meindo.services.dienstreise.process import TRIP

office, db = built_once("office", build_office)


def test_every_block_belongs_to_a_move_that_takes_a_reason() -> None:
    taking = {move.key for move in TRIP.moves if move.needs_reason}
    for block in service("dienstreise").texts:
        assert set(block.moves) <= taking, block.key
    kinds = {move for block in service("dienstreise").texts for move in block.moves}
    assert {"ask", "give_back", "ask_originals", "confirm_special", "reject_claim", "reject"} <= kinds


def test_chosen_words_are_put_behind_what_was_typed_and_nothing_is_decided(db, office) -> None:
    case = factory.filed(office)
    clerk = browser_of("reisestelle", "travel_office")
    sent = {"insert": "1", "block": "taxi_reason", "reason": "Guten Tag.", "revision": case.revision, "list": "1"}
    answer = clerk.post(f"/vorgang/{case.uuid}/entscheiden/", {**sent, "amount_eur": "12,00"})
    page = text_of(answer)
    assert answer.status_code == 200
    assert "Guten Tag.\nBitte nennen Sie den Grund, warum ein Taxi" in page
    assert "(LRKG NRW § 4 Abs. 4)</textarea>" in page
    assert 'value="12,00"' in page
    assert "1 von 1" in page, "the list goes on"
    case.refresh_from_db()
    assert case.step == "checking"


def test_unknown_or_foreign_words_insert_nothing(db, office) -> None:
    case = factory.filed(office)
    clerk = browser_of("reisestelle", "travel_office")
    for block in ("", "gibtesnicht", "not_approved"):
        sent = {"insert": "1", "block": block, "reason": "So.", "revision": case.revision}
        assert ">So.</textarea>" in text_of(clerk.post(f"/vorgang/{case.uuid}/entscheiden/", sent))


def test_questions_are_in_the_language_of_the_page_and_decisions_in_german(db, office) -> None:
    case = factory.filed(office)
    clerk = browser_of("reisestelle", "travel_office")
    clerk.cookies["django_language"] = "en"
    page = text_of(clerk.get(f"/dienstreise/{case.uuid}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Please give the reason why a taxi or rental car was necessary." in page
    assert "Die Abrechnung ist nach Ablauf der Ausschlussfrist" in page
    assert "The claim arrived after" not in page


def test_each_role_is_offered_the_words_of_its_own_moves(db, office) -> None:
    waiting, filed = factory.make(office), factory.filed(office)
    manager = text_of(browser_of("teamleitung", "line_manager").get(f"/dienstreise/{waiting.uuid}/"))
    assert 'value="not_approved"' in manager
    assert 'value="filed_too_late"' not in manager
    clerk = text_of(browser_of("reisestelle", "travel_office").get(f"/dienstreise/{filed.uuid}/"))
    assert 'value="filed_too_late"' in clerk
    own = text_of(browser_of("mitarbeiterin").get(f"/dienstreise/{filed.uuid}/"))
    assert 'name="block"' not in own
