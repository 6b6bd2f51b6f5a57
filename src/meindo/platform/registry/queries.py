"""Reads of what the home page shows and of what a person prefers."""

from typing import Any

from .models import Preference, Tile


def tiles_of(person_id: int) -> dict[str, Tile]:
    """The numbers of the services for a person, by service."""
    return {row.service: row for row in Tile.objects.filter(person_id=person_id)}


def preferences_of(person_id: int) -> dict[str, Any]:
    """What the person chose about the portal."""
    return Preference.objects.filter(person_id=person_id).values_list("values", flat=True).first() or {}
