"""Many people at once: no writer is turned away, nothing is lost, and of two who click together one wins."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.city import Newcomer
from tests.support.office import Office, build_office
from tests.support.parallel import all_at_once

from meindo.platform.audit.models import AuditEvent
from meindo.platform.cases.models import Case, CaseEvent, Draft
from meindo.platform.clock import today
from meindo.platform.login.models import User
from meindo.platform.people import projection
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Absence, Employment, Person, Placement, Terms

WRITERS, TRIPS, NEWCOMERS, CHUNK = 8, 6, 2000, 500
PASSES = {"start_time": "07:30", "end_time": "18:00", "purpose_text": "Tagung", "means": "train"}


@pytest.fixture
def office(own_database: str) -> Office:
    return build_office()


def import_people(office: Office) -> int:
    """State facts of thousands in short transactions, then derive the projections, as an import does."""
    team = office.units["51/1"]
    for start in range(0, NEWCOMERS, CHUNK):
        with transaction.atomic():
            office.city.people([Newcomer(f"Neu{start + number}", team) for number in range(CHUNK)])
        for model, statements in office.city.statements.items():
            with transaction.atomic():
                state(model, statements, source="import")
        office.city.statements.clear()
    projection.rebuild()
    jobs = list(Employment.objects.values_list("pk", flat=True))
    for start in range(0, len(jobs), CHUNK):
        said = [
            Statement({"employment_id": job}, {"grade": "9b"}, date(2026, 1, 1)) for job in jobs[start : start + CHUNK]
        ]
        with transaction.atomic():
            state(Terms, [_with_group(one) for one in said], source="import")
    projection.rebuild()
    return len(jobs)


def _with_group(said: Statement) -> Statement:
    return Statement(said.key, {"status_group": "tarif", **(said.values or {})}, said.valid_from)


def test_eight_writers_during_an_import_of_thousands_get_no_error_and_lose_nothing(office) -> None:
    def write() -> list[str]:
        return [factory.make(office, "mitarbeiterin").number for _ in range(TRIPS)]

    results = all_at_once([write] * WRITERS + [lambda: import_people(office)])
    assert [result for result in results if isinstance(result, Exception)] == []
    numbers = [number for found in results[:WRITERS] for number in found]
    assert len(set(numbers)) == len(numbers) == WRITERS * TRIPS
    assert set(numbers) == set(Case.objects.values_list("number", flat=True))
    assert AuditEvent.objects.filter(kind="case.moved").count() == len(numbers)
    assert Placement.objects.count() == results[-1] == NEWCOMERS + len(office.people)


def client_of(name: str, role: str = "applicant") -> Client:
    """A logged-in browser of its own, acting in a role."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    client.post("/rolle/", {"role": role})
    return client


def test_a_double_click_on_send_gives_one_case(office) -> None:
    clients = [client_of("mitarbeiterin") for _ in range(4)]
    clients[0].post("/dienstreise/neu/", {"destination": "Köln"})
    draft = Draft.objects.get()
    day = {
        f"{name}_{part}": getattr(today(), part)
        for name in ("start_day", "end_day")
        for part in ("day", "month", "year")
    }
    clients[0].post(f"/dienstreise/antrag/{draft.uuid}/alles/", {"destination": "Köln", **PASSES, **day})
    send = [lambda client=client: client.post(f"/dienstreise/antrag/{draft.uuid}/pruefen/") for client in clients]
    answers = all_at_once(send)
    assert [answer.status_code for answer in answers] == [302] * 4, answers
    assert {answer["Location"] for answer in answers} == {f"/dienstreise/{Case.objects.get().uuid}/gesendet/"}


def deciding(client: Client, case: Case, move: str) -> Callable[[], HttpResponse]:
    """The act of sending a decision and reading the answer."""
    fields = {"revision": 0, "reason": "so", "move": move}
    return lambda: client.post(f"/vorgang/{case.uuid}/entscheiden/", fields, follow=True)


def test_of_two_managers_who_decide_at_once_one_wins_and_the_other_reads_why(office) -> None:
    second = office.city.person("Tandem", office.units["51/1"], lead=True)
    office.city.store()
    User.objects.create_user("tandem", "x", person=second)
    clients = {"approve": client_of("teamleitung", "line_manager"), "reject": client_of("tandem", "line_manager")}
    for _ in range(5):
        case = factory.make(office)
        answers = all_at_once([deciding(client, case, move) for move, client in clients.items()])
        assert not [answer for answer in answers if isinstance(answer, Exception)], answers
        texts = [answer.content.decode() for answer in answers]
        assert sum("Inzwischen hat sich der Vorgang geändert" in text for text in texts) == 1
        assert sum("ist erledigt" in text for text in texts) == 1
        assert CaseEvent.objects.filter(case=case, source="approval").count() == 1


def test_the_same_statement_at_once_is_one_fact(office) -> None:
    person = Person.objects.get(pk=office.people["beamter"].pk)
    tomorrow = today() + timedelta(days=1)

    def say() -> int:
        with transaction.atomic():
            return state(Absence, [Statement({"person_id": person.pk}, {}, tomorrow)], source="test")

    results = all_at_once([say] * 4)
    assert Absence.objects.current().filter(person=person).count() == 1
    assert [r for r in results if isinstance(r, int)].count(1) == 1
