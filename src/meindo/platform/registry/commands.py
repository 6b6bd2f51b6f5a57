"""Write the projections that the registry offers to services."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from meindo.platform.clock import now, today

from .catalogue import service as service_of
from .models import Opening, Preference, SearchMiss, Tile
from .queries import VISITS, preferences_of
from .search import countable

PINNED = "pinned"
MOST_PINNED = 6
VIEWS = "views"
MOST_VIEWS = 10


def set_tile(*, employment_id: int, person_id: int, service: str, value: str, params: dict[str, Any]) -> None:
    """Show a service's number on the home page; `value` is a message id."""
    entry = service_of(service)
    Tile.objects.update_or_create(
        employment_id=employment_id,
        service=service,
        defaults={
            "person_id": person_id,
            "value": value,
            "params": params,
            "as_of": now(),
            "action_label": entry.start_label,
            "action_url": entry.start_url,
        },
    )


class TooManyPins(Exception):
    """The home page holds no more pinned services."""


@transaction.atomic
def pin(person_id: int, service: str, *, pinned: bool) -> None:
    """Pin a service to the home page behind the others, or take it off; KeyError for an unknown one."""
    service_of(service)
    row = _preferences_locked(person_id)
    known = row.values.get(PINNED, [])
    wanted = [key for key in known if key != service]
    if pinned:
        wanted = known if service in known else [*known, service]
    if len(wanted) > MOST_PINNED:
        raise TooManyPins
    row.values[PINNED] = wanted
    row.save(update_fields=["values"])


def prefer(person_id: int, name: str, value: Any) -> None:
    """Remember a choice about the portal; nothing is written when it is the same."""
    row, _new = Preference.objects.get_or_create(person_id=person_id)
    if row.values.get(name) != value:
        row.values[name] = value
        row.save(update_fields=["values"])


def note_visit(person_id: int, register: str, day: date) -> None:
    """Remember when somebody read a public register last."""
    known = preferences_of(person_id).get(VISITS, {})
    prefer(person_id, VISITS, {**known, register: day.isoformat()})


def count_miss(text: str) -> None:
    """Count the words of a search without a result, without the person."""
    for word in countable(text):
        SearchMiss.objects.get_or_create(word=word, day=today())
        SearchMiss.objects.filter(word=word, day=today()).update(count=F("count") + 1)


def note_openings(counts: Mapping[str, int], month: date) -> None:
    """Add how often things that show people were opened in a month, without the person."""
    for evaluation, count in sorted(counts.items()):
        Opening.objects.get_or_create(evaluation=evaluation, month=month)
        Opening.objects.filter(evaluation=evaluation, month=month).update(count=F("count") + count)


class TooManyViews(Exception):
    """A person keeps no more views of the list."""


@transaction.atomic
def save_view(person_id: int, name: str, query: str) -> None:
    """Keep a filter of the work list under a name; the same name again replaces it."""
    row = _preferences_locked(person_id)
    views = [view for view in row.values.get(VIEWS, []) if view["name"] != name]
    if len(views) >= MOST_VIEWS:
        raise TooManyViews
    row.values[VIEWS] = [*views, {"name": name, "query": query}]
    row.save(update_fields=["values"])


@transaction.atomic
def drop_view(person_id: int, name: str) -> None:
    """Forget a view."""
    row = _preferences_locked(person_id)
    row.values[VIEWS] = [view for view in row.values.get(VIEWS, []) if view["name"] != name]
    row.save(update_fields=["values"])


def _preferences_locked(person_id: int) -> Preference:
    Preference.objects.get_or_create(person_id=person_id)
    return Preference.objects.select_for_update().get(person_id=person_id)
