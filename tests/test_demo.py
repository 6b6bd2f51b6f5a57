"""The demo command in a data folder of its own: every state, log-ins, log, and a second run that keeps it all."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

pytestmark = pytest.mark.xdist_group("demo")  # one city for all of these tests

CHECK = """
import json, django
from datetime import timedelta
django.setup()
from django.conf import settings
from django.test import Client, override_settings
from meindo.demo.logins import PASSWORD, log_ins
from meindo.platform.audit.chain import verify
from meindo.platform.clock import now
from meindo.platform.cases.catalogue import all_processes, newest
from meindo.platform.cases.models import Case, Inquiry
from meindo.platform.files.models import Document
from meindo.platform.law.models import ValueRelease
from meindo.platform.login.models import AccountLock, ApplicationUse, Device, HardwareToken, Terminal, User
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.models import Task
from meindo.platform.paper.models import PrintedForm
from meindo.platform.people.models import Person
from meindo.platform.post.models import SheetNotice
from meindo.platform.registry.models import Tile
from meindo.services.dienstreise.models import Claim, FirstClass, Trip
from meindo.ui.acting import held_roles

plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

@override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain})
def pages(user):
    client = Client(HTTP_HOST="localhost")
    account = User.objects.get(username=user)
    client.force_login(account)
    return [status for role in held_roles(account.person) for status in in_role(client, role)]

def in_role(client, role):
    client.post("/rolle/", {"role": role})
    return [client.get(address).status_code for address in ("/", "/vorgaenge/")]

def pairs(process):
    return {(process.key, step.key) for step in process.steps}

def without_access():
    from meindo.identity.models import Application, Campaign, Finding, RuleVersion
    from meindo.platform.people.measure_models import Measure
    plans = Measure.objects.filter(kind="umsetzung", state="beteiligt").values_list("plan", flat=True)
    return [name for name, there in {
        "applications": Application.objects.count() > 5,
        "rules": {"active", "trial", "draft"} <= set(RuleVersion.objects.values_list("state", flat=True)),
        "campaign": Campaign.objects.filter(closed_at=None, reviews__decided_at=None).exists(),
        "drift": Finding.objects.filter(state="open").exists(),
        "move": any({"Holding", "Affiliation"} <= {row["model"] for row in plan} for plan in plans),
    }.items() if not there]

shown = set(Case.objects.values_list("process", "step"))
declared = set().union(*(pairs(newest(process.key)) for process in all_processes()))
journeys = list(Claim.objects.values_list("journey", flat=True))
trips = list(Trip.objects.filter(superseded_at=None))
entered = Case.objects.filter(entered_by__user__username="assistenz")
alive = {
    "abroad": any(journey.get("stops") for journey in journeys),
    "broken off": any(journey.get("broken_off") for journey in journeys),
    "private": any(journey.get("private") for journey in journeys),
    "first class": any(journey.get("first_class_entitled") for journey in journeys) and FirstClass.objects.exists(),
    "entered by the assistant": len(entered) > 1,
    "on paper": PrintedForm.objects.exclude(case=None).exists() and PrintedForm.objects.filter(case=None).exists(),
    "changed": any(trip.number > 1 for trip in trips),
    "question waiting": Inquiry.objects.filter(answered=None).exists(),
    "question answered": Inquiry.objects.exclude(answered=None).exists(),
    "receipts drawn": {"image/jpeg", "application/pdf"} <= set(
        Document.objects.filter(kind="upload", case_id__gt=0, pages__number=1).values_list("media_type", flat=True)
    ),
    "printed batch": SheetNotice.objects.exists(),
    "waiting for paper": Notification.objects.filter(
        person__user=None, person__notice_settings__paper_since__gt=now() - timedelta(days=999), on_sheet=None
    ).exists(),
    "devices": {"own", "other", "terminal"} <= set(Device.objects.values_list("kind", flat=True)),
    "terminals": {terminal.set_up_at is None for terminal in Terminal.objects.all()} == {True, False},
    "tokens": {token.person is None for token in HardwareToken.objects.all()} == {True, False},
    "locked": AccountLock.objects.filter(ended_at=None).exists(),
    "applications": ApplicationUse.objects.values("client_id").distinct().count() > 1,
    "marked as examples": all("(Beispiel)" in name for model in (Terminal, ApplicationUse)
        for name in model.objects.values_list("name", flat=True)),
    "access": not without_access(),
    "four functions": len({trip.function for trip in trips} - {""}) == 4,
}

