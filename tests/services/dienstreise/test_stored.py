"""Claims stored before trips abroad existed still open, and come out as they did."""

from decimal import Decimal

from meindo.services.dienstreise import rules
from meindo.services.dienstreise.journey import Journey

BEFORE = {  # as stored in the database by the version before
    "start": "2024-06-03 08:00",
    "end": "2024-06-04 18:00",
    "legs": [
        {
            "day": "2024-06-03",
            "means": "car",
            "km": "100",
            "fare_eur": "0.00",
            "passengers": 1,
            "trailer": False,
            "heavy_goods": False,
            "train_class": 2,
            "second_class_fare_eur": "0.00",
            "travel_minutes": 0,
            "riding_minutes": 0,
            "reason": "",
            "origin": "Dortmund",
            "destination": "Köln",
        }
    ],
    "nights": [{"day": "2024-06-03", "kind": "lump", "cost_eur": "0.00", "reason": ""}],
    "meals": [
        {"day": "2024-06-04", "breakfast": True, "lunch": False, "dinner": False, "paid_by_employee_eur": "0.00"}
    ],
    "payments": [],
    "stays": [],
    "other_trips": [],
    "other_costs": [],
    "country": "DE",
    "regime": "lrkg_nrw",
    "first_class_entitled": False,
    "per_diem_claimed": True,
    "zone": "Europe/Berlin",
}


def test_an_old_journey_is_settled_as_before() -> None:
    journey = Journey.from_data(BEFORE)
    finding = rules.settlement(journey, rules.law_for(journey))
    assert (finding.entitlement_eur, finding.tax_free_eur) == (Decimal("82.40"), Decimal("82.40"))
    assert [ref.id for ref in finding.refs] == [
        "lrkg_nrw.mileage_car@2023-01-01",
        "lrkg_nrw.passenger_km@2022-01-01",
        "lrkg_nrw.overnight_lump_sum@2022-01-01",
        "lrkg_nrw.per_diem_arrival_departure@2022-01-01",
        "lrkg_nrw.meal_withheld_percent@2022-01-01",
        "lrkg_nrw.per_diem_full_day@2022-01-01",
        "estg.travel_costs_tax_free@2014-01-01",
        "estg.meal_arrival_departure@2020-01-01",
        "estg.meal_reduction_percent@2014-01-01",
        "estg.meal_full_day@2020-01-01",
    ]


def test_the_releases_that_people_gave_before_still_count() -> None:
    """The hash of a value is what a release is bound to: it must not change with the program."""
    hashes = {value.id: value.value_hash for value in rules.parameters().needing_release()}
    assert hashes["lrkg_nrw.per_diem_full_day@2022-01-01"].startswith(FULL_DAY)
    assert hashes["lrkg_nrw.hotel_cost_without_reason@2022-01-01"].startswith(HOTEL)


FULL_DAY, HOTEL = "b0d9653b96b0", "ad8c08637b11"
