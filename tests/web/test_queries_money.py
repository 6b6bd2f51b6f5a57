"""Pages about money beside a trip, recoveries, permissions, months and objections keep the budget of every page."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from tests.services.dienstreise import factory, money, months
from tests.services.dienstreise.test_objection import objected, rejected
from tests.services.dienstreise.test_objection import paid as trip_paid
from tests.services.dienstreise.test_permission import shorten
from tests.services.dienstreise.test_recovery import cancelled, decided
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.test_queries import MOST, asked, attach_all
from tests.web.world import browser_of

from meindo.platform.cases.models import Case
from meindo.platform.clock import at, today

office, db = built_once("office", build_office)
OWNER = ("mitarbeiterin", "applicant")
TRAVEL, PAYMENT = ("reisestelle", "travel_office"), ("anordnung", "payment_office")
MANAGER = ("teamleitung", "line_manager")


def advance_asked(office: Office) -> list[Case]:
    trip = money.trip_ahead(office)
    return [trip, money.asked(office, trip)]


def advance_rejected(office: Office) -> list[Case]:
    trip, case = advance_asked(office)
    money.decide(office, case, "reisestelle", "reject", reason="Zu spät")
    factory.settle_down()
    return [trip, case]


def advance_ordered(office: Office) -> list[Case]:
    trip = money.trip_ahead(office)
    return [trip, money.ordered(office, trip, "100.00")]


def advance_paid(office: Office) -> list[Case]:
    trip = money.trip_ahead(office)
    return [trip, money.paid(office, trip)]


def claim_checked(office: Office, *moves: tuple[str, str], eur: str | None = None) -> list[Case]:
    with at(today() - timedelta(days=5)):
        trip = money.trip_ahead(office)
        advance = money.paid(office, trip, eur)
    factory.file_claim(office, trip)
    attach_all(office, trip)
    for who, move in moves:
        factory.decide(office, trip, who, move)
    return [trip, advance]


def claim_ordered(office: Office) -> list[Case]:
    return claim_checked(office, ("reisestelle", "confirm"), ("anordnung", "order"))


def claim_paid(office: Office) -> list[Case]:
    trip, advance = claim_checked(office, ("reisestelle", "confirm"), ("anordnung", "order"), eur="100.00")
    factory.answer()
    factory.settle_down()
    return [trip, advance, money.recovery_of(trip)]


def claim_reversing(office: Office) -> list[Case]:
    trip, *others = claim_paid(office)
    factory.decide(office, trip, "reisestelle", "request_reversal", reason="Doppelt")
    return [trip, *others]


def claim_reversed(office: Office) -> list[Case]:
    trip, *others = claim_reversing(office)
    factory.decide(office, trip, "anordnung", "order_reversal")
    factory.settle_down()
    return [trip, *others]


def recovery_heard(office: Office) -> list[Case]:
    return list(cancelled(office))


def recovery_decided(office: Office) -> list[Case]:
    trip, case = cancelled(office)
    decided(office, case)
    return [trip, case]


def recovery_running(office: Office) -> list[Case]:
    trip, case = recovery_decided(office)
    money.decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    return [trip, case]


def objection_open(office: Office) -> list[Case]:
    trip = trip_paid(office)
    return [trip, objected(office, trip)]


def objection_to_refusal(office: Office) -> list[Case]:
    trip = rejected(office)
    return [trip, objected(office, trip, asked=None)]


def objection_granted(office: Office) -> list[Case]:
    trip, case = objection_open(office)
    money.decide(office, case, "reisestelle2", "grant")
    money.decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    return [trip, case]


def objection_after_advance(office: Office) -> list[Case]:
    trip, *others = claim_paid(office)
    return [trip, objected(office, trip), *others]


def permission_asked(office: Office) -> list[Case]:
    return [months.asked(office)]


def permission_in_force(office: Office) -> list[Case]:
    held = months.in_force(office)
    return [held, months.filed(office, held)]


def permission_revoked(office: Office) -> list[Case]:
    held = months.in_force(office)
    shorten(office, held, "teamleitung", "revoke")
    factory.settle_down()
    return [held]


def permission_rejected(office: Office) -> list[Case]:
    held = months.asked(office)
    months.decide(office, held, "teamleitung", "reject", reason="Kein Bedarf")
    factory.settle_down()
    return [held]


def month_filed(office: Office) -> list[Case]:
    case = months.filed(office)
    attach_all(office, case)
    return [case]


def month_paid(office: Office) -> list[Case]:
    return [months.paid(office)]


def month_asked_back(office: Office) -> list[Case]:
    case = months.filed(office)
    months.decide(office, case, "reisestelle", "ask", reason="Welche Strecke?")
    return [case]


STATES: tuple[Callable[[Office], Iterable[Case]], ...] = (
    advance_asked,
    advance_rejected,
    advance_ordered,
    advance_paid,
    recovery_heard,
    recovery_decided,
    recovery_running,
    objection_open,
    objection_to_refusal,
    objection_granted,
    permission_asked,
    permission_in_force,
    permission_revoked,
    permission_rejected,
    month_filed,
    month_paid,
    month_asked_back,
    claim_checked,
    claim_ordered,
    claim_paid,
    claim_reversing,
    claim_reversed,
    objection_after_advance,
)


def look_at(office: Office, cases: Iterable[Case]) -> None:
    """Every page of these cases, as everybody sees it who may: alone and beside the list."""
    looks = [
        (viewer, f"/dienstreise/{case.uuid}/{query}")
        for viewer in (OWNER, TRAVEL, PAYMENT, MANAGER)
        for case in cases
        for query in ("", "?list=1")
    ]
    seen: Counter[Any] = Counter()
    for (name, role), url in looks:
        browser = browser_of(name, role)
        if browser.get(url).status_code == 404:
            continue
        seen[role] += 1
        queries = asked(browser, url)
        assert [sql for sql, times in Counter(queries).items() if times > 1] == [], url
        assert len(queries) <= MOST, (role, url, len(queries), queries)
    assert seen["applicant"], seen
    assert len(seen) > 1, seen


@pytest.mark.parametrize("made", STATES, ids=lambda made: made.__name__)
def test_every_page_beside_a_trip_keeps_the_budget(db, office, settings, tmp_path, made) -> None:
    settings.DATA = tmp_path
    look_at(office, made(office))
