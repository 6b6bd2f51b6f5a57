"""Write the projections that the registry offers to services."""

from typing import Any

from django.db.models import F

from meindo.platform.clock import now, today

from .catalogue import service as service_of
from .models import Preference, SearchMiss, Tile
from .search import countable


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


def prefer(person_id: int, name: str, value: Any) -> None:
    """Remember a choice about the portal; nothing is written when it is the same."""
    row, _new = Preference.objects.get_or_create(person_id=person_id)
    if row.values.get(name) != value:
        row.values[name] = value
        row.save(update_fields=["values"])


def count_miss(text: str) -> None:
    """Count the words of a search without a result, without the person."""
    for word in countable(text):
        SearchMiss.objects.get_or_create(word=word, day=today())
        SearchMiss.objects.filter(word=word, day=today()).update(count=F("count") + 1)
