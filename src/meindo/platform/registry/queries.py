"""Reads of what the home page shows and of what a person prefers."""

from datetime import date
from typing import Any

from django.db.models import Sum

from meindo.platform.prepared import Prepared

from .models import Preference, SearchMiss, Tile

VISITS = "visits"  # by register, among the preferences


_tiles = Prepared(lambda person: Tile.objects.filter(person_id=person))
_preferences = Prepared(lambda person: Preference.objects.filter(person_id=person).values_list("values"))


def tiles_of(person_id: int) -> dict[str, Tile]:
    """The numbers of the services for a person, by service."""
    return {row.service: row for row in _tiles(person_id)}


def preferences_of(person_id: int) -> dict[str, Any]:
    """What the person chose about the portal."""
    found = _preferences.first(person_id)
    return found[0] if found else {}


def visit_of(person_id: int, register: str) -> date | None:
    """When somebody read a public register last."""
    day = preferences_of(person_id).get(VISITS, {}).get(register)
    return date.fromisoformat(day) if day else None


def visits_of(person_id: int) -> dict[str, date]:
    """When somebody read each public register last."""
    known = preferences_of(person_id).get(VISITS, {})
    return {register: date.fromisoformat(day) for register, day in known.items()}


def search_misses(since: date) -> list[tuple[str, int]]:
    """Words that were searched without a result since a day, the most frequent first."""
    rows = SearchMiss.objects.filter(day__gte=since).values_list("word").annotate(times=Sum("count"))
    return list(rows.order_by("-times", "word"))
