"""Trips over days that are hard to compute, typed on the pages: change of clocks, midnight, New Year, change of law."""

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.services.dienstreise import factory
from tests.support.office import build_office
from tests.support.once import built_once
from tests.web.test_bad_input import text_of
from tests.web.world import browser_of, dates, train_only

from meindo.platform.cases.models import Case, Draft
from meindo.platform.clock import today
from meindo.services.dienstreise import queries

office, db = built_once("office", build_office)


def begun(browser: Client, office, first: date, last: date) -> tuple[Case, str]:
    """The claim of an approved trip, nothing typed yet."""
    case = factory.make(office, starts_on=first, ends_on=last)
    factory.decide(office, case, "teamleitung", "approve")
    browser.post(f"/dienstreise/{case.uuid}/abrechnen/")
    return case, f"/dienstreise/abrechnung/{Draft.objects.get(case=case).uuid}/"


def by_car(first: date, last: date, start: str, end: str) -> dict[str, str]:
    """There on the first day and back on the last one, 100 km each, one night at no cost."""
    ride = {"means": "car", "km": "100"}
    typed = {f"leg1_{key}": value for key, value in {**ride, "day": f"{first}", "more": "yes"}.items()}
    typed |= {f"leg2_{key}": value for key, value in {**ride, "day": f"{last}", "more": "no"}.items()}
    seen = {f"seen_{key}": "1" for key in ("mahlzeiten", "kosten-1", "dritte", "belege")}
    times = {"start_time": start, "end_time": end, "nights_kind": "free"}
    return {**typed, **seen, **times, **dates(start_day=first, end_day=last)}


HARD = {
    "over midnight": (date(2026, 6, 9), "18:00", "02:00", "70.00"),
    "clocks go forward": (date(2026, 3, 28), "20:00", "09:00", "70.00"),
    "clocks go back": (date(2025, 10, 25), "20:00", "09:00", "70.00"),
    "over New Year": (date(2025, 12, 31), "08:00", "20:00", "70.00"),
    "over a change of law, settled by its first day": (date(2022, 12, 31), "08:00", "20:00", "60.00"),
    "the day after that change": (date(2023, 1, 1), "08:00", "20:00", "70.00"),
}


@pytest.mark.parametrize("name", HARD)
def test_a_trip_over_a_hard_day_is_filed_and_settled(db, office, name: str) -> None:
    first, start, end, mileage = HARD[name]
    last, browser = first + timedelta(days=1), browser_of("mitarbeiterin")
    case, draft = begun(browser, office, first, last)
    answer = browser.post(f"{draft}alles/", by_car(first, last, start, end))
    assert answer.status_code == 302, text_of(answer)
    assert browser.post(f"{draft}pruefen/", {"sure": "1"}).status_code == 302
    claim = queries.current_claim(Case.objects.get(pk=case.pk))
    kilometres = [line for line in claim.result().lines if "100" in line.message.render()]
    assert f"{sum(line.amount_eur for line in kilometres)}" == mileage
    assert claim.result().refusals == ()


def test_an_hour_that_the_clock_skips_is_told_at_the_times(db, office) -> None:
    first, last, browser = date(2026, 3, 28), date(2026, 3, 29), browser_of("mitarbeiterin")
    _case, draft = begun(browser, office, first, last)
    browser.post(f"{draft}alles/", by_car(first, last, "20:00", "02:30"))
    page = text_of(browser.get(f"{draft}pruefen/"))
    assert "Diese Uhrzeit gibt es an dem Tag nicht (Umstellung auf Sommerzeit)." in page
    assert f"{draft}zeiten/" in page
    assert browser.post(f"{draft}pruefen/", {"sure": "1"}).status_code == 422


def test_overlapping_trips_are_both_taken_and_the_deciders_read_of_it(db, office) -> None:
    ahead = today() + timedelta(days=30)
    first, second = (factory.make(office, starts_on=ahead, destination=place) for place in ("Köln", "Bonn"))
    manager = browser_of("teamleitung", "line_manager")
    rows = text_of(manager.get("/vorgaenge/"))
    assert rows.count("überschneidet sich mit") == 2
    page = text_of(manager.get(f"/dienstreise/{second.uuid}/"))
    assert "Überschneidung mit einer anderen Reise" in page
    assert first.number in page
    for case in (first, second):
        factory.decide(office, case, "teamleitung", "approve")
        assert case.step == "journey", "a person decides, nothing is refused"


def test_a_claim_of_two_trips_at_the_same_hours_is_taken_and_left_to_a_person(db, office) -> None:
    day, browser = today() - timedelta(days=10), browser_of("mitarbeiterin")
    for place in ("Köln", "Bonn"):
        case = factory.make(office, starts_on=day, destination=place)
        factory.decide(office, case, "teamleitung", "approve")
        browser.post(f"/dienstreise/{case.uuid}/abrechnen/")
        draft = f"/dienstreise/abrechnung/{Draft.objects.get(case=case).uuid}/"
        browser.post(f"{draft}alles/", train_only(day))
        assert browser.post(f"{draft}pruefen/", {"sure": "1"}).status_code == 302
        case.refresh_from_db()
        assert case.step == "checking"
    assert "überschneidet sich mit" in text_of(browser_of("reisestelle", "travel_office").get("/vorgaenge/"))
