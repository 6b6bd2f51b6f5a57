"""What holds for every month, whatever was travelled in it."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meindo.kernel.entry import EntryError
from meindo.kernel.finding import Finding, total
from meindo.kernel.money import ZERO
from meindo.services.dienstreise import rules
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.journeys import Journeys, check_apart
from meindo.services.dienstreise.legs import Leg, Meals
from meindo.services.dienstreise.rules_collective import any_late, collective_settlement, counted

PROPERTY = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
FIRST = st.sampled_from([date(2022, 12, 20), date(2024, 10, 1), date(2024, 12, 20), date(2026, 3, 20)])


@st.composite
def months(draw: st.DrawFn) -> list[Journey]:
    """Trips one after the other from a day on, some of them on the same day, some over a change of law."""
    moment = datetime.combine(draw(FIRST), datetime.min.time()) + timedelta(hours=draw(st.integers(5, 9)))
    found = []
    for _ in range(draw(st.integers(1, 9))):
        moment += timedelta(minutes=draw(st.sampled_from([0, 15, 90, 600, 1440, 4000])))
        end = moment + timedelta(minutes=draw(st.integers(20, 700)))
        found.append(draw(trips(moment, end)))
        moment = end
    return found


@st.composite
def trips(draw: st.DrawFn, start: datetime, end: datetime) -> Journey:
    """One trip: own vehicle or bus, sometimes with a meal."""
    km = Leg(
        start.date(),
        draw(st.sampled_from(["car", "bicycle"])),
        km=draw(st.decimals("0.1", 90, places=1)),
        reason="Akten",
    )
    bus = Leg(start.date(), "bus", fare_eur=draw(st.decimals(0, 20, places=2)))
    meals = (Meals(start.date(), lunch=True),) if draw(st.booleans()) else ()
    return Journey(start, end, legs=(draw(st.sampled_from([km, bus])),), meals=meals)


def settle(found: list[Journey]) -> Finding:
    return collective_settlement(Journeys.of_month(found), rules.law_for)


@PROPERTY
@given(found=months())
def test_lines_add_up_and_nothing_is_negative(found: list[Journey]) -> None:
    finding = settle(found)
    assert total(finding.lines, "entitlement") == finding.entitlement_eur >= 0
    assert ZERO <= finding.tax_free_eur <= finding.entitlement_eur
    days: dict[date | None, Decimal] = {}
    for line in finding.lines:
        if line.kind == "entitlement":
            days[line.day] = days.get(line.day, ZERO) + line.amount_eur
    assert None not in days, "every line belongs to a day"
    assert min(days.values()) >= 0


@PROPERTY
@given(found=months(), chance=st.randoms())
def test_the_order_of_entry_does_not_matter(found: list[Journey], chance) -> None:
    mixed = list(found)
    chance.shuffle(mixed)
    assert settle(mixed) == settle(found)


@PROPERTY
@given(found=months())
def test_a_month_is_the_sum_of_its_trips_settled_one_after_the_other(found: list[Journey]) -> None:
    whole, paid, tax_free = settle(found), ZERO, ZERO
    done: list[tuple[Journey, Finding]] = []
    for journey in found:
        beside = tuple(
            other for before, result in done for other in counted([before], result, journey.first_day, journey.last_day)
        )
        result = rules.settlement(replace(journey, other_trips=beside), rules.law_for(journey))
        done.append((journey, result))
        paid, tax_free = paid + result.entitlement_eur, tax_free + result.tax_free_eur
    assert (whole.entitlement_eur, whole.tax_free_eur) == (paid, tax_free)
    assert {refusal.name for refusal in whole.refusals} == {r.name for _, one in done for r in one.refusals}
    assert {ref.id for ref in whole.refs} == {ref.id for _, one in done for ref in one.refs}


@PROPERTY
@given(found=months())
def test_a_month_and_its_result_come_back_from_the_table(found: list[Journey]) -> None:
    journeys = Journeys.of_month(found)
    stored = json.loads(json.dumps({"journey": journeys.as_data(), "finding": settle(found).as_data()}))
    assert Journeys.from_data(stored["journey"]) == journeys
    assert Finding.from_data(stored["finding"]) == settle(found)


@PROPERTY
@given(found=months())
def test_a_month_of_one_trip_pays_what_the_trip_pays(found: list[Journey]) -> None:
    one, alone = settle(found[:1]), rules.settlement(found[0], rules.law_for(found[0]))
    assert (one.entitlement_eur, one.tax_free_eur, one.refs) == (alone.entitlement_eur, alone.tax_free_eur, alone.refs)
    assert collective_settlement(Journeys.of(found[0]), rules.law_for) == alone


def trip(start: str, end: str, **more: object) -> Journey:
    return Journey.from_data({"start": start, "end": end, **more})


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_two_trips_at_the_same_time_are_told_at_the_later_one(order: tuple[int, ...]) -> None:
    found = [
        trip("2026-03-02 08:00", "2026-03-02 16:00"),
        trip("2026-03-02 08:30", "2026-03-02 09:00"),
        trip("2026-03-03 08:00", "2026-03-03 09:00"),
    ]
    with pytest.raises(EntryError) as problem:
        check_apart([found[index] for index in order])
    assert problem.value.field == f"trips[{order.index(1)}].start"
    assert "08:00 bis 16:00" in problem.value.message.render()


def test_a_trip_within_a_longer_one_is_found_behind_a_short_one() -> None:
    with pytest.raises(EntryError):
        check_apart(
            [
                trip("2026-03-02 08:00", "2026-03-02 16:00"),
                trip("2026-03-02 07:00", "2026-03-02 08:00"),
                trip("2026-03-02 15:00", "2026-03-02 15:30"),
            ]
        )


def test_one_after_the_other_without_a_pause_is_no_overlap() -> None:
    check_apart([trip("2026-03-02 08:00", "2026-03-02 09:00"), trip("2026-03-02 09:00", "2026-03-02 10:00")])


@pytest.mark.parametrize("rows", [[], "x", None])
def test_a_month_has_at_least_one_trip(rows: object) -> None:
    with pytest.raises(EntryError):
        Journeys.from_data({"trips": rows})


def test_what_is_wrong_with_a_trip_is_told_with_its_place() -> None:
    rows = [{"start": "2026-03-02 08:00", "end": "2026-03-02 09:00"}, {"start": "2026-03-03 08:00", "end": "x"}]
    with pytest.raises(EntryError) as problem:
        Journeys.from_data({"trips": rows})
    assert problem.value.field == "trips[1].end"


def test_one_late_trip_makes_the_claim_late_even_beside_one_without_a_deadline() -> None:
    old, late = trip("2013-03-02 08:00", "2013-03-02 09:00"), trip("2024-03-02 08:00", "2024-03-02 09:00")
    assert any_late(Journeys.of_month([old, late]), date(2024, 9, 3), rules.law_for)
    assert not any_late(Journeys.of_month([old, late]), date(2024, 9, 2), rules.law_for)


def test_what_was_due_for_a_day_counts_once_for_another_trip() -> None:
    month = [trip("2024-10-02 06:00", "2024-10-02 15:00"), trip("2024-10-02 15:30", "2024-10-02 16:00")]
    day = date(2024, 10, 2)
    found = list(counted(month, settle(month), day, day))
    assert [other.per_diem_eur for other in found] == [14, 0]
    assert [other.tax_free_eur for other in found] == [14, 0]
    assert list(counted(month, settle(month), day + timedelta(days=1), day + timedelta(days=1))) == []
