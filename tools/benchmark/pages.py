"""Measure pages on one demo city, in this process: CPU, p95, queries. Prints JSON."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meindo.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from meindo.platform.cases.models import Case  # noqa: E402
from meindo.platform.login.models import User  # noqa: E402

ROUNDS = 40


def client_of(name: str, role: str = "applicant") -> Client:
    """Somebody logged in, acting in a role."""
    client = Client(headers={"accept-language": "de"})
    client.force_login(User.objects.get(username=name))
    session = client.session
    session["role"] = role
    session.save()
    return client


def measure(client: Client, url: str, floor: tuple[Client, str]) -> dict[str, Any]:
    """First view apart (it writes access records), then the repeated view, in turns with its floor.

    In turns, because a machine that is slow for a while must be slow for both.
    """
    first = _once(client, url)
    _once(*floor)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    statements = [query["sql"] for query in captured.captured_queries]
    turns = [(_once(client, url), _once(*floor)) for _ in range(ROUNDS)]
    times, floors = [page for page, _ in turns], [floor for _, floor in turns]
    reset_queries()
    return {
        "url": url,
        "first_ms": first[0],
        "cpu_ms": statistics.median(cpu for _wall, cpu in times),
        "floor_ms": statistics.median(cpu for _wall, cpu in floors),
        "p95_ms": sorted(wall for wall, _cpu in times)[int(ROUNDS * 0.95) - 1],
        "queries": len(statements),
        "duplicates": len(statements) - len(set(statements)),
    }


def _once(client: Client, url: str) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)  # noqa: S101
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def pages() -> dict[str, tuple[Client, str, str]]:
    """Name -> (who, address, floor to compare with)."""
    employee = client_of("mitarbeiterin")
    office = client_of("reisestelle", "travel_office")
    manager = client_of("teamleitung", "line_manager")
    mine = Case.objects.filter(person__user__username="mitarbeiterin", process="dienstreise")
    own, settled = mine.latest("id"), mine.filter(step="paid").latest("id")
    return {
        "home": (employee, "/", "page"),
        "services": (employee, "/dienste/", "page"),
        "new trip": (employee, "/dienstreise/neu/", "page"),
        "own case": (employee, f"/dienstreise/{own.uuid}/", "page"),
        "own settled case": (employee, f"/dienstreise/{settled.uuid}/", "page"),
        "own file": (employee, "/akte/", "page"),
        "own trips": (employee, "/dienstreise/", "page"),
        "manager home": (manager, "/", "page"),
        "work list of 50": (office, "/vorgaenge/", "list"),
    }


def settlement_ms() -> float:
    """Milliseconds of CPU for a two-day trip with car, meals and a night."""
    from meindo.services.dienstreise.journey import Journey  # noqa: PLC0415
    from meindo.services.dienstreise.rules import law_for, settlement  # noqa: PLC0415

    data = {
        "start": "2026-03-02 07:30",
        "end": "2026-03-03 18:00",
        "legs": [{"day": "2026-03-02", "means": "car", "km": "190"}],
        "nights": [{"day": "2026-03-02", "kind": "lump"}],
        "meals": [{"day": "2026-03-03", "breakfast": "true"}],
    }
    journey = Journey.from_data(data)
    return _cpu(lambda: settlement(journey, law_for(journey)))


def _cpu(work: Callable[[], object], times: int = 300) -> float:
    work()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) * 1000 / times


def main() -> None:
    """Floors first, then every page."""
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("collectstatic", verbosity=0, interactive=False)
    with override_settings(ROOT_URLCONF="benchmark.floor"):
        employee = client_of("mitarbeiterin")
        floors = {"page": (employee, "/bench/floor/"), "list": (employee, "/bench/floor-list/")}
        found = {
            name: {**measure(client, url, floors[floor]), "floor": floor}
            for name, (client, url, floor) in pages().items()
        }
    json.dump({"pages": found, "settlement_ms": settlement_ms()}, sys.stdout)


if __name__ == "__main__":
    main()
