"""Zurückholen: by the author, for ten minutes, until somebody acted on it; nobody hears of it before; money never."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.cases import retrieval
from meindo.platform.cases.commands import HOLD, MoveRefused, StaleCase
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, now
from meindo.platform.files.models import Document
from meindo.platform.notify.models import Notification
from meindo.services.dienstreise import commands, queries
from meindo.services.dienstreise.process import TRIP

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")
FIELDS = ("step", "is_open", "due_on", "amount_eur", "attention", "step_since", "closed_at", "reminded_at")


def state(case: Case) -> dict[str, object]:
    case.refresh_from_db()
    return {name: getattr(case, name) for name in FIELDS}


def take_back(office: Office, case: Case, who: str) -> None:
    case.refresh_from_db()
    commands.take_back(case=case, by=office.actor(who), revision=case.revision)


@pytest.mark.parametrize(
    ("make", "who", "move", "more"),
    [
        (factory.make, "teamleitung", "approve", {}),
        (factory.make, "teamleitung", "give_back", {"reason": "Wozu?"}),
        (factory.make, "teamleitung", "reject", {"reason": "Nein"}),
        (factory.filed, "reisestelle", "confirm", {}),
        (factory.filed, "reisestelle", "confirm_special", {"reason": "Umweg", "amount_eur": Decimal("12.50")}),
        (factory.filed, "reisestelle", "ask", {"reason": "Welcher Zug?"}),
        (factory.filed, "reisestelle", "reject_claim", {"reason": "Doppelt"}),
        (factory.confirmed, "anordnung", "return_to_check", {"reason": "Bitte prüfen"}),
        (factory.paid, "reisestelle", "request_reversal", {"reason": "Doppelt"}),
    ],
)
def test_the_case_is_as_it_was_and_nobody_was_told(office, make, who, move, more) -> None:
    case = make(office)
    factory.settle_down()
    before, told, letters = state(case), Notification.objects.count(), Document.objects.count()
    factory.decide(office, case, who, move, **more)
    factory.drain()
    assert Notification.objects.count() == told, "nobody hears of it at once"
    take_back(office, case, who)
    assert state(case) == before
    factory.settle_down()
    assert (Notification.objects.count(), Document.objects.count()) == (told, letters)
    claim = queries.current_claim(case)
    assert claim is None or claim.decided_eur is None
    assert [event.move for event in case.events.order_by("revision")][-2:] == [move, "take_back"]


def test_every_retrievable_move_is_one_without_money() -> None:
    money = {"order", "order_reversal", "accepted", "refused"}
    assert not {move.key for move in TRIP.moves if move.retrievable} & money
    assert {move.key for move in TRIP.moves if move.decides and not move.by.automatic and not move.retrievable} == {
        "order",
        "order_reversal",
    }


def test_a_payment_order_stays(office) -> None:
    case = factory.ordered(office)
    with pytest.raises(MoveRefused):
        take_back(office, case, "anordnung")


def test_only_its_author_and_only_for_ten_minutes(office) -> None:
    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "approve")
    for who in ("leitung51", "mitarbeiterin"):
        with pytest.raises(MoveRefused):
            take_back(office, case, who)
    with at(now() + HOLD), pytest.raises(MoveRefused):
        take_back(office, case, "teamleitung")
    with at(now() + HOLD - timedelta(seconds=5)):
        take_back(office, case, "teamleitung")


def test_not_after_somebody_acted_on_it(office) -> None:
    case = factory.filed(office)
    factory.decide(office, case, "reisestelle", "confirm")
    confirmed = case.revision
    factory.decide(office, case, "anordnung", "return_to_check", reason="Bitte prüfen")
    with pytest.raises(StaleCase):
        commands.take_back(case=case, by=office.actor("reisestelle"), revision=confirmed)
    with pytest.raises(MoveRefused):
        take_back(office, case, "reisestelle")


def test_what_was_taken_back_cannot_be_taken_back_again_and_can_be_decided_anew(office) -> None:
    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "reject", reason="Nein")
    take_back(office, case, "teamleitung")
    with pytest.raises(MoveRefused):
        take_back(office, case, "teamleitung")
    factory.decide(office, case, "teamleitung", "approve")
    factory.settle_down()
    assert state(case)["step"] == "journey"
    assert not Document.objects.filter(case_id=case.pk).exists(), "the letter of the rejection was never written"


def test_a_case_on_the_first_version_keeps_its_rules(office) -> None:
    case = factory.make(office)
    Case.objects.filter(pk=case.pk).update(version=1)
    factory.decide(office, case, "teamleitung", "approve")
    assert retrieval.retrievable_moves(office.people["teamleitung"].pk) == []
    with pytest.raises(MoveRefused):
        take_back(office, case, "teamleitung")


def test_a_button_in_the_list_and_on_the_page_takes_back(office) -> None:
    case = factory.make(office)
    browser = browser_of("teamleitung", "line_manager")
    browser.post(f"/vorgang/{case.uuid}/entscheiden/", {"move": "approve", "revision": 0, "list": "row"})
    address = f"/vorgang/{case.uuid}/zurueckholen/"
    assert address in browser.get("/vorgaenge/").content.decode()
    case.refresh_from_db()
    assert address in browser.get(f"/dienstreise/{case.uuid}/").content.decode()
    for wrong in ("", "x", "999", "-1", "\x00"):
        browser.post(address, {"revision": wrong})
        case.refresh_from_db()
        assert case.step == "journey"
    page = browser.post(address, {"revision": case.revision}, follow=True).content.decode()
    case.refresh_from_db()
    assert case.step == "approval"
    assert "ist zurückgeholt" in page
    assert address not in browser.get("/vorgaenge/").content.decode()
    assert browser_of("beamter").post(address, {"revision": case.revision}).status_code == 404
