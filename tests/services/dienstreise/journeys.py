"""Journeys for property tests: valid, varied, small."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from meindo.kernel.norm import Norm
from meindo.services.dienstreise.abroad import ENTITLEMENT, NORMS
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import (
    FARE_MEANS,
    GROUPS,
    KM_MEANS,
    NIGHT_KINDS,
    Leg,
    Meals,
    Night,
    Payment,
    Stay,
)
from meindo.services.dienstreise.rate_table import LocalRow, local_values
from meindo.services.dienstreise.stops import PrivatePart, Stop

EXAMPLE = {"LU": "55 44 150", "BE": "50 40 140", "FR": "48 38 130", "FR.paris": "60 48 160", "AT": "45 36 120"}
AKEVO = local_values(  # example amounts: the table of the Land is entered by the city
    ENTITLEMENT,
    Norm(*NORMS[ENTITLEMENT]),
    [
        LocalRow(place, date(2022, 1, 1), None, *(Decimal(part) for part in row.split()))
        for place, row in EXAMPLE.items()
    ],
    "example",
)
EUROS = st.decimals(0, 400, places=2)
KM = st.decimals("0.1", 900, places=1)
STARTS = st.datetimes(datetime.fromisoformat("2014-01-01"), datetime.fromisoformat("2026-11-01")).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def rides(day: date) -> st.SearchStrategy[Leg]:
    """Draw a leg on a day."""
    driven = st.builds(
        Leg, day=st.just(day), means=st.sampled_from(KM_MEANS), km=KM, reason=st.sampled_from(["", "Akten"])
    )
    shared = st.builds(
        Leg,
        day=st.just(day),
        means=st.just("car"),
        km=KM,
        passengers=st.integers(1, 4),
        trailer=st.booleans(),
    )
    bought = st.builds(
        Leg,
        day=st.just(day),
        means=st.sampled_from((*FARE_MEANS, "flight")),
        fare_eur=EUROS,
        reason=st.just("Grund"),
    )
    booked = st.builds(
        Leg,
        day=st.just(day),
        means=st.sampled_from((*FARE_MEANS, "flight")),
        fare_eur=EUROS,
        city_paid=st.just(True),
    )
    return driven | shared | bought | booked


def nights(day: date) -> st.SearchStrategy[Night]:
    """Draw a night."""
    other = [kind for kind in NIGHT_KINDS if kind != "receipt"]
    paid = st.builds(Night, day=st.just(day), kind=st.just("receipt"), cost_eur=st.decimals("0.01", 300, places=2))
    return paid | st.builds(Night, day=st.just(day), kind=st.sampled_from(other))


def meals(day: date) -> st.SearchStrategy[Meals]:
    """Draw the meals of a day."""
    paid = st.decimals(0, 30, places=2)
    return st.builds(Meals, st.just(day), st.booleans(), st.booleans(), st.booleans(), paid)


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Draw a journey of up to 20 days, some with a long stay and payments of others."""
    start = draw(STARTS)
    end = start + timedelta(minutes=draw(st.integers(1, 3000) | st.integers(1, 20 * 24 * 60)))
    days = [start.date() + timedelta(days=shift) for shift in range((end.date() - start.date()).days + 1)]
    with_nights = draw(st.booleans())
    stays = (Stay(days[1], days[-2]),) if len(days) > 4 and draw(st.booleans()) else ()
    regime = draw(st.sampled_from(("lrkg_nrw", "lrkg_nrw", "brkg")))
    return Journey(
        start=start,
        end=end,
        legs=tuple(draw(rides(day)) for day in days[:3]),
        nights=tuple(draw(nights(day)) for day in days[:-1]) if with_nights else (),
        meals=tuple(draw(meals(day)) for day in days),
        payments=tuple(
            draw(st.lists(st.builds(Payment, st.sampled_from(GROUPS), EUROS, st.just("Verein")), max_size=2))
        ),
        stays=stays,
        regime=regime,
        stops=draw(stops(days)) if regime == "lrkg_nrw" and draw(st.booleans()) else (),
        private=draw(st.sampled_from(((), (PrivatePart(3, Decimal(50)),)))),
        interest_on=draw(st.sampled_from((None, start.date() - timedelta(days=1)))),
    )


def stops(days: list[date]) -> st.SearchStrategy[tuple[Stop, ...]]:
    """Draw where a trip went, in the order of its days."""
    places = st.sampled_from(("BE", "FR", "FR.paris", "CH", "KI", "GL", "DE", "flight", "ship"))
    drawn = st.lists(st.tuples(st.sampled_from(days), places), min_size=1, max_size=5)
    return drawn.map(lambda rows: tuple(_stop(day, place) for day, place in sorted(rows)))


def _stop(day: date, place: str) -> Stop:
    if place in ("flight", "ship"):
        return Stop(day, aboard=place)
    country, _dot, name = place.partition(".")
    return Stop(day, country, name)


def with_km(journey: Journey, km: Decimal) -> Journey:
    """Give the journey with one car leg of that many km and nothing else."""
    return Journey(journey.start, journey.end, legs=(Leg(journey.first_day, "car", km=km),))
