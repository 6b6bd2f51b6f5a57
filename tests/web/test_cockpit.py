"""The data cockpit: the person concerned reads who looked at their data, without a clerk's name."""

import csv
import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.platform.cases.test_plans import plan_of
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office
from tests.web.world import browser_of

from meindo.platform.access.models import AccessRecord
from meindo.platform.access.queries import Wanted, looks_at
from meindo.platform.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office()


def look(office: Office, days_ago: int = 0, who: str = "reisestelle", of: str = "mitarbeiterin", **more: Any) -> None:
    values = {"role": "travel_office", "purpose": "dienstreise.settle", "case_id": 0, **more}
    day = today() - timedelta(days=days_ago)
    AccessRecord.objects.create(day=day, subject=office.people[of], viewer=office.people[who], **values)


def page(query: str = "", who: str = "mitarbeiterin") -> str:
    answer = browser_of(who).get(f"/meine-daten/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def file(kind: str, query: str = "") -> str:
    answer = browser_of("mitarbeiterin").get(f"/meine-daten/datei/{kind}/{query}")
    assert answer.streaming
    return b"".join(answer.streaming_content).decode()


def test_a_look_is_read_with_office_purpose_and_case_and_without_the_name(office) -> None:
    case = factory.make(office)
    manager = browser_of("teamleitung", "line_manager")
    assert manager.get(f"/dienstreise/{case.uuid}/").status_code == 200
    text = page()
    body = text[text.index("<main") :]
    assert "Führungskraft" in body
    assert "Dienstreise genehmigen, abrechnen und auszahlen" in body
    assert case.number in body
    assert f"/vorgang/{case.uuid}/" in body
    for name in ("Mia", "Leitung<", str(office.people["teamleitung"].uuid)):
        assert name not in text


def test_nobody_reads_looks_at_somebody_else(office) -> None:
    look(office, of="beamter", case_id=factory.make(office, "beamter").pk)
    assert "Niemand hat Ihre Daten angesehen" in page()
    assert json.loads(file("json"))["accesses"] == []
    assert "Reisestelle" in page(who="beamter")


def test_a_case_of_another_person_is_not_named(office) -> None:
    other = factory.make(office, "beamter")
    look(office, case_id=other.pk)
    assert other.number not in page()
    assert other.number not in file("json")


def test_filters_by_office_purpose_period_and_case(office) -> None:
    case = factory.make(office)
    look(office, 1, case_id=case.pk)
    look(office, 40, who="teamleitung", role="line_manager", purpose="cases.inbox")
    since = today() - timedelta(days=2)
    day = f"&since_day={since.day}&since_month={since.month}&since_year={since.year}"
    for query in ("?office=travel_office", "?purpose=dienstreise.settle", f"?x=1{day}", f"?case={case.number}"):
        assert [row["office"] for row in json.loads(file("json", query))["accesses"]] == ["Reisestelle"], query
        assert page(query).count('<td data-label="Tag"') == 1
    assert "Dazu gibt es keinen Eintrag" in page("?case=DR-1")


def test_a_wrong_filter_is_said_and_hides_nothing(office) -> None:
    look(office)
    answer = browser_of("mitarbeiterin").get("/meine-daten/?since_day=99&since_month=1&since_year=2026")
    assert answer.status_code == 422
    assert 'data-label="Tag"' in answer.content.decode()
    for place in ("x", "2026-01-01.", "2026-01-01.x", "2026-99-01.3", "2026-01-01." + "9" * 40):
        assert 'data-label="Tag"' in page(f"?nach={place}")


def test_pages_follow_each_other_without_a_gap_or_a_double(office) -> None:
    for number in range(120):
        look(office, number // 7, case_id=number)
    subject, seen, after = office.people["mitarbeiterin"].pk, [], None
    more = True
    while more:
        rows, more = looks_at(subject, Wanted(), most=50, after=after)
        seen += rows
        after = (rows[-1].day, rows[-1].id)
    assert len({row.id for row in seen}) == len(seen) == 120
    assert [(row.day, row.id) for row in seen] == sorted(((row.day, row.id) for row in seen), reverse=True)
    text = page()
    assert text.count('data-label="Tag"') == 50
    assert "Ältere ansehen" in text
    assert "Zum neuesten" in page(f"?nach={seen[49].day}.{seen[49].id}")


def test_files_hold_every_row_of_the_filter(office) -> None:
    for number in range(60):
        look(office, number)
    rows = list(csv.reader(StringIO(file("csv").lstrip("\ufeff"))))
    assert rows[0] == ["Tag", "Stelle", "Zweck", "Vorgang"]
    assert len(rows) == 61
    assert rows[1][:2] == [today().isoformat(), "Reisestelle"]
    data = json.loads(file("json"))
    assert data["format"] == "meindo-accesses-1"
    assert len(data["accesses"]) == 60
    assert data["accesses"][0].keys() == {"day", "office", "purpose", "case"}


def test_files_speak_the_language_of_the_reader(office) -> None:
    look(office)
    browser = browser_of("mitarbeiterin")
    browser.post("/sprache/", {"language": "en", "next": "/"})
    text = b"".join(browser.get("/meine-daten/datei/csv/").streaming_content).decode()
    assert text.startswith("\ufeffDay,Office,Purpose,Case")


def test_a_page_is_read_in_the_order_of_an_index(office) -> None:
    """With the few rows of a test PostgreSQL may sort; it is asked to do so only where no index has the order."""
    subject = office.people["mitarbeiterin"].pk
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_sort = off")
    for after in (None, (date(2026, 5, 1), 7)):
        with CaptureQueriesContext(connection) as asked:
            looks_at(subject, Wanted(), most=50, after=after)
        plan = plan_of(asked.captured_queries[0]["sql"])
        assert "access_subject_day" in plan, plan
        assert "Sort" not in plan and "TEMP B-TREE" not in plan, plan  # noqa: PT018


def test_the_own_look_is_not_among_them(office) -> None:
    page()
    assert not AccessRecord.objects.exists()


def test_the_menu_and_the_home_page_lead_there(office) -> None:
    assert browser_of("mitarbeiterin").get("/").content.decode().count('href="/meine-daten/"') == 2
