"""The mark that a colleague has a case open: a hint for the same office, never a lock, gone after some minutes."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.test_queries import asked
from tests.web.world import browser_of

from meindo.platform.audit.models import AuditEvent
from meindo.platform.cases.commands_in_hand import AGAIN, forget_old_marks
from meindo.platform.cases.models import InHand
from meindo.platform.cases.queries_in_hand import LASTS
from meindo.platform.clock import at, now

office, db = built_once("office", build_office)
HINT = "wird gerade bearbeitet von Rita Reise"


@pytest.fixture
def first(db) -> Client:
    return browser_of("reisestelle", "travel_office")


@pytest.fixture
def second(db) -> Client:
    return browser_of("reisestelle2", "travel_office")


def look(browser: Client, case) -> str:
    return text_of(browser.get(f"/dienstreise/{case.uuid}/"))


def test_a_colleague_reads_who_has_the_case_open_and_can_decide_all_the_same(office, first, second) -> None:
    case = factory.filed(office)
    assert HINT not in look(first, case)
    assert HINT in look(second, case)
    assert HINT in text_of(second.get("/vorgaenge/"))
    assert HINT not in text_of(first.get("/vorgaenge/")), "nobody is told of their own look"
    assert InHand.objects.get().person == office.people["reisestelle"], "who came later does not take it away"
    factory.decide(office, case, "reisestelle2", "confirm")
    case.refresh_from_db()
    assert case.step == "ordering"
    assert not InHand.objects.exists(), "erased with the decision"


def test_it_is_over_after_some_minutes_and_leaves_no_history(office, first, second) -> None:
    case, other = factory.filed(office), factory.filed(office)
    look(first, case)
    with at(now() + LASTS + timedelta(seconds=1)):
        assert HINT not in text_of(second.get("/vorgaenge/"))
        assert HINT not in look(second, case)
        assert InHand.objects.get(case=case).person == office.people["reisestelle2"], "overwritten"
        look(second, other)
    with at(now() + 3 * LASTS):
        forget_old_marks("", {})
    assert not InHand.objects.exists()


def test_looking_again_writes_nothing_for_some_minutes_and_keeps_the_beginning(office, first) -> None:
    case = factory.filed(office)
    look(first, case)
    mark = InHand.objects.get()
    queries = asked(first, f"/dienstreise/{case.uuid}/")
    assert not [sql for sql in queries if "cases_inhand" in sql and not sql.startswith("SELECT")]
    with at(now() + AGAIN + timedelta(seconds=1)):
        look(first, case)
    again = InHand.objects.get()
    assert again.since == mark.since
    assert again.seen_at > mark.seen_at


def test_neither_the_person_concerned_nor_another_office_sees_or_leaves_a_mark(office, first) -> None:
    case = factory.filed(office)
    look(first, case)
    before = InHand.objects.get()
    for name, role in (("mitarbeiterin", "applicant"), ("teamleitung", "line_manager")):
        assert "wird gerade bearbeitet" not in look(browser_of(name, role), case)
    after = InHand.objects.get()
    assert (after.person_id, after.seen_at) == (before.person_id, before.seen_at)
    done = factory.paid(office)
    look(browser_of("teamleitung", "line_manager"), done)
    assert not InHand.objects.filter(case=done).exists(), "only a case that waits for the viewer is in hand"


def test_it_is_no_matter_of_the_audit_log(office, first) -> None:
    case = factory.filed(office)
    before = AuditEvent.objects.count()
    look(first, case)
    assert AuditEvent.objects.count() == before