chain = verify()
print(json.dumps({
    "people": Person.objects.count(),
    "not_shown": sorted(declared - shown),
    "not_alive": sorted(name for name, there in alive.items() if not there),
    "table": list(ValueRelease.objects.filter(value_id__startswith="akevo_rates").values_list("is_demo", flat=True)),
    "attention": sorted({key for row in Case.objects.values_list("attention", flat=True) for key in row}),
    "chain": [chain.broken_at, chain.waiting],
    "failed": list(Task.objects.exclude(error="").values_list("kind", "error")),
    "waiting": Task.objects.filter(done_at=None, due_at__lte=now()).count(),
    "good_password": sum(User.objects.get(username=p.user).check_password(PASSWORD) for p in log_ins()),
    "pages": sorted({status for place in log_ins() for status in pages(place.user)}),
    "released": ValueRelease.objects.filter(is_demo=True, confirmed_at__isnull=False).count(),
    "letters": Document.objects.count(),
    "news": Notification.objects.count(),
    "tiles": Tile.objects.count(),
    "cases": Case.objects.count(),
    "first": str(Person.objects.order_by("key").first().uuid),
}))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A data folder, and on PostgreSQL a database beside the one of the environment."""
    data = tmp_path_factory.mktemp("demo")
    found = {**os.environ, "MEINDO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "meindo.settings"}
    found["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    found.pop("MEINDO_TODAY", None)
    url = os.environ.get("MEINDO_DATABASE_URL")
    if not url:
        yield found
        return
    import psycopg

    name = f"meindo_demo_{os.getpid()}"
    with psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]  # a name of our own
        try:
            yield {**found, "MEINDO_DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False)


def demo(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return run(environment, "-m", "meindo.cli", "demo", "--people", "300", "--no-serve")


@pytest.fixture(scope="module")
def made(environment: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """What the first run printed, and what is in the database afterwards."""
    first = demo(environment)
    assert first.returncode == 0, first.stderr
    return first.stdout, state_of(environment)


def state_of(environment: dict[str, str]) -> dict[str, Any]:
    import json

    found = run(environment, "-c", CHECK)
    assert found.returncode == 0, found.stderr
    state: dict[str, Any] = json.loads(found.stdout.splitlines()[-1])
    return state


def test_every_step_of_every_process_is_shown_by_some_case(made: tuple[str, dict[str, Any]]) -> None:
    assert made[1]["not_shown"] == []


def test_what_a_trip_can_be_is_there_to_be_looked_at(made: tuple[str, dict[str, Any]]) -> None:
    assert made[1]["not_alive"] == []
    assert made[1]["table"] == [True]


def test_the_city_is_complete_and_nothing_failed(made: tuple[str, dict[str, Any]]) -> None:
    state = made[1]
    assert state["people"] == 300
    assert {"answered", "late", "not_covered", "unusual_km"} <= set(state["attention"])
    assert "trial" not in state["attention"]
    assert state["chain"] == [None, 0]
    assert (state["failed"], state["waiting"]) == ([], 0)
    assert min(state["released"], state["letters"], state["news"], state["tiles"]) > 5


def test_the_printed_log_ins_work(made: tuple[str, dict[str, Any]]) -> None:
    from meindo.demo.logins import PASSWORD, TOTP_SECRET, log_ins

    printed, state = made
    assert state["good_password"] == len(log_ins())
    assert state["pages"] == [200]
    assert "http://localhost:8000" in printed
    for word in (PASSWORD, TOTP_SECRET, *(place.user for place in log_ins())):
        assert word in printed


def test_a_second_run_keeps_everything(environment: dict[str, str], made: tuple[str, dict[str, Any]]) -> None:
    again = demo(environment)
    assert again.returncode == 0, again.stderr
    assert "bleibt, wie sie ist" in again.stdout
    assert state_of(environment) == made[1]


def test_a_database_with_real_people_is_left_alone(
    environment: dict[str, str], made: tuple[str, dict[str, Any]]
) -> None:
    marker = Path(environment["MEINDO_DATA"]) / "demo"
    marker.rename(marker.with_name("elsewhere"))
    refused = demo(environment)
    marker.with_name("elsewhere").rename(marker)
    assert refused.returncode == 2
    assert "keine Demo" in refused.stdout
