"""Which country counts for a day and for a night of a trip abroad, and which row of a table stands for it."""

from dataclasses import dataclass
from datetime import date

from meindo.kernel.law import Law
from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.kernel.refusal import NotCovered
from meindo.kernel.values import DatedValue
from meindo.services.dienstreise.absence import TravelDay, days_between
from meindo.services.dienstreise.countries import mother_country
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.stops import Stop

TAX = "estg_abroad"
ENTITLEMENT = "akevo_rates"
RULES = {TAX: "estg.abroad", ENTITLEMENT: "akevo_nrw.abroad"}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the traveller was, by day; a day without an entry was spent in Germany.

    `by_day` decides on the Tagegeld: the country last reached before 24:00 local time, on the way back to
    Germany the last one abroad. `at_midnight` decides on the night.
    """

    by_day: dict[date, Stop]
    at_midnight: dict[date, Stop]

    def of(self, travel_day: TravelDay) -> Stop | None:
        """Give what decides on a day; an absence over midnight has two, and the later one abroad counts."""
        return next((self.by_day[day] for day in reversed(travel_day.days) if day in self.by_day), None)


NOWHERE = Whereabouts({}, {})


def whereabouts(journey: Journey) -> Whereabouts:
    """Follow the stops of a journey."""
    if not journey.stops:
        return NOWHERE
    found = Whereabouts({}, {})
    here: Stop | None = None
    last_abroad: Stop | None = None
    for day in days_between(journey.first_day, journey.last_day):
        counts = here
        for stop in (stop for stop in journey.stops if stop.day == day):
            here = None if stop.is_home else stop
            last_abroad = here if here and not here.aboard else last_abroad
            counts = here or last_abroad
        if counts:
            found.by_day[day] = counts
        if here:
            found.at_midnight[day] = here
    return found


def rate(law: Law, table: str, stop: Stop, day: date) -> DatedValue:
    """Give the row of a table for a stop: its own, that of its country or mother country, else of the country
    that stands for all not listed. In the air and at sea the rule names the country. NotCovered without a table.
    """
    rule = RULES[table]
    own = [law.mapping(f"{rule}_aboard")[stop.aboard]] if stop.aboard else [stop.key, stop.country]
    mother = mother_country(stop.country)
    for key in [*own, *([mother] if mother else [])]:
        found = law.value_on(f"{table}.{key}", day)
        if found:
            return found
    found = law.value_on(f"{table}.{law.value(f'{rule}_not_listed').value}", day)
    if found:
        return found
    text = _("Für {place} ist am {day} kein Betrag für das Ausland hinterlegt. Die Reisestelle entscheidet.")
    raise NotCovered(f"no_value:{table}", text, Norm(*NORMS[table]), place=place_of(stop), day=day)


NORMS = {TAX: ("EStG", "§ 9 Abs. 4a S. 5"), ENTITLEMENT: ("AKEVO NRW", "§ 3")}


def place_of(stop: Stop) -> str:
    """Name a stop in German, also one in the air or at sea."""
    return {"flight": "Flugzeug", "ship": "Schiff"}.get(stop.aboard, stop.label)
