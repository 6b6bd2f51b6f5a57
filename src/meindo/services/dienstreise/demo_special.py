"""Invented journeys that are not usual: abroad, in first class, combined with a private journey, broken off."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from .demo_journeys import Sample, by_train, with_night

# place, its key in the tables, fare one way in euro
ABROAD = (
    ("Brüssel", "BE", "64.90"),
    ("Paris", "FR.paris", "89.00"),
    ("Utrecht", "NL", "39.90"),
    ("Wien", "AT", "99.90"),
)


def abroad(day: date, random: Random) -> Sample:
    """Two days in another country, with a hotel."""
    place, where, fare = random.choice(ABROAD)
    there = with_night(day, random)
    country, _dot, name = where.partition(".")
    legs = tuple({**leg, "fare_eur": fare} for leg in there.legs)
    return replace(
        there,
        destination=place,
        legs=legs,
        asked={"abroad": "on"},
        said={"abroad": "on", "land_place": where, "seen_laender": "1"},
        parts={"stops": [{"day": day.isoformat(), "country": country, "place": name}]},
    )


FIRST = {"first": "on", "travel": "75", "riding": "70"}


def first_class(day: date, random: Random) -> Sample:
    """An hour by train in first class: only with the entitlement, a ride of two hours would need none."""
    plain = by_train(day, random)
    took = {"train_class": "1", "travel_minutes": "75", "riding_minutes": "70"}
    said = {f"leg{number}_{name}": value for number in (1, 2) for name, value in FIRST.items()}
    return replace(plain, legs=tuple({**leg, **took} for leg in plain.legs), said=said)


def with_private(day: date, random: Random) -> Sample:
    """The weekend before was private: no rule on record covers it, a person decides."""
    marks = {"private": "on"}
    return replace(by_train(day, random), asked=marks, said=marks, parts={"private": [{}]})


def broken_off(day: date, random: Random) -> Sample:
    """Planned for two days, over after one because the meeting was called off."""
    gone = by_train(day, random)
    marks = {"broken_off": "on"}
    return replace(gone, planned_until=gone.end + timedelta(days=1), said=marks, parts={"broken_off": "true"})
