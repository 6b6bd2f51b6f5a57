"""A finished business trip as plain, frozen data: all that the rules need, nothing about the person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from meindo.kernel.entry import Entry, EntryError
from meindo.kernel.message import mark as _
from meindo.services.dienstreise.legs import Leg, Meals, Night, OtherCost, OtherTrip, Payment, Stay
from meindo.services.dienstreise.stops import PrivatePart, Stop

ZONE = "Europe/Berlin"
REGIMES = ("lrkg_nrw", "brkg", "tevo")
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Journey:
    """One business trip.

    `start` is a wall time in `zone`, `end` one in `end_zone` (empty: the same), leaving and reaching home or
    office. `stops` say where it went abroad, `country` is the ISO code of the farthest country, `regime` the law
    that the trip is settled by. `interest_on` is the day on which a considerable official interest in using the
    own car was fixed in writing; `short_distance` that the place is near. Only federal law asks for these two.
    `first_class_entitled` is the result of a check made elsewhere; no health data come in here.
    `broken_off` says that it ended otherwise than approved; no rule looks at it, what happened decides.
    `not_taken` says that it never began: then it has only costs, and `start` and `end` are the planned times.
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
    end_zone: str = ""
    stops: tuple[Stop, ...] = ()
    private: tuple[PrivatePart, ...] = ()
    interest_on: date | None = None
    short_distance: bool = False
    broken_off: bool = False
    not_taken: bool = False

    @property
    def minutes(self) -> int:
        """Count the real minutes of the whole trip."""
        return elapsed_minutes(self.start, self.end, self.zone, self.zone_back)

    @property
    def zone_back(self) -> str:
        """Give the time zone of the return."""
        return self.end_zone or self.zone

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
            zone = _zone(entry, "zone", ZONE)
            end_zone = _zone(entry, "end_zone", "")
            journey = cls(
                start=_wall_time(entry, "start", zone),
                end=_wall_time(entry, "end", end_zone or zone),
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
                zone=zone,
                end_zone=end_zone,
                stops=entry.each("stops", Stop.read),
                private=entry.each("private", PrivatePart.read),
                interest_on=entry.day_or_none("interest_on"),
                short_distance=entry.flag("short_distance"),
                broken_off=entry.flag("broken_off"),
                not_taken=entry.flag("not_taken"),
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


def elapsed_minutes(start: datetime, end: datetime, zone: str = ZONE, end_zone: str = ZONE) -> int:
    """Count real minutes between two wall times, also across the change of clocks and between time zones.

    The hour that comes twice in October is read in favour of the employee: first for a start,
    second for an end.
    """
    return int((_in_utc(end, end_zone, 1) - _in_utc(start, zone, 0)).total_seconds()) // 60


def _in_utc(moment: datetime, zone: str, fold: int) -> datetime:
    return moment - (moment.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() or timedelta())


def _zone(entry: Entry, key: str, default: str) -> str:
    """Read a time zone by its name in the IANA database ("Europe/Lisbon")."""
    name = entry.text(key, default)
    try:
        return ZoneInfo(name).key if name else name
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise EntryError(entry.at(key), _("Diese Zeitzone gibt es nicht.")) from error


def _wall_time(entry: Entry, key: str, zone: str) -> datetime:
    """Read a wall time that exists: an hour skipped by the change of clocks is an EntryError."""
    found = entry.moment(key)
    there = ZoneInfo(zone)
    if found.replace(tzinfo=there).astimezone(ZoneInfo("UTC")).astimezone(there).replace(tzinfo=None) != found:
        raise EntryError(entry.at(key), _("Diese Uhrzeit gibt es an dem Tag nicht (Umstellung auf Sommerzeit)."))
    return found


def _check_times(journey: Journey) -> None:
    if journey.minutes <= 0 or journey.last_day < journey.first_day:
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
    stops = [stop.day for stop in journey.stops]
    if journey.not_taken and (journey.legs or journey.nights or journey.meals or journey.stays or journey.stops):
        raise EntryError("not_taken", _("Eine Reise, die nicht stattfand, hat nur Kosten."))
    _check_inside("stops", stops, first, last)
    if stops != sorted(stops):
        raise EntryError("stops", _("Bitte nennen Sie die Länder in der Reihenfolge, in der Sie dort waren."))


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
