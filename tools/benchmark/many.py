"""Work lists in a city that has kept 160,000 cases: copies of the demo's cases over all employments, then the pages.

`python -m benchmark.many` on the data folder of a demo city; prints JSON. The copies stay in that folder.
"""

import json
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import override_settings

from benchmark.pages import client_of, measure  # sets Django up
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import now, today
from meindo.platform.people.models import Placement
from meindo.services.dienstreise.models import Budget, Claim, Trip

CASES, BATCH = 160_000, 2_000
# Open cases of a large city on one day, by step; all others have ended.
OPEN = {"approval": 1_500, "journey": 2_500, "checking": 3_000, "ordering": 800, "payout": 1_000}
DECIDED = ("line_manager", "travel_office", "payment_office")


def templates() -> dict[str, list[Case]]:
    """The demo's cases by step."""
    found: dict[str, list[Case]] = {}
    for case in Case.objects.filter(
        process="dienstreise", trips__superseded_at__isnull=True, trips__isnull=False
    ).order_by("id"):
        found.setdefault(case.step, []).append(case)
    return found


def wanted(known: dict[str, list[Case]]) -> Iterator[Case]:
    """Which case to copy, 160,000 times."""
    for step, count in OPEN.items():
        yield from islice(cycle(known[step]), count)
    ended = [case for cases in known.values() for case in cases if not case.is_open]
    yield from islice(cycle(ended), CASES - sum(OPEN.values()))


def copy_of(row: Any, **changes: Any) -> Any:
    """The same row again, without its key."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**{**values, **changes})


def fill() -> int:
    """Insert the copies, spread over all employments and the last years; returns how many cases there are."""
    chosen = wanted(templates())
    places = cycle(
        Placement.objects.filter(is_main=True).order_by("?").values_list("employment_id", "person_id", "unit_id")
    )
    number = Case.objects.count()
    while batch := list(islice(chosen, BATCH)):
        made = []
        for case in batch:
            number += 1
            employment, person, unit = next(places)
            days = timedelta(days=0 if case.is_open else number % 2_500)
            made.append(
                copy_of(
                    case,
                    uuid=uuid.uuid4(),
                    number=f"DR-2019-{number:06d}",
                    employment_id=employment,
                    person_id=person,
                    unit_id=unit,
                    created_at=case.created_at - days,
                    starts_on=case.starts_on and case.starts_on - days,
                    ends_on=case.ends_on and case.ends_on - days,
                )
            )
        with transaction.atomic():
            _insert(batch, made)
    _budgets()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Case.objects.count()


def _budgets() -> None:
    """Every unit has a cost centre and a budget, so that the line reads a sentence in every row."""
    by, units = Placement.objects.earliest("id").person_id, set(Placement.objects.values_list("unit_id", flat=True))
    Budget.objects.bulk_create(
        Budget(code=f"B{unit}", year=year, amount_eur=20_000, recorded_at=now(), recorded_by_id=by)
        for unit in sorted(units)
        for year in (today().year, today().year + 1)
    )


def _insert(batch: list[Case], made: list[Case]) -> None:
    Case.objects.bulk_create(made)
    new = {case.number: case.pk for case in Case.objects.filter(number__in=[case.number for case in made])}
    pairs = [(old.pk, new[case.number], case) for old, case in zip(batch, made, strict=True)]
    olds = {case.pk for case in batch}
    events: dict[int, list[CaseEvent]] = {}
    for event in CaseEvent.objects.filter(case__in=olds):
        events.setdefault(event.case_id, []).append(event)
    trips = {trip.case_id: trip for trip in Trip.objects.filter(case__in=olds, superseded_at__isnull=True)}
    claims = {claim.trip_id: claim for claim in Claim.objects.filter(trip__case__in=olds, superseded_at__isnull=True)}
    # who decided about themselves after the copy would be refused by the database: those events stay away
    CaseEvent.objects.bulk_create(
        copy_of(event, case_id=pk, subject_id=case.person_id)
        for old, pk, case in pairs
        for event in events.get(old, ())
        if event.by_id != case.person_id
    )
    Trip.objects.bulk_create(
        copy_of(trips[old], case_id=pk, employment_id=case.employment_id, cost_centre=f"B{case.unit_id}")
        for old, pk, case in pairs
    )
    made_trips = dict(Trip.objects.filter(case__in=new.values()).values_list("case_id", "pk"))
    Claim.objects.bulk_create(
        copy_of(claims[trips[old].pk], trip_id=made_trips[pk]) for old, pk, _ in pairs if trips[old].pk in claims
    )


def pages() -> dict[str, tuple[Any, str, str]]:
    """Name -> (who, address, floor): the lists of those with the widest view."""
    office = client_of("reisestelle", "travel_office")
    payment = client_of("anordnung", "payment_office")
    head = client_of("fachbereichsleitung", "line_manager")
    person = Case.objects.filter(step="checking").latest("id").person.sort_name
    return {
        "travel office, work list": (office, "/vorgaenge/", "list"),
        "travel office, last page": (office, "/vorgaenge/?page=50", "list"),
        "travel office, by name": (office, "/vorgaenge/?sort=name", "list"),
        "travel office, filtered": (office, f"/vorgaenge/?q={person}", "list"),
        "department head, work list": (head, "/vorgaenge/", "list"),
        "whole-city reader, work list": (payment, "/vorgaenge/", "list"),
        "whole-city reader, search": (payment, f"/suche/?q={person}", "list"),
    }


def main() -> None:
    """Fill, then measure every list against the floor."""
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("collectstatic", verbosity=0, interactive=False)
    start = time.perf_counter()
    count = fill()
    seconds = time.perf_counter() - start
    with override_settings(ROOT_URLCONF="benchmark.floor"):
        floor = (client_of("mitarbeiterin"), "/bench/floor-list/")
        found = {name: {**measure(client, url, floor), "floor": kind} for name, (client, url, kind) in pages().items()}
    json.dump({"cases": count, "fill_seconds": seconds, "pages": found, "database": connection.vendor}, sys.stdout)


if __name__ == "__main__":
    main()
