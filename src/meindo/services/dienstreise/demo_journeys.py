"""Invented journeys for the demo: where to, why, by which means, and the claim that belongs to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from .journey import Journey
from .request import TripRequest

# place, km one way, fare one way in euro
PLACES = (
    ("Düsseldorf", 70, "21.70"),
    ("Köln", 95, "24.90"),
    ("Essen", 38, "9.80"),
    ("Bochum", 22, "7.40"),
    ("Münster", 65, "16.20"),
    ("Bielefeld", 110, "27.30"),
    ("Hagen", 24, "7.40"),
    ("Unna", 21, "6.20"),
    ("Wuppertal", 52, "14.10"),
    ("Bonn", 122, "29.90"),
)
FAR = (("Berlin", 495, "79.90"), ("Hannover", 210, "44.90"), ("Kassel", 165, "38.50"), ("Leipzig", 430, "69.90"))
WHY = (
    "Fachtagung des Städtetags",
    "Fortbildung beim Landesjugendamt",
    "Abstimmung mit der Bezirksregierung",
    "Erfahrungsaustausch der Großstädte",
    "Besichtigung einer vergleichbaren Einrichtung",
    "Schulung zum neuen Fachverfahren",
    "Termin beim Verwaltungsgericht",
    "Arbeitskreis der Kommunen im Ruhrgebiet",
)
TYPED_NAMES = {"km": "km", "passengers": "passengers", "from": "origin", "to": "destination"}


@dataclass(frozen=True)
class Sample:
    """One invented journey with fixed days.

    `asked` and `said` are further answers as typed in the request and in the claim, `parts` what these mean to the
    rules; `planned_until` is when it should have ended.
    """

    destination: str
    why: str
    start: datetime
    end: datetime
    means: str
    legs: tuple[dict[str, str], ...]
    hotel_eur: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)
    planned_until: datetime | None = None

    def request(self) -> TripRequest:
        """What was asked for."""
        until = self.planned_until or self.end
        answers = {
            "destination": self.destination,
            "purpose_text": self.why,
            "means": self.means,
            **_typed_times(self.start, until),
            **self.asked,
        }
        return TripRequest(
            destination=self.destination,
            purpose_text=self.why,
            starts_on=self.start.date(),
            start_time=self.start.time(),
            ends_on=until.date(),
            end_time=until.time(),
            means=self.means,
            estimate_eur=self._estimate(),
            answers=answers,
        )

    def _estimate(self) -> Decimal:
        fares = sum((Decimal(leg.get("fare_eur", "0")) for leg in self.legs), Decimal(0))
        km = sum((Decimal(leg.get("km", "0")) for leg in self.legs), Decimal(0))
        return (fares + km * Decimal("0.35") + Decimal(self.hotel_eur or "0")).quantize(Decimal(1))

    def journey(self) -> Journey:
        """What really happened, as the rules take it."""
        data: dict[str, Any] = {
            "start": f"{self.start:%Y-%m-%d %H:%M}",
            "end": f"{self.end:%Y-%m-%d %H:%M}",
            "legs": [dict(leg) for leg in self.legs],
            **self.parts,
        }
        if self.hotel_eur:
            first = self.start.date().isoformat()
            data["nights"] = [{"day": first, "kind": "receipt", "cost_eur": self.hotel_eur, "reason": "Messezeit"}]
            data["meals"] = [{"day": self.end.date().isoformat(), "breakfast": "true"}]
        return Journey.from_data(data)

    def typed(self) -> dict[str, Any]:
        """The claim as somebody would have typed it, for the next one like it."""
        typed: dict[str, Any] = _typed_times(self.start, self.end)
        typed |= {f"seen_{key}": "1" for key in ("mahlzeiten", "kosten-1", "dritte")}
        for number, leg in enumerate(self.legs, 1):
            p = f"leg{number}_"
            typed |= {f"{p}means": leg["means"], f"{p}day": leg["day"]}
            typed[f"{p}more"] = "yes" if number < len(self.legs) else "no"
            typed |= {p + name: leg[key] for name, key in TYPED_NAMES.items() if key in leg}
            if "fare_eur" in leg:
                typed[f"{p}fare"] = leg["fare_eur"].replace(".", ",")
        if self.hotel_eur:
            typed |= {"nights_kind": "receipt", "nights_cost": self.hotel_eur.replace(".", ",")}
            typed |= {"nights_reason": "Messezeit", "meals": [f"{self.end.date().isoformat()}:breakfast"]}
        return typed | dict(self.said)


def _typed_times(start: datetime, end: datetime) -> dict[str, Any]:
    typed = {"start_time": f"{start:%H:%M}", "end_time": f"{end:%H:%M}"}
    for name, moment in (("start_day", start), ("end_day", end)):
        typed |= {f"{name}_day": str(moment.day), f"{name}_month": str(moment.month), f"{name}_year": str(moment.year)}
    return typed


def by_car(day: date, random: Random) -> Sample:
    """There and back by car, some with colleagues."""
    place, km, _ = random.choice(PLACES)
    leg = {"day": day.isoformat(), "means": "car", "km": str(km), "origin": "Dortmund", "destination": place}
    if random.randrange(10) < 3:
        leg["passengers"] = str(random.randrange(1, 4))
    back = {**leg, "origin": place, "destination": "Dortmund"}
    return _sample(place, day, day, "car", (leg, back), random)


def by_train(day: date, random: Random) -> Sample:
    """There and back by train on one day."""
    place, _, fare = random.choice(PLACES)
    leg = {"day": day.isoformat(), "means": "train", "fare_eur": fare}
    return _sample(place, day, day, "train", (leg, dict(leg)), random)


def by_bicycle(day: date, random: Random) -> Sample:
    """An errand in the neighbouring town by bicycle."""
    leg = {"day": day.isoformat(), "means": "bicycle", "km": str(random.randrange(6, 28))}
    return _sample("Lünen", day, day, "bicycle", (leg, dict(leg)), random)


def with_night(day: date, random: Random) -> Sample:
    """Two days by train with a hotel."""
    place, _, fare = random.choice(FAR)
    after = day + timedelta(days=1)
    legs = tuple({"day": on.isoformat(), "means": "train", "fare_eur": fare} for on in (day, after))
    return _sample(place, day, after, "train", legs, random, hotel_eur=f"{random.randrange(68, 125)}.00")


def unpaid(day: date, random: Random) -> Sample:
    """A short ride with others: nothing is due."""
    start = datetime.combine(day, time(9))
    legs = ({"day": day.isoformat(), "means": "passenger"},)
    return Sample("Schwerte", random.choice(WHY), start, start + timedelta(hours=4), "passenger", legs)


def unusual(day: date, random: Random) -> Sample:
    """Very many kilometres in a day: the travel office sees a hint."""
    leg = {"day": day.isoformat(), "means": "car", "km": "620"}
    return _sample("München", day, day, "car", (leg, dict(leg)), random)


def taxi_without_reason(day: date, random: Random) -> Sample:
    """Not covered by rules: a person decides it as a special case."""
    place, _, fare = random.choice(PLACES)
    legs = (
        {"day": day.isoformat(), "means": "train", "fare_eur": fare},
        {"day": day.isoformat(), "means": "taxi", "fare_eur": "34.50"},
    )
    return _sample(place, day, day, "train", legs, random)


ANY: tuple[Callable[[date, Random], Sample], ...] = (by_car, by_car, by_train, by_train, by_bicycle, with_night)


def any_journey(day: date, random: Random) -> Sample:
    """One of the usual kinds."""
    return random.choice(ANY)(day, random)


def _sample(
    place: str,
    first: date,
    last: date,
    means: str,
    legs: tuple[dict[str, str], ...],
    random: Random,
    hotel_eur: str = "",
) -> Sample:
    start = datetime.combine(first, time(random.choice((6, 7, 8)), random.choice((0, 15, 30, 45))))
    end = datetime.combine(last, time(random.choice((16, 17, 18)), random.choice((0, 10, 20, 40))))
    return Sample(place, random.choice(WHY), start, end, means, legs, hotel_eur)
