"""What holds for every settlement, and the corners that golden files do not show."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.dienstreise.journeys import AKEVO, STARTS, journeys, with_km

from meindo.kernel.entry import EntryError
from meindo.kernel.finding import Finding, total
from meindo.kernel.money import ZERO
from meindo.kernel.parameters import ParameterSet
from meindo.services.dienstreise import rules
from meindo.services.dienstreise.journey import Journey, elapsed_minutes
from meindo.services.dienstreise.legs import GROUPS, OtherTrip
from meindo.services.dienstreise.stops import Stop

PROPERTY = settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TRIP = {"start": "2026-03-02 08:00", "end": "2026-03-03 18:00"}


def settle(journey: Journey) -> Finding:
    return rules.settlement(journey, rules.law_for(journey, local=AKEVO))


@PROPERTY
@given(journey=journeys())
def test_lines_add_up_and_nothing_is_negative(journey: Journey) -> None:
    finding = settle(journey)
    assert total(finding.lines, "entitlement") == finding.entitlement_eur
    assert total(finding.lines, "tax") == finding.tax_free_eur
    assert sum(finding.group_eur(group) for group in GROUPS) == finding.entitlement_eur
    assert all(finding.group_eur(group) >= 0 for group in GROUPS)


@PROPERTY
@given(journey=journeys())
def test_tax_free_part_is_never_more_than_what_is_paid(journey: Journey) -> None:
    finding = settle(journey)
    assert ZERO <= finding.tax_free_eur <= finding.entitlement_eur
    assert finding.tax_free_eur + finding.taxable_eur == finding.entitlement_eur


@PROPERTY
@given(journey=journeys())
def test_stored_trip_and_result_come_back_and_recompute_identically(journey: Journey) -> None:
    finding = settle(journey)
    stored = json.loads(json.dumps({"journey": journey.as_data(), "finding": finding.as_data()}))
    again = Journey.from_data(stored["journey"]) if _exists(journey) else journey
    assert again == journey
    assert Finding.from_data(stored["finding"]) == finding == settle(again)


def _exists(journey: Journey) -> bool:
    """Leave out wall times that the change to summer time skips."""
    try:
        Journey.from_data({"start": str(journey.start), "end": str(journey.end)})
    except EntryError:
        return False
    return True


@PROPERTY
@given(journey=journeys())
def test_every_line_has_a_norm_and_values_that_can_be_found_again(journey: Journey) -> None:
    finding = settle(journey)
    hashes = {ref.id: ref.value_hash for ref in finding.refs}
    for line in finding.lines:
        assert str(line.norm)
        assert line.message.render()
        assert line.refs
        for value in line.refs:
            assert rules.parameters().merged(AKEVO).by_id(value).value_hash == hashes[value]


@PROPERTY
@given(journey=journeys(), km=st.decimals("0.1", 900, places=1), more=st.decimals(0, 500, places=1))
def test_more_kilometres_never_pay_less(journey: Journey, km: Decimal, more: Decimal) -> None:
    less = settle(with_km(journey, km)).group_eur("mileage")
    assert less <= settle(with_km(journey, km + more)).group_eur("mileage")


@PROPERTY
@given(journey=journeys())
def test_provided_meals_never_raise_the_amount(journey: Journey) -> None:
    fed = Journey(journey.start, journey.end, journey.legs, journey.nights, journey.meals)
    hungry = Journey(journey.start, journey.end, journey.legs, journey.nights)
    assert settle(fed).group_eur("meals") <= settle(hungry).group_eur("meals")


@PROPERTY
@given(start=STARTS, first=st.integers(0, 5000), second=st.integers(0, 5000))
def test_minutes_of_two_parts_are_the_minutes_of_the_whole(start: datetime, first: int, second: int) -> None:
    midday = start.replace(hour=12)
    middle = date.fromordinal(midday.toordinal() + first // 1440)
    cut = datetime.combine(middle, midday.time())
    end = datetime.combine(date.fromordinal(middle.toordinal() + second // 1440), midday.time())
    assert elapsed_minutes(midday, cut) + elapsed_minutes(cut, end) == elapsed_minutes(midday, end)


@PROPERTY
@given(journey=journeys())
def test_the_values_that_a_result_names_are_enough_to_compute_it_again(journey: Journey) -> None:
    finding = settle(journey)
    everything = rules.parameters().merged(AKEVO)
    named = [everything.by_id(ref.id) for ref in finding.refs]
    only = ParameterSet({key: tuple(value for value in named if value.key == key) for key in {v.key for v in named}})
    again = rules.settlement(journey, only.on(journey.first_day))
    kept = {name: getattr(finding, name) for name in ("lines", "entitlement_eur", "tax_free_eur", "refs", "hints")}
    assert {name: getattr(again, name) for name in kept} == kept
    assert len(again.refusals) == len(finding.refusals)


@PROPERTY
@given(journey=journeys())
def test_tax_free_meals_of_a_day_are_never_more_than_its_tagegeld(journey: Journey) -> None:
    finding = settle(journey)
    per_diem: dict[date, Decimal] = {}
    for line in (line for line in finding.lines if line.group == "meals" and line.day):
        per_diem[line.day] = per_diem.get(line.day, ZERO) + line.amount_eur
    free = [line for line in finding.lines if line.kind == "tax" and line.day]
    assert all(ZERO <= line.amount_eur <= per_diem[line.day] for line in free if line.day)
    assert all(amount >= 0 for amount in per_diem.values())


@PROPERTY
@given(
    day=st.dates(date(2014, 1, 1), date(2026, 11, 1)),
    begin=st.integers(0, 500),
    away=st.tuples(st.integers(300, 600), st.integers(1, 60), st.integers(1, 275)),
    regime=st.sampled_from(("lrkg_nrw", "brkg")),
    country=st.sampled_from(("", "BE", "KI")),
)
def test_splitting_a_day_into_two_trips_never_pays_more(
    day: date, begin: int, away: tuple[int, int, int], regime: str, country: str
) -> None:
    first_start = datetime.combine(day, datetime.min.time()) + timedelta(minutes=begin)
    first_end, second_start, second_end = (
        first_start + timedelta(minutes=sum(away[: number + 1])) for number in range(3)
    )
    stops = (Stop(day, country),) if country and regime == "lrkg_nrw" else ()
    whole = settle(Journey(first_start, second_end, regime=regime, stops=stops))
    first = settle(Journey(first_start, first_end, regime=regime, stops=stops))
    before = OtherTrip(first_start, first_end, first.group_eur("meals"), first.tax_free_eur)
    second = settle(Journey(second_start, second_end, regime=regime, stops=stops, other_trips=(before,)))
    assert first.entitlement_eur + second.entitlement_eur <= whole.entitlement_eur
    assert first.tax_free_eur + second.tax_free_eur <= whole.tax_free_eur


@PROPERTY
@given(journey=journeys())
def test_a_ticket_that_the_city_paid_never_pays_anything(journey: Journey) -> None:
    paid = replace(journey, legs=tuple(leg for leg in journey.legs if not leg.city_paid))
    assert settle(journey).entitlement_eur == settle(paid).entitlement_eur


def test_law_of_another_day_is_an_error() -> None:
    journey = Journey.from_data(TRIP)
    with pytest.raises(ValueError, match="needs the law of that day"):
        rules.settlement(journey, rules.parameters().on(date(2026, 3, 3)))


def test_use_of_one_settlement_does_not_leak_into_the_next() -> None:
    journey = Journey.from_data({**TRIP, "nights": [{"day": "2026-03-02", "kind": "lump"}]})
    short = Journey.from_data({**TRIP, "per_diem_claimed": "false"})
    law = rules.law_for(journey)
    assert rules.settlement(journey, law).trial
    assert not rules.settlement(short, law).trial


def test_release_of_all_values_makes_the_result_payable() -> None:
    journey = Journey.from_data({**TRIP, "nights": [{"day": "2026-03-02", "kind": "lump"}]})
    waiting = settle(journey)
    assert not waiting.is_payable
    names = {str(reason.params["id"]) for reason in waiting.trial_reasons}
    assert names == {"lrkg_nrw.per_diem_arrival_departure@2022-01-01"}
    released = frozenset(ref.value_hash for ref in waiting.refs if ref.needs_release)
    assert rules.settlement(journey, rules.law_for(journey, released)).is_payable


def test_long_absence_without_any_night_is_asked_back_and_settled_as_a_longer_trip() -> None:
    finding = settle(Journey.from_data(TRIP))
    assert [hint.name for hint in finding.hints] == ["nights_missing"]
    assert finding.entitlement_eur == Decimal("28.00")


def test_three_weeks_without_a_stay_are_asked_back() -> None:
    finding = settle(Journey.from_data({"start": "2026-03-02 08:00", "end": "2026-03-23 18:00"}))
    assert "long_stay_not_declared" in [hint.name for hint in finding.hints]


def test_meals_of_both_days_count_when_midnight_makes_one_absence() -> None:
    meals = [{"day": "2026-03-03", "breakfast": True}]
    journey = Journey.from_data({"start": "2026-03-02 18:00", "end": "2026-03-03 04:00", "meals": meals})
    assert settle(journey).entitlement_eur == Decimal("8.40")


def test_result_with_changed_sums_is_refused() -> None:
    data = settle(Journey.from_data(TRIP)).as_data()
    with pytest.raises(ValueError, match="lines add up"):
        Finding.from_data({**data, "entitlement_eur": "1000.00"})


@pytest.mark.parametrize(
    ("extra", "field"),
    [
        ({"end": "2026-03-02 08:00"}, "end"),
        ({"end": "2028-03-02 08:00"}, "end"),
        ({"start": "2026-06-31 08:00"}, "start"),
        ({"start": "2026-03-02 25:00"}, "start"),
        ({"start": "2026-03-01 08:00", "end": "2026-03-29 02:30"}, "end"),
        ({"legs": [{"day": "2026-03-02", "means": "car", "km": "-5"}]}, "legs[0].km"),
        ({"legs": [{"day": "2026-03-02", "means": "car"}]}, "legs[0].km"),
        ({"legs": [{"day": "2026-03-02", "means": "horse", "km": "5"}]}, "legs[0].means"),
        ({"legs": [{"day": "2026-03-05", "means": "car", "km": "5"}]}, "legs[0].day"),
        ({"legs": [{"day": "2026-03-02", "means": "car", "km": "5", "fare_eur": "5"}]}, "legs[0].fare_eur"),
        ({"legs": [{"day": "2026-03-02", "means": "train", "km": "5"}]}, "legs[0].km"),
        (
            {"legs": [{"day": "2026-03-02", "means": "bicycle", "km": "5", "passengers": "1"}]},
            "legs[0].passengers",
        ),
        ({"legs": [{"day": "2026-03-02", "means": "bus", "train_class": "1"}]}, "legs[0].train_class"),
        (
            {"legs": [{"day": "2026-03-02", "means": "train", "riding_minutes": "9"}]},
            "legs[0].riding_minutes",
        ),
        ({"nights": [{"day": "2026-03-03", "kind": "lump"}]}, "nights[0].day"),
        ({"nights": [{"day": "2026-03-02", "kind": "receipt"}]}, "nights[0].cost_eur"),
        ({"nights": [{"day": "2026-03-02", "kind": "lump"}] * 2}, "nights[1].day"),
        ({"meals": [{"day": "2026-03-02"}] * 2}, "meals[1].day"),
        ({"stays": [{"first_day": "2026-03-03", "last_day": "2026-03-02"}]}, "stays[0].last_day"),
        ({"other_trips": [{"start": "2026-03-03 19:00", "end": "2026-03-03 12:00"}]}, "other_trips[0].end"),
        ({"zone": "Europe/Nowhere"}, "zone"),
        ({"end_zone": "../etc/passwd"}, "end_zone"),
        ({"end": "2026-03-02 07:30", "end_zone": "Europe/Moscow"}, "end"),
        ({"stops": [{"day": "2026-03-02"}]}, "stops[0].country"),
        ({"stops": [{"day": "2026-03-02", "country": "fr"}]}, "stops[0].country"),
        ({"stops": [{"day": "2026-03-02", "country": "FR", "aboard": "ship"}]}, "stops[0].country"),
        ({"stops": [{"day": "2026-03-02", "country": "FR", "place": "rom"}]}, "stops[0].place"),
        ({"stops": [{"day": "2026-03-04", "country": "FR"}]}, "stops[0].day"),
        ({"stops": [{"day": "2026-03-03", "country": "FR"}, {"day": "2026-03-02", "country": "BE"}]}, "stops"),
        ({"legs": [{"day": "2026-03-02", "means": "car", "km": "5", "city_paid": "true"}]}, "legs[0].city_paid"),
        ({"private": [{"leave_days": "-1"}]}, "private[0].leave_days"),
        ({"interest_on": "gestern"}, "interest_on"),
        ({"gdb": "50"}, "gdb"),
    ],
)
def test_impossible_entry_is_refused_at_its_field(extra: dict[str, object], field: str) -> None:
    with pytest.raises(EntryError) as caught:
        Journey.from_data({**TRIP, **extra})
    assert caught.value.field == field


def test_release_of_everything_leaves_no_value_waiting() -> None:
    waiting = {value.id for value in rules.parameters().needing_release()}
    assert "lrkg_nrw.per_diem_full_day@2022-01-01" in waiting
    assert "lrkg_nrw.mileage_car@2025-01-01" not in waiting
