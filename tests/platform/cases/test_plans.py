"""The lists of those with the widest view never read the whole table of cases: their query plans are pinned."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.services.dienstreise import factory
from tests.support.office import Office, build_office

from meindo.platform.access.viewer import Viewer
from meindo.platform.cases.queries_inbox import inbox
from meindo.platform.clock import today
from meindo.platform.registry.search import search
from meindo.ui.worklist import worklist

pytestmark = pytest.mark.django_db

WIDEST = [("teamleitung", "line_manager"), ("reisestelle", "travel_office"), ("anordnung", "payment_office")]


@pytest.fixture
def office() -> Office:
    return build_office()


def plan_of(sql: str) -> str:
    """How the database goes about it; a small table would be read through, so PostgreSQL is asked not to."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + sql)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def plans_of(read: Callable[[], object]) -> list[str]:
    """The plans of all questions about cases."""
    with CaptureQueriesContext(connection) as asked:
        read()
    return [plan_of(query["sql"]) for query in asked.captured_queries if '"cases_case"' in query["sql"]]


def assert_reads_by_index(plan: str) -> None:
    assert "Seq Scan on cases_case " not in plan, plan
    steps = [line.strip() for line in plan.splitlines()]
    assert not [line for line in steps if line.endswith(("SCAN cases_case", "SCAN V0"))], plan


@pytest.mark.parametrize(("who", "role"), WIDEST)
@pytest.mark.parametrize("wanted", [{}, {"sort": "name"}, {"q": "Köln"}, {"look": "no"}], ids=str)
def test_a_work_list_is_read_by_an_index(office, who: str, role: str, wanted: dict[str, str]) -> None:
    viewer = Viewer(office.actor(who), role, "cases.inbox", today())
    (plan,) = plans_of(lambda: list(worklist(viewer, wanted).values_list("pk", flat=True)))
    assert_reads_by_index(plan)


@pytest.mark.parametrize(("who", "role"), WIDEST[1:])
def test_what_waits_is_found_by_its_step(office, who: str, role: str) -> None:
    viewer = Viewer(office.actor(who), role, "cases.inbox", today())
    (plan,) = plans_of(lambda: list(inbox(viewer).order_by("due_on", "id")))
    assert "case_waiting" in plan


@pytest.mark.parametrize(("who", "role"), WIDEST)
def test_a_search_reads_no_whole_table_of_cases(office, who: str, role: str) -> None:
    factory.make(office)
    viewer, name = Viewer(office.actor(who), role, "cases.inbox", today()), office.people["mitarbeiterin"]
    name.refresh_from_db()
    plans = plans_of(lambda: search(viewer, name.sort_name[:4], str))
    assert len(plans) == 2
    for plan in plans:
        assert_reads_by_index(plan)


@pytest.mark.parametrize(("who", "role"), WIDEST)
def test_who_is_meant_is_found_by_an_index(office, who: str, role: str) -> None:
    viewer, name = Viewer(office.actor(who), role, "cases.inbox", today()), office.people["mitarbeiterin"]
    name.refresh_from_db()
    with CaptureQueriesContext(connection) as asked:
        search(viewer, name.sort_name[:4], str)
    (sql,) = [query["sql"] for query in asked.captured_queries if "sort_key" in query["sql"]]
    plan = plan_of(sql)
    assert "Seq Scan on people_person" not in plan
    assert "people_person_sort_key" in plan
    assert "people_person_name_key" in plan
