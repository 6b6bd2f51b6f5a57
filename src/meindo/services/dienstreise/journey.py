"""A finished business trip as plain, frozen data: all that the rules need, nothing about the person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from meindo.kernel.entry import Entry, EntryError
from meindo.kernel.message import mark as _
from meindo.services.dienstreise.legs import Leg, Meals, Night, OtherCost, OtherTrip, Payment, Stay

ZONE = "Europe/Berlin"
BERLIN = ZoneInfo(ZONE)
REGIMES = ("lrkg_nrw", "brkg", "tevo")
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Journey:
    """One business trip.

    `start` and `end` are wall times in `zone` (only Europe/Berlin), leaving and reaching home or office.
    `country` is the ISO code of the farthest country, `regime` the law that the trip is settled by.
    `first_class_entitled` is the result of a check made elsewhere; no health data come in here.
    `per_diem_claimed` is false when the employee does not ask for Tagegeld.
    """

    start: datetime
    end: datetime
    legs: tuple[Leg, ...] = ()
    nights: tuple[Night, ...] = ()
    meals: tuple[Meals, ...] = ()
    payments: tuple[Payment, ...] = ()
    stays: tuple[Stay, ...] = ()
    other_trips: tuple[OtherTrip, ...] = ()
    other_costs: tuple[OtherCost, ...] = ()
    country: str = "DE"
    regime: str = "lrkg_nrw"
    first_class_entitled: bool = False
    per_diem_claimed: bool = True
    zone: str = ZONE

    @property
    def first_day(self) -> date:
        """Give the calendar day of the start; it decides which law applies."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """Give the calendar day of the end."""
        return self.end.date()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Journey":
        """Read a trip from JSON types or texts; EntryError names the field that cannot be right."""
        with Entry(data) as entry:
            journey = cls(
                start=_wall_time(entry, "start"),
                end=_wall_time(entry, "end"),
                legs=entry.each("legs", Leg.read),
                nights=entry.each("nights", Night.read),
                meals=entry.each("meals", Meals.read),
                payments=entry.each("payments", Payment.read),
                stays=entry.each("stays", Stay.read),
                other_trips=entry.each("other_trips", OtherTrip.read),
                other_costs=entry.each("other_costs", OtherCost.read),
                country=entry.text("country", "DE"),
                regime=entry.choice("regime", REGIMES, "lrkg_nrw"),
                first_class_entitled=entry.flag("first_class_entitled"),
                per_diem_claimed=entry.flag("per_diem_claimed", True),
                zone=entry.choice("zone", (ZONE,), ZONE),
            )
        _check_times(journey)
        _check_days(journey)
        return journey

    def as_data(self) -> dict[str, Any]:
        """Give JSON types that `from_data` reads back to an equal trip."""
        data: dict[str, Any] = _plain(self)
        return data

    def nights_outside(self) -> frozenset[date]:
        """Give the evenings before nights spent away from the own home."""
        return frozenset(night.day for night in self.nights if night.kind != "own_residence")


def elapsed_minutes(start: datetime, end: datetime) -> int:
    """Count real minutes between two Berlin wall times, also across the change of clocks.

    The hour that comes twice in October is read in favour of the employee: first for a start,
    second for an end.
    """
    shift = start.replace(tzinfo=BERLIN).utcoffset() or timedelta()
    return int(((end - _offset(end)) - (start - shift)).total_seconds()) // 60


def _offset(end: datetime) -> timedelta:
    return end.replace(tzinfo=BERLIN, fold=1).utcoffset() or timedelta()


def _wall_time(entry: Entry, key: str) -> datetime:
    """Read a wall time that exists: the hour skipped in March is an EntryError."""
    found = entry.moment(key)
    if found.replace(tzinfo=BERLIN).astimezone(ZoneInfo("UTC")).astimezone(BERLIN).replace(tzinfo=None) != found:
        raise EntryError(entry.at(key), _("Diese Uhrzeit gibt es an dem Tag nicht (Umstellung auf Sommerzeit)."))
    return found


def _check_times(journey: Journey) -> None:
    if journey.end <= journey.start:
        raise EntryError("end", _("Das Ende der Reise liegt vor ihrem Anfang."))
    if (journey.last_day - journey.first_day).days > LONGEST_DAYS:
        raise EntryError("end", _("Die Reise dauert länger als ein Jahr. Bitte prüfen Sie das Datum."))


def _check_days(journey: Journey) -> None:
    first, last = journey.first_day, journey.last_day
    evenings_end = last - timedelta(days=1)
    _check_inside("legs", [leg.day for leg in journey.legs], first, last)
    _check_inside("meals", [meals.day for meals in journey.meals], first, last, once=True)
    _check_inside("nights", [night.day for night in journey.nights], first, evenings_end, once=True)
    _check_inside("stays", [stay.first_day for stay in journey.stays], first, last)
    _check_inside("stays", [stay.last_day for stay in journey.stays], first, last)


def _check_inside(name: str, days: Iterable[date], first: date, last: date, *, once: bool = False) -> None:
    seen: set[date] = set()
    for index, day in enumerate(days):
        if not first <= day <= last:
            raise EntryError(f"{name}[{index}].day", _("Dieser Tag liegt nicht in der Reise."))
        if once and day in seen:
            raise EntryError(f"{name}[{index}].day", _("Dieser Tag ist schon eingetragen."))
        seen.add(day)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return str(value) if isinstance(value, Decimal | date) else value
