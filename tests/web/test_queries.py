"""Pages ask the database at most 15 questions, none twice, and as many for fifty rows as for none."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.services.dienstreise import factory
from tests.support.bare import bare_case
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.support.receipts import incoming, photo
from tests.web.world import browser_of

from meindo.platform.audit.actor import Actor
from meindo.platform.cases import drafts
from meindo.platform.cases.commands_attachments import attach_file
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.files.commands import file_document
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.outbox.worker import drain
from meindo.services.dienstreise.models import Trip
from meindo.services.dienstreise.process import TRIP

MOST = 15
office, db = built_once("office", build_office)


def fill(office: Office, count: int, *, letters: bool = False) -> None:
    """So many trips of the employee that wait for the manager, and as many of a colleague; with a letter for each."""
    for who in ("mitarbeiterin", "beamter"):
        job = office.employment(who)
        for number in range(count):
            day = today() + timedelta(days=10 * number)
            case = bare_case(TRIP, "approval", job, starts_on=day, ends_on=day)
            Trip.objects.create(
                case=case,
                employment=job,
                destination="Köln",
                purpose_text="x",
                starts_on=day,
                ends_on=day,
                start_time="07:00",
                end_time="18:00",
                means="train",
            )
            if letters:
                write_to(office, case, f"{who}{case.pk}")


def write_to(office: Office, case: Case, key: str) -> None:
    """A letter and a message."""
    facts = {"title": "Brief", "file_name": "b.pdf", "media_type": "application/pdf", "service": "dienstreise"}
    with unit_of_work(Actor.system("test"), purpose="test") as work:
        file_document(work, key=key, content=b"x", person_id=case.person_id, case_id=case.pk, **facts)
        notify(work, person_id=case.person_id, key=key, msgid="{n}", url="/", n=key)


def asked(browser: Client, url: str) -> list[str]:
    """The questions of the second look, when the day's access records are written already."""
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as found:
        assert browser.get(url).status_code == 200
    return [query["sql"] for query in found.captured_queries]


PAGES = [
    ("mitarbeiterin", "applicant", "/"),
    ("mitarbeiterin", "applicant", "/vorgaenge/"),
    ("mitarbeiterin", "applicant", "/dienstreise/"),
    ("mitarbeiterin", "applicant", "/akte/"),
    ("mitarbeiterin", "applicant", "/belege/"),
    ("mitarbeiterin", "applicant", "/dienste/"),
    ("mitarbeiterin", "applicant", "/dienstreise/neu/"),
    ("teamleitung", "line_manager", "/"),
    ("teamleitung", "line_manager", "/vorgaenge/"),
    ("teamleitung", "line_manager", "/vorgaenge/?sort=name&q=k"),
    ("teamleitung", "line_manager", "/vertretung/"),
    ("reisestelle", "travel_office", "/vorgaenge/"),
    ("anordnung", "payment_office", "/vorgaenge/"),
]


@pytest.mark.parametrize(("name", "role", "url"), PAGES)
def test_a_list_asks_as_much_for_fifty_rows_as_for_none(db, office, settings, tmp_path, name, role, url) -> None:
    settings.DATA = tmp_path
    browser = browser_of(name, role)
    counts = []
    for more in (0, 10, 40):
        fill(office, more, letters=url in ("/", "/akte/"))
        queries = asked(browser, url)
        counts.append(len(queries))
        assert [sql for sql, times in Counter(queries).items() if times > 1] == []
    assert max(counts) <= MOST, counts
    assert counts[1] == counts[2], counts
    assert counts[0] <= counts[1], counts


def test_what_an_assistant_entered_asks_as_much_for_forty_trips_as_for_ten(db, office) -> None:
    office.city.responsible(office.people["reisestelle"], "travel_assistant", office.units["51"])
    office.city.store()
    browser, counts = browser_of("reisestelle", "travel_assistant"), []
    for more in (10, 40):
        fill(office, more)
        Case.objects.update(entered_by=office.people["reisestelle"])
        queries = asked(browser, "/dienstreise/fuer-andere/?q=y")
        counts.append(len(queries))
        assert [sql for sql, times in Counter(queries).items() if times > 1] == []
    assert counts[0] == counts[1] <= MOST, counts


STEPS = {
    "waiting": (factory.make, [("mitarbeiterin", "applicant"), ("teamleitung", "line_manager")]),
    "checking": (factory.filed, [("mitarbeiterin", "applicant"), ("reisestelle", "travel_office")]),
    "ordering": (factory.confirmed, [("anordnung", "payment_office"), ("teamleitung", "line_manager")]),
    "paid": (factory.paid, [("mitarbeiterin", "applicant"), ("reisestelle", "travel_office")]),
}


def attach_all(office: Office, case: Case) -> None:
    """Three receipts, as they come with a claim."""
    owner, by = case.person_id, office.actor("mitarbeiterin")
    draft = drafts.start_draft(person_id=owner, service="dienstreise", form="x", title="x", case=case)
    for number in range(3):
        attach_file(draft=draft, incoming=incoming(photo(text=f"{number}")), by=by)
    drafts.mark_sent(draft, case)


@pytest.mark.parametrize("step", STEPS)
def test_the_page_of_a_case_asks_little_whatever_happened_to_it(db, office, settings, tmp_path, step: str) -> None:
    settings.DATA = tmp_path
    make, viewers = STEPS[step]
    case = make(office)
    attach_all(office, case)
    drain()
    for name, role in viewers:
        for query in ("", "?list=1"):
            queries = asked(browser_of(name, role), f"/dienstreise/{case.uuid}/{query}")
            assert [sql for sql, times in Counter(queries).items() if times > 1] == []
            assert len(queries) <= MOST, (name, len(queries), queries)


def test_the_page_of_a_case_does_not_grow_with_its_history(db, office, settings, tmp_path) -> None:
    settings.DATA = tmp_path
    case = factory.make(office)
    browser = browser_of("mitarbeiterin")
    counts = []
    for _ in range(3):
        factory.decide(office, case, "teamleitung", "give_back", reason="Wozu?")
        factory.decide(office, case, "mitarbeiterin", "resubmit", reason="Darum.")
        counts.append(len(asked(browser, f"/dienstreise/{case.uuid}/")))
    assert len(set(counts)) == 1, counts


def test_the_first_look_of_the_day_writes_its_records_in_one_go(db, office, settings, tmp_path) -> None:
    settings.DATA = tmp_path
    fill(office, 20)
    browser = browser_of("teamleitung", "line_manager")
    with CaptureQueriesContext(connection) as first:
        browser.get("/vorgaenge/")
    again = asked(browser, "/vorgaenge/")
    assert len(first) - len(again) <= 4, [query["sql"][:80] for query in first]
