"""Where a trip went abroad, day by day, and what it had to do with a private journey: as entered."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meindo.kernel.entry import Entry, EntryError
from meindo.kernel.message import mark as _
from meindo.services.dienstreise.countries import HOME, name_of, places

ABOARD = ("", "flight", "ship")
COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Stop:
    """A country (ISO code) reached on `day`, local time; the next one begins with the next stop.

    Several on one day stand in the order in which they were reached; "DE" is the return to Germany. A flight
    reaches a country by landing there. `place` is one that a table names ("paris"). `aboard` is a day spent
    in the air or at sea instead, without a country.
    """

    day: date
    country: str = ""
    place: str = ""
    aboard: str = ""

    @property
    def is_home(self) -> bool:
        """Say whether it is Germany."""
        return self.country == HOME

    @property
    def key(self) -> str:
        """Give the name in the tables: "FR" or "FR.paris"."""
        return f"{self.country}.{self.place}" if self.place else self.country

    @property
    def label(self) -> str:
        """Name the place in German."""
        return name_of(self.key)

    @classmethod
    def read(cls, entry: Entry) -> "Stop":
        """Read a stop; EntryError names the field."""
        stop = cls(
            day=entry.day("day"),
            country=entry.text("country", ""),
            place=entry.text("place", ""),
            aboard=entry.choice("aboard", ABOARD, ""),
        )
        if bool(stop.country) == bool(stop.aboard) or (stop.country and not COUNTRY.fullmatch(stop.country)):
            raise EntryError(entry.at("country"), _("Bitte geben Sie das Land mit seinem Kürzel an, zum Beispiel BE."))
        if stop.place and stop.key not in places():
            raise EntryError(entry.at("place"), _("Diesen Ort gibt es in der Liste nicht."))
        return stop


@dataclass(frozen=True, slots=True)
class PrivatePart:
    """A private journey combined with the trip; the trip itself is entered as it would have been without it.

    `leave_days` are the working days of leave, `travel_alone_eur` what getting there and back would have cost
    for the business alone; None if nobody compared.
    """

    leave_days: int = 0
    travel_alone_eur: Decimal | None = None

    @classmethod
    def read(cls, entry: Entry) -> "PrivatePart":
        """Read it; EntryError names the field."""
        leave, alone = entry.integer("leave_days", 0), entry.text("travel_alone_eur", "")
        return cls(leave, entry.decimal("travel_alone_eur") if alone else None)
