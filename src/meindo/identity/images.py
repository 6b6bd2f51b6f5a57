"""The picture of an account as a plan keeps it and a connector takes it."""

from collections.abc import Mapping
from typing import Any

from .city import Card
from .connectors.base import Image
from .difference import Target

Kept = dict[str, Any]


def image_of(target: Target, keys: Mapping[int, str]) -> Kept:
    """A target with the application's own names of the rights, ready to be kept."""
    rights = sorted(keys[right] for right in target.rights)
    return {"enabled": target.enabled, "rights": rights, "card": target.card._asdict()}


def closed(kept: Kept) -> Kept:
    """The same account, closed and without any right."""
    return {**kept, "enabled": False, "rights": []}


def as_wish(native_id: str, kept: Kept) -> Image:
    """What a connector is asked for."""
    return Image(native_id, kept["enabled"], frozenset(kept["rights"]), kept["card"])


def same(one: Kept, other: Kept) -> bool:
    """Whether two pictures ask for the same; a text that is empty in one may lack in the other."""
    parts = (
        (kept["enabled"], set(kept["rights"]), {name: text for name, text in kept["card"].items() if text})
        for kept in (one, other)
    )
    return next(parts) == next(parts)


def differs(wish: Image, found: Image | None) -> list[str]:
    """In what an account is not as wished: "missing", "enabled", "right", or the name of a text that it shows.
    A text that the application does not keep is no difference.
    """
    if found is None:
        return ["missing"]
    parts = ["enabled"] * (wish.enabled != found.enabled) + ["right"] * (wish.rights != found.rights)
    return parts + [name for name, text in found.card.items() if wish.card.get(name, text) != text]


def shown(found: Image) -> Kept:
    """What was read, ready to be kept."""
    card = {name: found.card.get(name, "") for name in Card._fields}
    return {"enabled": found.enabled, "rights": sorted(found.rights), "card": card}
