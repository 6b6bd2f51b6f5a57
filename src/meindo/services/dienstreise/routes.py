"""Rides that were accepted before: the kilometres between two places by one means, offered again to the same person."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from meindo.platform.cases.models import Case

from .queries import accepted_rides

MOST_OFFERED = 200
MOST_PLACES = 30


@dataclass(frozen=True)
class Ride:
    """From one place to another by one means: the kilometres last accepted."""

    means: str
    origin: str
    destination: str
    km: Decimal

    @property
    def key(self) -> tuple[str, str]:
        """What makes two rides the same."""
        return self.means, pair_of(self.origin, self.destination)

    def typed_km(self) -> str:
        """The kilometres as a person types them."""
        return f"{self.km.normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class Routes:
    """The own rides, latest first. A pair has a direction: the way back is a pair of its own."""

    rides: tuple[Ride, ...] = ()

    def find(self, means: str, origin: str, destination: str) -> Ride | None:
        """The ride between two places; capitals and spaces do not matter."""
        wanted = means, pair_of(origin, destination)
        return next((ride for ride in self.rides if ride.key == wanted), None)

    def latest_to(self, means: str, destination: str) -> Ride | None:
        """The last ride to a place by a means, wherever it began."""
        goal = plain(destination)
        return next((ride for ride in self.rides if ride.means == means and plain(ride.destination) == goal), None)

    def places(self) -> list[str]:
        """Own places, each once, latest first."""
        found = {plain(place): place for ride in reversed(self.rides) for place in (ride.destination, ride.origin)}
        return list(reversed(found.values()))[:MOST_PLACES]

    def hint(self, typed: Mapping[str, Any], p: str) -> str:
        """What was accepted last for the ride as typed so far, or how to get it filled in; empty without own rides."""
        if not self.rides:
            return ""
        ride = self.find(*_typed_ride(typed, p))
        if ride is None:
            return _("Für eine Strecke, die schon einmal anerkannt wurde, können Sie das Feld leer lassen.")
        return _("Zuletzt anerkannt: {km} km").format(km=ride.typed_km())


NO_ROUTES = Routes()


def routes_of(case: Case) -> Routes:
    """The rides accepted in the person's own settled claims; a claim that came back to the check offers none."""
    rows = accepted_rides(case.person_id).values_list("means", "origin", "destination", "km")
    return Routes(tuple(Ride(*row) for row in rows[:MOST_OFFERED]))


def with_known_km(typed: Any, p: str, routes: Routes) -> Any:
    """What was typed, with the accepted kilometres where the field was left empty."""
    ride = None if typed.get(f"{p}km") else routes.find(*_typed_ride(typed, p))
    if ride is None:
        return typed
    filled = typed.copy()
    filled[f"{p}km"] = ride.typed_km()
    return filled


def _typed_ride(typed: Mapping[str, Any], p: str) -> tuple[str, str, str]:
    means, origin, destination = (str(typed.get(p + name) or "") for name in ("means", "from", "to"))
    return means, origin, destination


def plain(place: str) -> str:
    """A place as it is compared."""
    return " ".join(place.split()).casefold()


def pair_of(origin: str, destination: str) -> str:
    """Two places as one key."""
    return f"{plain(origin)}\n{plain(destination)}"
